import DocumentModel
import Foundation
import Ingestion
import TestSupport
import Testing
import Workers

@Suite("Workers")
struct WorkerTests {
  @Test("A document read by a worker is the one read in process", arguments: Repository.demo)
  func same(path: String) throws {
    let input = DocumentInput(file: Repository.path(path))
    let worker = Worker(executable: Program.path, options: IngestionOptions())
    #expect(try worker.read(input) == DocumentIngestor().read(input.source()))
  }

  @Test("Bytes travel, and one worker serves many")
  func bytes() throws {
    let worker = Worker(executable: Program.path, options: IngestionOptions())
    for number in 1...5 {
      let document = try worker.read(DocumentInput(name: "\(number).md", bytes: Array("# Title \(number)\n".utf8)))
      #expect(document.metadata.title == "Title \(number)")
    }
  }

  @Test("A reason comes back as it was, and the next document is read")
  func failure() throws {
    let worker = Worker(executable: Program.path, options: IngestionOptions())
    let error = #expect(throws: IngestionError.self) {
      try worker.read(DocumentInput(name: "a.pdf", bytes: Array("%PDF-1.4".utf8)))
    }
    #expect(error?.code == .damaged && error?.name == "a.pdf")
    #expect(try worker.read(DocumentInput(name: "b.md", bytes: Array("Words.\n".utf8))).text == "Words.\n")
  }

  @Test("A reader that hangs is stopped, and the next document is read")
  func hang() throws {
    let folder = TemporaryFolder()
    let hanging = folder.write("hang", text: "#!/bin/sh\nsleep 60\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hanging)
    let worker = Worker(executable: hanging, options: IngestionOptions(), limits: WorkerLimits(seconds: 0.3))
    let error = #expect(throws: IngestionError.self) { try worker.read(DocumentInput(name: "a.md", bytes: [0x41])) }
    #expect(error?.code == .readerFailed && error?.message.contains("longer") == true)
  }

  @Test("A reader that dies is a reason and no crash")
  func crash() throws {
    let folder = TemporaryFolder()
    let dying = folder.write("die", text: "#!/bin/sh\nkill -SEGV $$\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: dying)
    let worker = Worker(executable: dying, options: IngestionOptions())
    let error = #expect(throws: IngestionError.self) { try worker.read(DocumentInput(name: "a.md", bytes: [0x41])) }
    #expect(error?.code == .readerFailed)
  }

  @Test("A page that hangs its reader is left out, and the others are read")
  func badPage() throws {
    let folder = TemporaryFolder()
    let frame = "{\"page\": 2, \"of\": 3}"
    // The first reader says that it begins page 2, and hangs; the next is the real one.
    let script = """
      #!/bin/sh
      if [ -e '\(folder.file("seen"))' ]; then exec '\(Program.path)' "$@"; fi
      touch '\(folder.file("seen"))'
      printf '\\0\(String(frame.utf8.count, radix: 8))\\000\\000\\000\\005%s' '\(frame)'
      sleep 60
      """
    let program = folder.write("reader", text: script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let pages = (1...3).map { [TestPDF.Line("Page number \($0) has a line of words.", x: 72, y: 100)] }
    let worker = Worker(executable: program, options: IngestionOptions(), limits: WorkerLimits(seconds: 2))
    var begun: [Int] = []
    let document = try worker.read(DocumentInput(name: "a.pdf", bytes: TestPDF(pages: pages).bytes)) { begun.append($0.page) }
    #expect(document.pages.map(\.number) == [1, 3] && document.diagnostics.map(\.page) == [2])
    #expect(begun == [2, 1, 3])
  }

  @Test("A missing program is a reason")
  func missing() {
    let worker = Worker(executable: "/nonexistent/quern", options: IngestionOptions())
    #expect(throws: IngestionError.self) { try worker.read(DocumentInput(name: "a.md", bytes: [0x41])) }
  }
}

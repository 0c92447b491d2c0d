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

  @Test("Options travel")
  func options() throws {
    let input = DocumentInput(
      name: "a.html", bytes: Array("<html><body><nav>Home page</nav><p>Words of the page.</p></body></html>".utf8))
    let worker = Worker(executable: Program.path, options: IngestionOptions(content: .all))
    #expect(try worker.read(input).text.contains("Home page"))
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
    // The first reader says that it begins page 2, and hangs; the next is the real one.
    let script = """
      #!/bin/sh
      if [ -e '\(folder.file("seen"))' ]; then exec '\(Program.path)' "$@"; fi
      touch '\(folder.file("seen"))'
      printf '\\003\\000\\000\\000\\005\\004\\006\\000'
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

  /// A document of many pages, each with a running head and a paragraph that goes on over the page.
  private var longDocument: DocumentInput {
    let pages = (1...150).map { number in
      [
        TestPDF.Line("The harbour rules", x: 72, y: 40), TestPDF.Line("\(number)", x: 300, y: 810),
        TestPDF.Line("\(number). Section", x: 72, y: 90, size: 14, isBold: true),
        TestPDF.Line("Every skipper pays the fee of day \(number) before noon, and whoever does", x: 72, y: 120),
      ]
    }
    return DocumentInput(name: "long.pdf", bytes: TestPDF(pages: pages).bytes)
  }

  @Test("A document whose pages several processes read is the one that a single one reads", arguments: [1, 2, 5])
  func shared(helperCount: Int) throws {
    let input = longDocument
    let worker = Worker(executable: Program.path, options: IngestionOptions(), helperCount: helperCount)
    var done = 0
    let document = try worker.read(input) { done = $0.done }
    #expect(try document == DocumentIngestor().read(input.source()))
    #expect(document.pages.count == 150 && document.furniture.count >= 290 && done >= 25)
  }

  @Test("Where a helper dies the pages are read by the first process")
  func helperDies() throws {
    let folder = TemporaryFolder()
    // The first process is the real one, all others die.
    let script = """
      #!/bin/sh
      if mkdir '\(folder.file("first"))' 2>/dev/null; then exec '\(Program.path)' "$@"; fi
      exit 1
      """
    let program = folder.write("reader", text: script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let input = longDocument
    let worker = Worker(executable: program, options: IngestionOptions(), helperCount: 1)
    #expect(try worker.read(input) == DocumentIngestor().read(input.source()))
  }

  @Test("A missing program is a reason")
  func missing() {
    let worker = Worker(executable: "/nonexistent/quern", options: IngestionOptions())
    #expect(throws: IngestionError.self) { try worker.read(DocumentInput(name: "a.md", bytes: [0x41])) }
  }
}

internal import Foundation

/// The program `tesseract`, which reads pictures of pages. Started without a shell, with a picture of our own making.
struct Tesseract: Sendable {
  /// Dots per inch at which pages are painted for it; what its models were trained at.
  static let dotsPerInch = 300.0
  /// Seconds that it may take for a page.
  static let secondsPerPage = 60.0

  private let program: String
  private let language: String

  /// The program on the PATH; nil where there is none.
  ///
  /// - Parameter language: as `tesseract -l` takes it, such as `eng` or `deu+eng`; letters, digits, `_`, `+` and `/` only.
  init?(language: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard let folder = folders.first(where: { access("\($0)/tesseract", X_OK) == 0 }), Self.isLanguage(language) else {
      return nil
    }
    program = "\(folder)/tesseract"
    self.language = language
  }

  static func isLanguage(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix("-")
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+/".contains($0)) } && !text.contains("..")
  }

  /// Its name and version, as it says them itself: `tesseract 5.3.0`.
  var version: String {
    let output = run(["--version"], seconds: 10).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return output.split(separator: "\n").first.map(String.init) ?? "tesseract"
  }

  /// What it reads on a page, as hOCR; nil where it fails or takes too long.
  func hocr(of raster: PageRaster) -> String? {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("quern-\(UUID().uuidString).pgm")
    defer { try? FileManager.default.removeItem(at: file) }
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(raster.portableGraymap), attributes: [.posixPermissions: 0o600])
    else { return nil }
    let arguments = [file.path, "stdout", "-l", language, "--dpi", String(Int(Self.dotsPerInch)), "hocr"]
    return run(arguments, seconds: Self.secondsPerPage).map { String(decoding: $0, as: UTF8.self) }
  }

  private func run(_ arguments: [String], seconds: Double) -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    // One thread: pages are spread over the cores already, and the result must not hang on how many there are.
    process.environment = ProcessInfo.processInfo.environment.merging(["OMP_THREAD_LIMIT": "1"]) { $1 }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let watchdog = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: watchdog)
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    watchdog.cancel()
    return process.terminationReason == .exit && process.terminationStatus == 0 ? data : nil
  }
}

extension PageRaster {
  /// The page as a binary PGM file.
  fileprivate var portableGraymap: [UInt8] {
    Array("P5\n\(width) \(height)\n255\n".utf8) + darkness.map { 255 - $0 }
  }
}

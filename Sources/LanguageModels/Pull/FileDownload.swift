internal import Foundation
internal import Synchronization

/// Fetches one file over HTTPS, and goes on where it was cut off.
struct FileDownload {
  let url: String
  /// Of the whole file.
  let bytes: Int
  /// Is told how many bytes are there.
  let report: @Sendable (Int) -> Void
  /// Waits so many seconds before another try.
  var pause: (Double) -> Void = { Thread.sleep(forTimeInterval: $0) }

  /// Tries in a row that bring nothing: of a server that has given something, and of one that is not to be had at all.
  private static let (mostTries, mostFirstTries) = (5, 2)

  /// Fills `path`, with what lies there already as the beginning.
  func fetch(into path: String) throws(ModelPullError) {
    let file = try PartialFile(path: path)
    if file.count > bytes { file.restart(at: 0) }
    var (tries, isBegun) = (0, false)
    while file.count < bytes {
      let before = file.count
      let problem = try ask(file)
      if file.count > before { (tries, isBegun) = (0, true) }
      guard file.count < bytes else { break }
      tries += 1
      guard tries < (isBegun ? Self.mostTries : Self.mostFirstTries) else {
        throw ModelPullError(
          .unreachable, "the file could not be fetched whole: \(problem ?? "the server ended early")",
          hint: "check the network; the same command goes on from here")
      }
      pause(Double(1 << (tries - 1)))
    }
    try file.finish()
  }

  /// One request. Gives what went wrong in a way that another may mend.
  private func ask(_ file: PartialFile) throws(ModelPullError) -> String? {
    let start = file.count
    let isTooLong = Atomic(false)
    let take: @Sendable (Int, UnsafeRawBufferPointer) -> Bool = { [bytes, report] status, piece in
      // What says why there is no file is no part of it.
      guard status == 206 || status == 200 else { return true }
      // A server that knows no ranges begins at the beginning.
      if status == 200, start > 0, file.count == start { file.restart(at: 0) }
      guard file.count + piece.count <= bytes else {
        isTooLong.store(true, ordering: .relaxed)
        return false
      }
      defer { report(file.count) }
      return file.append(piece)
    }
    let range = start > 0 ? [(name: "Range", value: "bytes=\(start)-")] : []
    let request = HTTPRequest(
      url: url, headers: range, body: nil, timeout: 86_400, download: HTTPRequest.Download(take: take))
    var problem: String?
    var status = 0
    do throws(HTTPError) { status = try HTTPClient().send(request).status } catch { problem = error.message }
    if let failure = file.failure { throw failure }
    if isTooLong.load(ordering: .relaxed) {
      throw ModelPullError(
        .wrong, "the server has another file than the catalogue names: it is longer",
        hint: "take the other source with `--source`")
    }
    if problem == nil, status == 416 { file.restart(at: 0) }
    if problem == nil, [401, 403, 404, 410].contains(status) {
      throw ModelPullError(
        .unreachable, "the server does not give the file (status \(status))", hint: "take the other source with `--source`")
    }
    return problem ?? (status == 200 || status == 206 ? nil : "status \(status)")
  }
}

internal import Foundation

/// A document that is to be read: a file, or bytes that came over a pipe.
public struct DocumentInput: Sendable, Equatable {
  /// As the user gave it, or as it was found in a folder that they gave.
  public var name: String
  /// Nil for a file, which is then opened by its name.
  public var bytes: [UInt8]?

  public init(file: String) {
    name = file
  }

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The bytes with the name. Throws where the file is missing or cannot be read.
  public func source() throws(IngestionError) -> Source {
    if let bytes { return Source(name: name, bytes: bytes) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
      throw IngestionError(.missing, name, "does not exist", hint: "check the path")
    }
    guard !isFolder.boolValue else { throw IngestionError(.unreadable, name, "is a folder", hint: "name the files in it") }
    let attributes = try? FileManager.default.attributesOfItem(atPath: name)
    if let size = attributes?[.size] as? Int, size > DocumentIngestor.byteLimit {
      throw IngestionError(.tooLarge, name, "is larger than \(DocumentIngestor.byteLimit >> 20) MB", hint: "split the file")
    }
    do {
      return Source(name: name, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: name), options: .mappedIfSafe)))
    } catch {
      throw IngestionError(.unreadable, name, "cannot be read", hint: "check its permissions")
    }
  }
}

internal import Foundation
public import Ingestion

/// Finds the documents that a user means by files, folders and globs.
public enum InputFinder {
  /// The inputs in order, each file once: files as named, the readable files of folders by path, matches of globs by name.
  ///
  /// `-` stands for standard input. What exists nowhere stays an input, so that reading it reports it. A folder without a
  /// readable file gives an error of its own. Hidden files and `excluded` are passed over in folders.
  public static func find(_ arguments: [String], excluding excluded: String? = nil) -> (
    inputs: [DocumentInput], errors: [IngestionError]
  ) {
    var inputs: [DocumentInput] = []
    var errors: [IngestionError] = []
    var seen: Set<String> = []
    func add(_ path: String) {
      if seen.insert(path).inserted { inputs.append(DocumentInput(file: path)) }
    }
    for argument in arguments {
      if argument == "-" {
        if let data = try? FileHandle.standardInput.readToEnd() {
          inputs.append(DocumentInput(name: "-", bytes: [UInt8](data)))
        } else {
          errors.append(
            IngestionError(.unreadable, "-", "cannot be read: standard input is closed or empty", hint: "pipe a document into it")
          )
        }
      } else if isFolder(argument) {
        let files = files(in: argument, excluding: excluded)
        if files.isEmpty {
          errors.append(
            IngestionError(
              .empty, argument, "holds no file that Quern reads",
              hint: "it reads " + FormatDetection.extensions.map { "." + $0 }.joined(separator: ", ")))
        }
        files.forEach(add)
      } else if !FileManager.default.fileExists(atPath: argument), argument.contains(where: { "*?[".contains($0) }) {
        let matches = matches(of: argument)
        if matches.isEmpty { errors.append(IngestionError(.missing, argument, "matches no file", hint: "check the pattern")) }
        for match in matches { isFolder(match) ? files(in: match, excluding: excluded).forEach(add) : add(match) }
      } else {
        add(argument)
      }
    }
    return (inputs, errors)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func files(in folder: String, excluding excluded: String?) -> [String] {
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let skipped = excluded.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    // A folder may be named by a link; links inside it are not followed, so that none leads round in circles.
    let resolved = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
    guard let walker = FileManager.default.enumerator(atPath: resolved) else { return [] }
    var files: [String] = []
    while let relative = walker.nextObject() as? String {
      let path = root == "/" ? "/" + relative : root + "/" + relative
      let name = relative.split(separator: "/").last ?? ""
      if name.hasPrefix(".") || URL(fileURLWithPath: path).standardizedFileURL.path == skipped {
        walker.skipDescendants()
        continue
      }
      let kind = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
      // A link that leads nowhere is no file.
      if FormatDetection.extensions.contains(kind), FileManager.default.fileExists(atPath: path), !isFolder(path) {
        files.append(path)
      }
    }
    return files.sorted()
  }

  private static func matches(of pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in result.gl_pathv[index].map { String(cString: $0) } }
  }
}

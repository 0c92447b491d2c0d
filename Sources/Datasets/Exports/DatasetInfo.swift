public import JSONText

/// `dataset_info.json`, by which LLaMA-Factory finds the files of a folder.
public enum DatasetInfo {
  /// One entry a file, under the file's name without its end.
  public static func json(files: [String], options: ExportOptions) -> JSONValue {
    .object(files.map { .init($0, entry($0 + "." + options.format.fileExtension, options)) })
  }

  private static func entry(_ file: String, _ options: ExportOptions) -> JSONValue {
    if options.format == .sharegpt {
      let columns: JSONValue = ["messages": "conversations", "system": "system", "tools": "tools"]
      return ["file_name": .string(file), "formatting": "sharegpt", "columns": columns]
    }
    var columns: [JSONValue.Member] = [
      .init("prompt", "instruction"), .init("query", "input"), .init("response", "output"),
    ]
    if options.system != nil { columns.append(.init("system", "system")) }
    return ["file_name": .string(file), "formatting": "alpaca", "columns": .object(columns)]
  }
}

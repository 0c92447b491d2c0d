public import JSONText

/// A YAML or JSON file of values by names.
public enum FlowColumnsFile {
  public static func columns(_ path: String) throws(FlowError) -> [JSONValue.Member] {
    guard let members = try YAMLValue.read(path).members else {
      throw FlowError("the file holds no names with values", file: path)
    }
    return members.map { .init($0.key, $0.value.json) }
  }
}

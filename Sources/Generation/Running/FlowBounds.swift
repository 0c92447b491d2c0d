internal import JSONText

/// How many rows can come to each block at most, whatever the model says.
struct FlowBounds {
  /// By the block's name; a block that no bound is known for is not there.
  private(set) var most: [String: Int] = [:]

  init(_ flow: Flow, rows: Int) {
    var bound: Int? = rows
    var last: ChatParameters?
    for block in flow.blocks {
      most[block.name] = bound
      let factor =
        switch block.growth {
        case .times(let count): Optional(count)
        case .choices: last?.choices ?? 1
        case .items: last?.mostItems
        }
      bound = bound.flatMap { bound in factor.flatMap { Self.product(bound, $0) } }
      if let block = block as? any ModelBlock { last = block.chat }
    }
  }

  private static func product(_ bound: Int, _ factor: Int) -> Int? {
    let (product, isTooLarge) = bound.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }
}

extension ChatParameters {
  /// Replies to one request.
  fileprivate var choices: Int { max(1, value("n")?.intValue ?? 1) }

  /// The most objects that one reply can hold by the schema that it has to keep to; nil where no schema says.
  fileprivate var mostItems: Int? {
    let schema = value("response_format")?["json_schema"]?["schema"]
    guard let properties = schema?["properties"], case .object(let members) = properties else {
      return schema?["maxItems"]?.intValue
    }
    let lists = members.filter { $0.value["type"]?.stringValue == "array" }
    // Without a list the reply is one object; which of several lists makes the rows is not known here.
    return lists.isEmpty ? 1 : lists.count == 1 ? lists[0].value["maxItems"]?.intValue : nil
  }

  private func value(_ key: String) -> JSONValue? { members.last { $0.key == key }?.value }
}

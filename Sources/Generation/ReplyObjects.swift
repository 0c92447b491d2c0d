internal import Foundation
package import JSONText

/// The JSON objects of a model's reply.
///
/// Models wrap JSON in prose, code fences and thoughts, give an array where an object was asked for, and are cut off. What is
/// whole is read; nothing inside a string is ever changed.
enum ReplyObjects {
  /// The objects of the first array in the reply, or of its array members; a single object counts as an array of one.
  ///
  /// Nil where the reply holds no JSON at all; empty where it says that there is nothing.
  static func objects(in reply: String) -> [JSONValue]? {
    let bytes = Array(withoutThoughts(reply).utf8)
    for start in bytes.indices where bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
      if let end = end(of: start, in: bytes) {
        if let value = try? JSONValue(parsing: bytes[start..<end]), let objects = objects(of: value) { return objects }
      } else if let objects = salvaged(bytes[start...]) {
        return objects
      }
    }
    return nil
  }

  /// The objects of a reply as rows: those of an array, alone or as the only array of objects in an object, whose other members each row
  /// then has too; else the object itself. Nil where the reply holds no JSON.
  static func rows(in reply: String) -> [JSONValue]? {
    let bytes = Array(withoutThoughts(reply).utf8)
    for start in bytes.indices where bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
      guard let end = end(of: start, in: bytes) else {
        if let objects = salvaged(bytes[start...]) { return objects }
        continue
      }
      guard let value = try? JSONValue(parsingLeniently: bytes[start..<end]) else { continue }
      switch value {
      case .array(let values):
        let objects = values.filter(isObject)
        if values.isEmpty || !objects.isEmpty { return objects }
      case .object(let members): return rows(of: members)
      default: break
      }
    }
    return nil
  }

  private static func rows(of members: [JSONValue.Member]) -> [JSONValue] {
    let arrays = members.filter { $0.value.arrayValue?.allSatisfy(isObject) == true }
    guard arrays.count == 1, let array = arrays.first, let values = array.value.arrayValue,
      !values.isEmpty || members.count == 1
    else { return members.isEmpty ? [] : [.object(members)] }
    let others = members.filter { $0.key != array.key }
    return values.map { value in
      guard case .object(let own) = value else { return value }
      return .object(own + others.filter { value[$0.key] == nil })
    }
  }

  private static func isObject(_ value: JSONValue) -> Bool {
    if case .object = value { true } else { false }
  }

  /// Without what stands between `<think>` and `</think>`.
  private static func withoutThoughts(_ reply: String) -> Substring {
    guard let end = reply.range(of: "</think>", options: .backwards) else { return reply[...] }
    return reply[end.upperBound...]
  }

  private static func objects(of value: JSONValue) -> [JSONValue]? {
    switch value {
    case .array(let values):
      let objects = values.filter { if case .object = $0 { true } else { false } }
      return values.isEmpty || !objects.isEmpty ? objects : nil
    case .object(let members):
      let arrays = members.compactMap(\.value.arrayValue)
      return arrays.isEmpty ? (members.isEmpty ? [] : [value]) : arrays.flatMap { objects(of: .array($0)) ?? [] }
    default: return nil
    }
  }

  /// Behind the bracket that closes the one at `start`; nil where none does. Brackets in strings do not count.
  private static func end(of start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 0
    var isString = false
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isString: index += 1
      case UInt8(ascii: "\""): isString.toggle()
      case UInt8(ascii: "{") where !isString, UInt8(ascii: "[") where !isString: depth += 1
      case UInt8(ascii: "}") where !isString, UInt8(ascii: "]") where !isString:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The whole objects inside an array that is never closed; nil where there is no such array.
  private static func salvaged(_ bytes: ArraySlice<UInt8>) -> [JSONValue]? {
    guard let array = bytes.firstIndex(of: UInt8(ascii: "[")) else { return nil }
    let all = Array(bytes[(array + 1)...])
    var objects: [JSONValue] = []
    var index = 0
    while let start = all[index...].firstIndex(of: UInt8(ascii: "{")), let end = end(of: start, in: all) {
      if let value = try? JSONValue(parsing: all[start..<end]) { objects.append(value) }
      index = end
    }
    return objects.isEmpty ? nil : objects
  }
}

/// The JSON of a reply, for modules that ask on their own.
package enum ReplyJSON {
  /// The first object of a reply; nil where it holds none.
  package static func firstObject(in reply: String) -> JSONValue? { ReplyObjects.objects(in: reply)?.first }
}

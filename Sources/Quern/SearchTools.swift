internal import JSONText

/// The tools that an assistant over documents has as a rule, in OpenAI's form.
enum SearchTools {
  static let json: JSONValue = [
    tool(
      "full_text_search", "Finds passages that hold words exactly as they stand: names, numbers, phrases, paragraphs.",
      query: "The words to find."),
    tool(
      "vector_search", "Finds passages by their meaning, whatever their words.", query: "What is sought, in plain words."),
  ]

  private static func tool(_ name: String, _ summary: String, query: String) -> JSONValue {
    let properties: JSONValue = [
      "query": ["type": "string", "description": .string(query), "minLength": 1],
      "limit": ["type": "integer", "description": "How many passages to give.", "minimum": 1, "maximum": 50],
    ]
    let parameters: JSONValue = [
      "type": "object", "properties": properties, "required": ["query"], "additionalProperties": false,
    ]
    return [
      "type": "function", "function": ["name": .string(name), "description": .string(summary), "parameters": parameters],
    ]
  }
}

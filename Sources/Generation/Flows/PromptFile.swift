internal import JSONText

/// A file of a prompt: a list of messages, each a template.
struct PromptFile: Sendable {
  /// Names that the messages take.
  let variables: Set<String>
  /// The text of all messages as they stand in the file, for checks.
  let sources: [String]
  let path: String
  var roles: [String] { messages.map(\.role) }
  private let messages: [(role: String, template: PromptTemplate)]
  private let isCompatible: Bool

  static let knownRoles: Set<String> = ["system", "user", "assistant", "tool"]

  init(_ path: String, isCompatible: Bool) throws(FlowError) {
    let file = try YAMLValue.read(path)
    guard let list = file.list, !list.isEmpty else {
      throw FlowError(
        "a prompt is a list of messages", file: path, line: file.line, hint: "write `- role: user` and `  content: …`")
    }
    var messages: [(role: String, template: PromptTemplate)] = []
    var sources: [String] = []
    for message in list {
      guard let role = message["role"]?.string, let content = message["content"], let text = content.string else {
        throw FlowError("a message has a `role` and a `content`", file: path, line: message.line)
      }
      guard Self.knownRoles.contains(role) else {
        throw FlowError(
          "there is no role `\(role)`", file: path, line: message.line, hint: "the roles are system, user, assistant and tool")
      }
      do throws(TemplateError) {
        messages.append((role, try PromptTemplate(text)))
      } catch {
        throw FlowError("column \(error.column): \(error.message)", file: path, line: content.line(ofText: error.line))
      }
      sources.append(text)
    }
    guard messages.last?.role == "user" else {
      throw FlowError("the last message must be the user's", file: path, line: list.last?.line)
    }
    self.messages = messages
    self.sources = sources
    self.path = path
    self.isCompatible = isCompatible
    variables = messages.reduce(into: []) { $0.formUnion($1.template.variables) }
  }

  /// The messages with their places filled in, white space around them cut off, empty ones left out.
  func messages(_ values: [JSONValue.Member]) throws(BlockFailure) -> [(role: String, content: String)] {
    var result: [(role: String, content: String)] = []
    for (role, template) in messages {
      do throws(TemplateError) {
        let content = PythonText.stripped(try template.render(values))
        if !content.isEmpty { result.append((role, content)) }
      } catch {
        // sdg_hub leaves such a message out and goes on.
        if !isCompatible { throw BlockFailure("template", "the prompt cannot be filled in, \(error)") }
      }
    }
    return result
  }
}

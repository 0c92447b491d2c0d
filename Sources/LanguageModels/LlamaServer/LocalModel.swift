internal import JSONText

/// A model that Quern runs itself, on this machine and without a network: `llama-server` as a child process.
///
/// One request a call and no other try; see ``PatientModel``. A request whose server died is to be sent again, to the next server.
struct LocalModel: LanguageModel {
  /// `local/` and the name in the catalogue, or the file's name and a mark of its content.
  let name: String
  private let server: LlamaServer

  /// Finds model and program, and starts nothing yet.
  init(_ reference: String, _ options: LocalOptions, environment: [String: String], timeout: Double)
    throws(LanguageModelError)
  {
    let file = try LocalModelFile(reference, data: DataFolder(environment: environment))
    let program = try LlamaServerProgram.find(named: options.server, environment: environment)
    guard let supervisor = options.supervisor else {
      throw LanguageModelError(
        .engine, "a local model needs the program `quern`, which watches over the server", hint: "name it in `LocalOptions`")
    }
    name = "local/" + file.name
    server = LlamaServer.shared(
      LlamaServerPlan(
        program: program, supervisor: supervisor, model: file.path, name: file.name, context: options.context,
        slots: options.slots, loadingTime: options.loadingTime, timeout: timeout, idleTime: options.idleTime))
  }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    await server.slots.enter()
    defer { server.slots.leave() }
    let sent = sent(request)
    var reply = try await server.answer { (process) async throws(LanguageModelError) in try await process.endpoint.complete(sent)
    }
    // The server names the model by the path of its file.
    reply.model = name
    return reply
  }

  /// The request with what a server of our own takes: prompts that begin alike are read once, and no text of a document is taken
  /// for the beginning or the end of a turn.
  private func sent(_ request: ChatRequest) -> ChatRequest {
    var sent = request
    sent.messages = request.messages.map { ChatMessage($0.role, RoleMarkers.neutralized($0.content)) }
    if !request.parameters.contains(where: { $0.key == "cache_prompt" }) {
      sent.parameters.append(.init("cache_prompt", true))
    }
    return sent
  }
}

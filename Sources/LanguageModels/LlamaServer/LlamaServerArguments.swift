/// What a build of `llama-server` is told. Builds differ in the names of some options: `--help` lists those of this one.
struct LlamaServerArguments {
  private let help: String

  init(help: String) { self.help = help }

  /// - Parameters:
  ///   - context: tokens of all slots together.
  ///   - keyFile: holds the key that requests must bring.
  ///   - alias: what the server is to call its model, where it can.
  func all(model: String, port: Int, context: Int, slots: Int, threads: Int, keyFile: String, alias: String) -> [String] {
    var arguments = [
      "-m", model, "--host", "127.0.0.1", "--port", "\(port)", "-c", "\(context)", "-np", "\(slots)", "-t", "\(threads)",
      "--api-key-file", keyFile,
    ]
    if let noPage = ["--no-ui", "--no-webui"].first(where: knows) { arguments.append(noPage) }
    if knows("--alias") { arguments += ["--alias", alias] }
    if knows("--offline") { arguments.append("--offline") }
    // Prompts of slots that are used anew are kept in memory, up to 8 GiB where nothing is said.
    if knows("--cache-ram") { arguments += ["--cache-ram", "256"] }
    return arguments
  }

  /// Whether the help names an option, and not only a longer one.
  func knows(_ option: String) -> Bool {
    help.split { !($0.isLetter || $0.isNumber || $0 == "-") }.contains { $0 == option }
  }
}

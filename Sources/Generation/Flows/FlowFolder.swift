internal import Foundation

/// Where a flow's files lie.
struct FlowFolder {
  let path: String

  /// The path of a file that a block names, which must lie in the flow's folder or a folder beside it.
  func path(_ name: String, for config: BlockConfig) throws(FlowError) -> String {
    let root = URL(fileURLWithPath: path).standardizedFileURL
    let file = URL(fileURLWithPath: name, relativeTo: root.appendingPathComponent("", isDirectory: true)).standardizedFileURL
    let parent = root.deletingLastPathComponent().path
    guard file.path.hasPrefix((parent == "/" ? root.path : parent) + "/") else {
      throw config.error(
        "`\(name)` lies outside of the flow's folder", key: "prompt_config_path", hint: "keep prompts beside the flow")
    }
    return file.path
  }
}

/// The flows that come with Quern, by paths that no folder has.
enum BundledFlows {
  static let root = "/bundled-flows"

  /// The names of the flows.
  static let names = ["document-qa", "key-facts", "tool-selection"]

  /// The text of a file of a bundled flow; nil for any other path.
  static func text(_ path: String) -> [UInt8]? { files[path] }

  private static let files: [String: [UInt8]] = [
    root + "/document-qa/flow.yaml": PackageResources.document_qa_flow_yaml,
    root + "/document-qa/ask.yaml": PackageResources.document_qa_ask_yaml,
    root + "/document-qa/check.yaml": PackageResources.document_qa_check_yaml,
    root + "/key-facts/flow.yaml": PackageResources.key_facts_flow_yaml,
    root + "/key-facts/facts.yaml": PackageResources.key_facts_facts_yaml,
    root + "/key-facts/question.yaml": PackageResources.key_facts_question_yaml,
    root + "/tool-selection/flow.yaml": PackageResources.tool_selection_flow_yaml,
    root + "/tool-selection/queries.yaml": PackageResources.tool_selection_queries_yaml,
  ]
}

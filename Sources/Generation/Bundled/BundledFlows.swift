/// The flows that come with Quern, by paths that no folder has.
enum BundledFlows {
  static let root = "/bundled-flows"

  /// The names of the flows.
  static let names = [
    "document-qa", "answer-first", "key-facts", "detailed-summary", "extractive-summary", "rag-evaluation", "tool-selection",
    "tool-selection-chat",
  ]

  /// The files of a flow by their names, `flow.yaml` first; none for a name that no flow has.
  static func files(of flow: String) -> [(name: String, text: [UInt8])] {
    let prefix = "\(root)/\(flow)/"
    return files.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
      .sorted { ($0.name != "flow.yaml" ? 1 : 0, $0.name) < ($1.name != "flow.yaml" ? 1 : 0, $1.name) }
  }

  /// The text of a file of a bundled flow; nil for any other path.
  static func text(_ path: String) -> [UInt8]? { files[path] }

  private static let files: [String: [UInt8]] = [
    root + "/answer-first/ask.yaml": PackageResources.answer_first_ask_yaml,
    root + "/answer-first/find.yaml": PackageResources.answer_first_find_yaml,
    root + "/answer-first/flow.yaml": PackageResources.answer_first_flow_yaml,
    root + "/document-qa/ask.yaml": PackageResources.document_qa_ask_yaml,
    root + "/document-qa/check.yaml": PackageResources.document_qa_check_yaml,
    root + "/document-qa/flow.yaml": PackageResources.document_qa_flow_yaml,
    root + "/key-facts/facts.yaml": PackageResources.key_facts_facts_yaml,
    root + "/key-facts/flow.yaml": PackageResources.key_facts_flow_yaml,
    root + "/key-facts/question.yaml": PackageResources.key_facts_question_yaml,
    root + "/detailed-summary/ask.yaml": PackageResources.detailed_summary_ask_yaml,
    root + "/detailed-summary/check.yaml": PackageResources.detailed_summary_check_yaml,
    root + "/detailed-summary/flow.yaml": PackageResources.detailed_summary_flow_yaml,
    root + "/detailed-summary/summary.yaml": PackageResources.detailed_summary_summary_yaml,
    root + "/extractive-summary/check.yaml": PackageResources.extractive_summary_check_yaml,
    root + "/extractive-summary/flow.yaml": PackageResources.extractive_summary_flow_yaml,
    root + "/extractive-summary/question.yaml": PackageResources.extractive_summary_question_yaml,
    root + "/extractive-summary/sentences.yaml": PackageResources.extractive_summary_sentences_yaml,
    root + "/rag-evaluation/answer.yaml": PackageResources.rag_evaluation_answer_yaml,
    root + "/rag-evaluation/contexts.yaml": PackageResources.rag_evaluation_contexts_yaml,
    root + "/rag-evaluation/flow.yaml": PackageResources.rag_evaluation_flow_yaml,
    root + "/rag-evaluation/harder.yaml": PackageResources.rag_evaluation_harder_yaml,
    root + "/rag-evaluation/judge.yaml": PackageResources.rag_evaluation_judge_yaml,
    root + "/rag-evaluation/question.yaml": PackageResources.rag_evaluation_question_yaml,
    root + "/rag-evaluation/topics.yaml": PackageResources.rag_evaluation_topics_yaml,
    root + "/tool-selection/flow.yaml": PackageResources.tool_selection_flow_yaml,
    root + "/tool-selection/queries.yaml": PackageResources.tool_selection_queries_yaml,
    root + "/tool-selection-chat/flow.yaml": PackageResources.tool_selection_chat_flow_yaml,
    root + "/tool-selection-chat/queries.yaml": PackageResources.tool_selection_chat_queries_yaml,
  ]
}

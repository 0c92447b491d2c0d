internal import JSONText
internal import TextAnalysis

/// Takes a model's wording of a question where it asks the same as the question that it was made from (``Rewording``).
///
/// Where it does not, the reference stands, if the flow says so, else the row is left out with the reason. The words that name the place of
/// the question come before a wording that does not name it itself.
struct RewordingBlock: RowBlock {
  static let keys: Set<String>? = ["keep_reference"]

  let name: String
  let type = "RewordingBlock"
  let inputs: [String]
  let outputs: [String]
  private let keepsReference: Bool

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(6...6)
    try config.requireOutputs(2...2)
    keepsReference = try config.bool("keep_reference", default: false)
    name = config.name
    inputs = config.columns
    outputs = config.outputs
  }

  /// `model`; `bare`, where the reference is asked without what names its place; or why the reference stands.
  var tally: String? { outputs[1] }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    let columns = inputs.map { row[$0]?.stringValue ?? "" }
    let (wording, reference, lead, core, outline, answer) = (
      PythonText.stripped(columns[0]), columns[1], columns[2], columns[3], columns[4], columns[5]
    )
    var made = row
    let check = Rewording(of: core, behind: lead, under: outline, answer: answer)
    if let fault = check.fault(of: wording) {
      guard keepsReference else { throw .filtered(fault.rawValue) }
      (made[outputs[0]], made[outputs[1]]) = (.string(reference), .string(fault.rawValue))
    } else {
      let placed = check.namesPlace(wording) ? wording : Self.joined(lead, wording)
      let isSame = Rewording.areSame(placed, reference)
      if isSame, !keepsReference { throw .filtered("same-words") }
      made[outputs[0]] = .string(isSame ? reference : placed)
      made[outputs[1]] = isSame ? "same-words" : Rewording.areSame(wording, core) ? "bare" : "model"
    }
    return [made]
  }

  /// The wording behind the words that name its place; a first word that is no name loses its capital.
  static func joined(_ lead: String, _ wording: String) -> String {
    let isName = wording.prefix { $0 != " " }.dropFirst().contains(where: \.isUppercase)
    return lead.isEmpty || isName ? lead + wording : lead + wording.prefix(1).lowercased() + wording.dropFirst()
  }
}

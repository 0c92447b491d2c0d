internal import Foundation
public import Generation
internal import LanguageModels
public import TextAnalysis
internal import Workspace

/// Plans of flows, with what a folder keeps.
public enum FlowPlanning {
  /// - Parameters:
  ///   - model: as a user names it.
  ///   - output: the folder of a run whose replies count as there; nil for none.
  public static func plan(_ flow: Flow, _ rows: FlowRows, model: String, tokenizer: any TokenCounter, output: String?)
    throws(RunError) -> FlowPlan
  {
    do throws(FlowError) { try FlowInput.check(rows, names: rows.names, for: flow) } catch {
      throw RunError(error.description, hint: error.hint)
    }
    var store: Workspace?
    if let output {
      let path = output + "/workspace.sqlite"
      guard FileManager.default.fileExists(atPath: path) else {
        throw RunError("`\(output)` holds no run", hint: "name the folder of a run, or leave `-o` out")
      }
      do throws(Workspace.Failure) { store = try Workspace(path: path) } catch {
        throw RunError("`\(path)`: \(error)", hint: "is it the folder of a run?")
      }
    }
    // Servers of one protocol give the same replies, whichever prefix names them.
    let name = model.split(separator: "/", maxSplits: 1).last.map(String.init) ?? model
    let kept = model.hasPrefix("gemini/") ? model : "openai/" + name
    return waiting { [store] in
      await FlowPlan(flow, rows: rows, names: rows.names, tokenizer: tokenizer, store: store) { block in
        flow.modelsOfBlocks[block] ?? kept
      }
    }
  }
}

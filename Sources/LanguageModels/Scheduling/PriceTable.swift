public import JSONText

/// What models take, in dollars for a million tokens. Prices change; users keep their own.
public struct PriceTable: Sendable, Equatable {
  public struct Price: Sendable, Equatable {
    public let prompt: Double
    public let completion: Double

    public func dollars(promptTokens: Int, completionTokens: Int) -> Double {
      (Double(promptTokens) * prompt + Double(completionTokens) * completion) / 1e6
    }
  }

  private let prices: [String: Price]

  /// - Parameter entries: `{prompt: …, completion: …}` by the model's name, with or without the kind of server before it.
  /// - Throws: the name of the first entry that is none.
  public init(_ entries: [JSONValue.Member] = []) throws(LanguageModelError) {
    var prices: [String: Price] = [:]
    for entry in entries {
      guard let prompt = entry.value["prompt"]?.doubleValue, let completion = entry.value["completion"]?.doubleValue,
        prompt >= 0, completion >= 0
      else {
        throw LanguageModelError(
          .unreadable, "the price of `\(entry.key)` is none",
          hint: "write `\(entry.key): {prompt: 0.4, completion: 1.6}`, in dollars for a million tokens")
      }
      prices[Self.bare(entry.key)] = Price(prompt: prompt, completion: completion)
    }
    self.prices = prices
  }

  /// The price of a model; nil where the table has none.
  public func price(of model: String) -> Price? { prices[Self.bare(model)] }

  private static func bare(_ name: String) -> String { name.split(separator: "/", maxSplits: 1).last.map(String.init) ?? name }
}

public import Datasets

/// Some records of many, by chance that a seed repeats.
public enum RecordSample {
  /// At most `count` records, each as likely as any other, in the order in which they stand.
  public static func records(_ count: Int, of records: [Record], seed: UInt64) -> [Record] {
    var chance = SeededChance(seed: seed)
    var places = Array(records.indices)
    let wanted = max(0, min(count, places.count))
    for place in 0..<wanted { places.swapAt(place, place + chance.below(places.count - place)) }
    return places[..<wanted].sorted().map { records[$0] }
  }
}

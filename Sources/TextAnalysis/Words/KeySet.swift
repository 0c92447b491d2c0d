/// A set of the numbers that tell words or their stems apart (``WordKey``), which are spread already and need no hashing.
package struct KeySet: Equatable {
  /// Open addressing with linear steps, at most half full; 0 is an empty place.
  private var places: [UInt64]
  package private(set) var count = 0

  package init(minimumCapacity: Int = 0) {
    var size = 4
    while size < 2 * minimumCapacity { size *= 2 }
    places = [UInt64](repeating: 0, count: size)
  }

  package init(_ keys: some Sequence<UInt64>) {
    self.init(minimumCapacity: keys.underestimatedCount)
    for key in keys { insert(key) }
  }

  package var isEmpty: Bool { count == 0 }

  package func contains(_ key: UInt64) -> Bool { places[place(of: key)] == key }

  /// Whether the key was not there before.
  ///
  /// - Parameter key: not 0.
  @discardableResult
  package mutating func insert(_ key: UInt64) -> Bool {
    let place = place(of: key)
    guard places[place] == 0 else { return false }
    places[place] = key
    count += 1
    if 2 * count > places.count { grow() }
    return true
  }

  private mutating func grow() {
    var larger = KeySet(minimumCapacity: places.count)
    for key in places where key != 0 { larger.insert(key) }
    self = larger
  }

  /// Where a key stands, or would.
  private func place(of key: UInt64) -> Int {
    let mask = places.count - 1
    // The last bit of a key is always set.
    var place = Int(truncatingIfNeeded: key >> 20) & mask
    while places[place] != 0, places[place] != key { place = (place + 1) & mask }
    return place
  }

  package func isSubset(of other: KeySet) -> Bool { count <= other.count && count { !other.contains($0) } == 0 }

  package func isDisjoint(with other: KeySet) -> Bool {
    let (few, many) = places.count <= other.places.count ? (self, other) : (other, self)
    for key in few.places where key != 0 && many.contains(key) { return false }
    return true
  }

  /// How many keys satisfy a predicate.
  package func count(where predicate: (UInt64) -> Bool) -> Int {
    var found = 0
    for key in places where key != 0 && predicate(key) { found += 1 }
    return found
  }

  package static func == (left: KeySet, right: KeySet) -> Bool { left.count == right.count && left.isSubset(of: right) }
}

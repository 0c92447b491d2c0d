/// In how many chunks of a document each line stands, lines by their hashes. Open addressing.
struct LineCounts {
  /// A line, the chunk that it was last seen in, from 1, and in how many it was seen; a slot without a chunk is free.
  private struct Slot {
    var (line, chunk, chunks): (UInt64, UInt32, UInt32) = (0, 0, 0)
  }

  private var slots: [Slot]
  private let mask: Int

  /// - Parameter scans: of all chunks of the document that are known.
  init(_ scans: [ChunkScan]) {
    let lines = scans.reduce(0) { $0 + $1.lineCount }
    var size = 64
    while size < lines * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    for (chunk, scan) in scans.enumerated() {
      for line in scan.lines { add(line, UInt32(chunk + 1)) }
    }
  }

  private mutating func add(_ line: UInt64, _ chunk: UInt32) {
    let place = place(line)
    if slots[place].chunk == chunk { return }
    slots[place] = Slot(line: line, chunk: chunk, chunks: slots[place].chunks + 1)
  }

  func chunks(with line: UInt64) -> Int { Int(slots[place(line)].chunks) }

  /// Where a line is, or would be.
  private func place(_ line: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: line ^ (line >> 32)) & mask
    while slots[place].chunk != 0, slots[place].line != line { place = (place + 1) & mask }
    return place
  }
}

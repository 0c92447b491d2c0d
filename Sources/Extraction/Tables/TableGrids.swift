/// The tables of a document, each made once for all chunks that it spreads over.
final class TableGrids {
  private var grids: [Int: TableGrid?] = [:]

  /// - Parameter index: the table's place among the document's elements.
  func grid(of index: Int, make: () -> TableGrid?) -> TableGrid? {
    if let known = grids[index] { return known }
    let grid = make()
    grids[index] = .some(grid)
    return grid
  }
}

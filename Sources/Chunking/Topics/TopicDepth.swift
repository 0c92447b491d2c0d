/// Valleys of a similarity (M. Hearst, TextTiling, Computational Linguistics 23, 1997).
enum TopicDepth {
  /// How far each value lies below the nearest peaks, on average.
  static func depths(_ values: [Float]) -> [Float] {
    func peaks(_ indices: some Sequence<Int>) -> [Float] {
      var peaks = [Float](repeating: 0, count: values.count)
      var (peak, before): (Float, Float) = (0, 0)
      for index in indices {
        // The peak to climb to starts anew where the way there leads down.
        peak = values[index] > before ? values[index] : max(peak, before)
        if values[index] > before { peak = values[index] }
        peaks[index] = max(peak, values[index])
        before = values[index]
      }
      return peaks
    }
    let (left, right) = (peaks(values.indices), peaks(values.indices.reversed()))
    return values.indices.map { (left[$0] + right[$0]) / 2 - values[$0] }
  }
}

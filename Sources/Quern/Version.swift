/// Quern itself.
public enum Quern {
  /// Follows semantic versioning; part of every key under which results are kept.
  public static let version = "0.1.0"
}

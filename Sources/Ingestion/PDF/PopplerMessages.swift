internal import CPoppler
internal import Foundation

/// What poppler says about files, counted and dropped.
///
/// It reports every flaw of a broken file to the GLib log, formatted; one hostile file gave 235 MB. A handler that counts costs next
/// to nothing, and keeps standard error ours.
enum PopplerMessages {
  /// Begins to count; to be called before anything is read.
  static func begin() { _ = handler }

  private static let handler: Void = quern_set_poppler_log_handler { _, _, _, _ in PopplerMessages.add() }

  /// The messages on this thread so far.
  static var count: Int { Int(bitPattern: pthread_getspecific(key)) }

  private static func add() { pthread_setspecific(key, UnsafeRawPointer(bitPattern: count + 1)) }

  /// The count itself is kept in the place of a pointer, so there is nothing to free.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()
}

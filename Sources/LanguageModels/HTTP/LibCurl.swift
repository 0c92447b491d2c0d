internal import CCurl

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The functions of libcurl, found when the first request is sent.
///
/// libcurl brings some thirty other libraries with it, which cost every start of the program more time than the rest of it;
/// the work that most runs do needs no network. Opened at need, neither the time is spent nor the library has to be there.
struct LibCurl: @unchecked Sendable {
  typealias Handle = UnsafeMutableRawPointer

  let makeHandle: @convention(c) () -> Handle?
  let freeHandle: @convention(c) (Handle?) -> Void
  let reset: @convention(c) (Handle?) -> Void
  let perform: @convention(c) (Handle?) -> CURLcode
  let message: @convention(c) (CURLcode) -> UnsafePointer<CChar>?
  let append: @convention(c) (UnsafeMutablePointer<curl_slist>?, UnsafePointer<CChar>?) -> UnsafeMutablePointer<curl_slist>?
  let freeList: @convention(c) (UnsafeMutablePointer<curl_slist>?) -> Void
  /// Many transfers side by side on one thread.
  let many: Many
  private let setOption: UnsafeMutableRawPointer
  private let getInfo: UnsafeMutableRawPointer

  /// The functions of curl's “multi” interface.
  struct Many: @unchecked Sendable {
    typealias Handle = UnsafeMutableRawPointer

    let make: @convention(c) () -> Handle?
    let free: @convention(c) (Handle?) -> CURLMcode
    let add: @convention(c) (Handle?, LibCurl.Handle?) -> CURLMcode
    let remove: @convention(c) (Handle?, LibCurl.Handle?) -> CURLMcode
    /// Does what can be done now, and says how many transfers go on.
    let perform: @convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> CURLMcode
    /// Waits until something can be done, for so many milliseconds at most, or until it is woken.
    let wait: @convention(c) (Handle?, OpaquePointer?, UInt32, Int32, UnsafeMutablePointer<Int32>?) -> CURLMcode
    /// Ends a wait, from any thread.
    let wake: @convention(c) (Handle?) -> CURLMcode
    let nextMessage: @convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> UnsafeMutablePointer<CURLMsg>?

    fileprivate init?(_ library: UnsafeMutableRawPointer) {
      guard let make = dlsym(library, "curl_multi_init"), let free = dlsym(library, "curl_multi_cleanup"),
        let add = dlsym(library, "curl_multi_add_handle"), let remove = dlsym(library, "curl_multi_remove_handle"),
        let perform = dlsym(library, "curl_multi_perform"), let wait = dlsym(library, "curl_multi_poll"),
        let wake = dlsym(library, "curl_multi_wakeup"), let nextMessage = dlsym(library, "curl_multi_info_read")
      else { return nil }
      self.make = unsafeBitCast(make, to: (@convention(c) () -> Handle?).self)
      self.free = unsafeBitCast(free, to: (@convention(c) (Handle?) -> CURLMcode).self)
      self.add = unsafeBitCast(add, to: (@convention(c) (Handle?, LibCurl.Handle?) -> CURLMcode).self)
      self.remove = unsafeBitCast(remove, to: (@convention(c) (Handle?, LibCurl.Handle?) -> CURLMcode).self)
      self.perform = unsafeBitCast(perform, to: (@convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> CURLMcode).self)
      self.wait = unsafeBitCast(
        wait,
        to: (@convention(c) (Handle?, OpaquePointer?, UInt32, Int32, UnsafeMutablePointer<Int32>?) -> CURLMcode).self)
      self.wake = unsafeBitCast(wake, to: (@convention(c) (Handle?) -> CURLMcode).self)
      self.nextMessage = unsafeBitCast(
        nextMessage, to: (@convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> UnsafeMutablePointer<CURLMsg>?).self)
    }
  }

  /// Nil where the system has no libcurl.
  static let shared = LibCurl()

  private init?() {
    guard let library = Self.names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first, let many = Many(library) else {
      return nil
    }
    self.many = many
    guard
      let prepare = dlsym(library, "curl_global_init"), let makeHandle = dlsym(library, "curl_easy_init"),
      let freeHandle = dlsym(library, "curl_easy_cleanup"), let reset = dlsym(library, "curl_easy_reset"),
      let perform = dlsym(library, "curl_easy_perform"), let message = dlsym(library, "curl_easy_strerror"),
      let append = dlsym(library, "curl_slist_append"), let freeList = dlsym(library, "curl_slist_free_all"),
      let setOption = dlsym(library, "curl_easy_setopt"), let getInfo = dlsym(library, "curl_easy_getinfo")
    else { return nil }
    let isReady = unsafeBitCast(prepare, to: (@convention(c) (Int) -> CURLcode).self)
    guard isReady(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else { return nil }
    self.makeHandle = unsafeBitCast(makeHandle, to: (@convention(c) () -> Handle?).self)
    self.freeHandle = unsafeBitCast(freeHandle, to: (@convention(c) (Handle?) -> Void).self)
    self.reset = unsafeBitCast(reset, to: (@convention(c) (Handle?) -> Void).self)
    self.perform = unsafeBitCast(perform, to: (@convention(c) (Handle?) -> CURLcode).self)
    self.message = unsafeBitCast(message, to: (@convention(c) (CURLcode) -> UnsafePointer<CChar>?).self)
    self.append = unsafeBitCast(
      append,
      to: (@convention(c) (UnsafeMutablePointer<curl_slist>?, UnsafePointer<CChar>?) -> UnsafeMutablePointer<curl_slist>?).self)
    self.freeList = unsafeBitCast(freeList, to: (@convention(c) (UnsafeMutablePointer<curl_slist>?) -> Void).self)
    self.setOption = setOption
    self.getInfo = getInfo
  }

  #if canImport(Darwin)
    private static let names = ["libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"]
  #else
    private static let names = ["libcurl.so.4", "libcurl-gnutls.so.4"]
  #endif

  func set(_ option: CURLoption, _ value: Int, of handle: Handle) { _ = quern_curl_set_long(setOption, handle, option, value) }

  func set(_ option: CURLoption, _ value: String, of handle: Handle) { _ = quern_curl_set_text(setOption, handle, option, value) }

  func set(_ option: CURLoption, pointer: UnsafeRawPointer?, of handle: Handle) {
    _ = quern_curl_set_pointer(setOption, handle, option, pointer)
  }

  func set(_ option: CURLoption, callback: @escaping curl_write_callback, of handle: Handle) {
    _ = quern_curl_set_callback(setOption, handle, option, callback)
  }

  /// The status of the last answer, 0 where none came.
  func status(of handle: Handle) -> Int { quern_curl_status(getInfo, handle) }
}

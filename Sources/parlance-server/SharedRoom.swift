internal import Synchronization

/// Memory that what comes and goes on all connections takes together.
///
/// A body or an answer of its own may be as long as it likes up to the limit of one; without this, so could thousands
/// on as many connections that never end theirs, or never take it.
final class SharedRoom: Sendable {
  private let most: Int
  private let taken = Mutex(0)

  /// Room for so many bytes.
  init(_ bytes: Int) { most = bytes }

  /// Room for so many pieces of some length.
  convenience init(_ count: Int, of length: Int) {
    let (product, isTooLarge) = count.multipliedReportingOverflow(by: length)
    self.init(isTooLarge ? .max : product)
  }

  /// Takes room for so many bytes; `false` if there is none.
  ///
  /// What is alone has room whatever its length.
  func take(_ bytes: Int) -> Bool {
    taken.withLock { taken in
      guard taken == 0 || bytes <= most - taken else { return false }
      taken += bytes
      return true
    }
  }

  /// Gives the room of so many bytes back.
  func give(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}

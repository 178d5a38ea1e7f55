internal import Serving
internal import Synchronization

/// The memory that bodies of requests take together while they come and are answered.
///
/// A body of its own may be as long as it likes up to the limit of one; without this, so could thousands on as
/// many connections that never end theirs.
final class BodyRoom: Sendable {
  private let most: Int
  private let taken = Mutex(0)

  /// Room for the bodies of so many requests.
  init(requests: Int) {
    let (product, isTooLarge) = requests.multipliedReportingOverflow(by: Service.mostBodyBytes)
    most = isTooLarge ? .max : product
  }

  /// Takes room for so many bytes; `false` if there is none.
  func take(_ bytes: Int) -> Bool {
    taken.withLock { taken in
      guard bytes <= most - taken else { return false }
      taken += bytes
      return true
    }
  }

  /// Gives the room of so many bytes back.
  func give(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}

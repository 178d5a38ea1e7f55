internal import Documents
internal import System

/// Waits for changes in a share, as its settings and the system let it.
package struct ShareWatching {
  private var watch: ShareWatch

  /// Why changes are not noticed, in words; `nil` if they are.
  package var blindness: String? { watch.blindness }

  /// How many folders are watched.
  package var folders: Int { watch.folders }

  /// A watching of no folder yet.
  ///
  /// - Parameter session: a session on the share.
  package init(_ session: RetagSession) { watch = ShareWatch(SharePath(session.root)) }

  /// Watches all folders of the share that a reading of it enters.
  ///
  /// - Parameter session: a session on the share, with its present settings.
  /// - Throws: `DocumentRefusal` if the share cannot be read.
  package mutating func follow(_ session: RetagSession) throws {
    try session.reading.follow(with: &watch)
  }

  /// Waits until something changes, a signal comes or the time is over; returns whether something changed.
  package func wait(seconds: Double) -> Bool { watch.wait(seconds: seconds) }
}

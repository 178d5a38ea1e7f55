internal import Synchronization
internal import System
internal import Tagging

/// Taggers that no thread uses: making one takes longer than tagging a short text.
final class SpareTaggers: Sendable {
  /// A tagger that is used by one thread at a time: it leaves the list when it is taken.
  private struct Spare: @unchecked Sendable {
    let tagger: Tagger
  }

  private let spare = Mutex<[Spare]>([])

  /// More than run at once are not kept.
  private static let most = 2 * Processors.count

  func take() -> Tagger? { spare.withLock { $0.popLast() }?.tagger }

  func give(back tagger: Tagger) {
    let returned = Spare(tagger: tagger)
    spare.withLock { if $0.count < Self.most { $0.append(returned) } }
  }
}

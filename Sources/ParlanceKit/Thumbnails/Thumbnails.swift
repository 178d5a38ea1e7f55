internal import Searching
internal import Synchronization
internal import System

/// Pictures of the first pages of documents, made beside the requests and kept in memory.
///
/// Nothing of them is on the disk, so that a document that goes, or is closed, leaves no picture behind. A picture is
/// known by the state of its file.
package final class Thumbnails: Sendable {
  /// A document of which a picture is wanted.
  private struct Wish: Hashable {
    var path: SharePath
    var state: FileIdentity
  }

  private struct State {
    /// `nil` for a file that has none.
    var pictures: [Wish: Picture?] = [:]
    /// The order in which they came, the earliest first.
    var order: [Wish] = []
    var bytes = 0
    var waiting: [Wish] = []
    var isWorking = false
  }

  private let state = Mutex(State())
  private let make: @Sendable (SharePath, FileIdentity) -> Picture?

  /// The most bytes of pictures, and the most files of which it is known what they have.
  private static let (mostBytes, mostFiles) = (8 << 20, 10_000)

  /// The most files that wait to be looked at.
  private static let mostWaiting = 200

  /// No pictures yet.
  package convenience init() { self.init { FirstPage.picture(of: $0, in: $1) } }

  /// Pictures that are made by somebody else.
  init(_ make: @escaping @Sendable (SharePath, FileIdentity) -> Picture?) { self.make = make }

  /// The picture of a document, if there is one by now; otherwise it is made for those who ask later.
  ///
  /// Whether it may be shown is for the caller to know.
  package func picture(ofDocument id: String) -> Picture? {
    guard id.hasPrefix("/"), FirstPage.mayHave(id) else { return nil }
    let path = SharePath(id)
    guard let identity = FirstPage.state(of: path) else { return nil }
    let wish = Wish(path: path, state: identity)
    let (known, isToStart) = state.withLock { state -> (Picture??, Bool) in
      if let known = state.pictures[wish] { return (known, false) }
      guard state.waiting.count < Self.mostWaiting, !state.waiting.contains(wish) else {
        return (nil, false)
      }
      state.waiting.append(wish)
      let isFirst = !state.isWorking
      state.isWorking = true
      return (nil, isFirst)
    }
    // Without a thread to be had, what waits is left to whoever asks next.
    if isToStart, WorkerThread.start({ self.work() }) == nil {
      state.withLock { $0.isWorking = false }
    }
    return known ?? nil
  }

  /// Makes what is waited for, one after the other.
  private func work() {
    while let wish = next() {
      let picture = make(wish.path, wish.state)
      state.withLock { Self.keep(picture, for: wish, in: &$0) }
    }
  }

  private func next() -> Wish? {
    state.withLock { state in
      guard let wish = state.waiting.first else {
        state.isWorking = false
        return nil
      }
      // It stays in the list until its picture is there, so that nobody has it made twice.
      return wish
    }
  }

  private static func keep(_ picture: Picture?, for wish: Wish, in state: inout State) {
    state.waiting.removeAll { $0 == wish }
    state.pictures[wish] = .some(picture)
    state.order.append(wish)
    state.bytes += picture?.bytes.count ?? 0
    while state.bytes > mostBytes || state.order.count > mostFiles {
      let oldest = state.order.removeFirst()
      state.bytes -= (state.pictures.removeValue(forKey: oldest) ?? nil)?.bytes.count ?? 0
    }
  }
}

extension WorkspaceSnapshot {
  /// The picture of a document that an account may read; `nil` if there is none by now.
  ///
  /// - Throws: `NothingIndexed`, `IndexError`.
  package func picture(
    of name: String, from thumbnails: Thumbnails, for account: ReaderAccount
  ) throws -> Picture? {
    let found = try session(for: account).withIndex { try $0.document(named: name) }
    guard let id = found?.id, !account.reader.isRefused(id) else { return nil }
    return thumbnails.picture(ofDocument: id)
  }
}

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
    /// The most bytes of pictures, and the most files of which it is known what they have.
    var pictures = PictureStore<Wish>(mostBytes: 8 << 20, mostKeys: 10_000)
    var waiting: [Wish] = []
    /// What has no picture but the one that LibreOffice makes.
    var forOffice: [Wish] = []
    var isWorking = false

    mutating func keep(_ picture: Picture?, for wish: Wish) {
      waiting.removeAll { $0 == wish }
      forOffice.removeAll { $0 == wish }
      pictures.keep(picture, for: wish)
    }
  }

  private let state = Mutex(State())
  private let make: @Sendable (SharePath, FileIdentity) -> Picture?
  private let office: OfficePictures?

  /// The most files that wait to be looked at.
  private static let mostWaiting = 200

  /// No pictures yet.
  ///
  /// - Parameter office: what makes those of Office files that hold none; `nil` if they are to show none.
  package convenience init(office: OfficePictures? = nil) {
    self.init(office: office) { FirstPage.picture(of: $0, in: $1) }
  }

  /// Pictures that are made by somebody else.
  init(
    office: OfficePictures? = nil,
    _ make: @escaping @Sendable (SharePath, FileIdentity) -> Picture?
  ) {
    self.office = office
    self.make = make
  }

  /// The picture of a document, if there is one by now; otherwise it is made for those who ask later.
  ///
  /// Whether it may be shown is for the caller to know.
  package func picture(ofDocument id: String) -> Picture? {
    guard id.hasPrefix("/"), FirstPage.mayHave(id) || isForOffice(id) else { return nil }
    let path = SharePath(id)
    guard let identity = FirstPage.state(of: path) else { return nil }
    let wish = Wish(path: path, state: identity)
    let (known, isToStart) = state.withLock { state -> (Picture??, Bool) in
      if let known = state.pictures[wish] { return (known, false) }
      guard state.waiting.count + state.forOffice.count < Self.mostWaiting,
        !state.waiting.contains(wish), !state.forOffice.contains(wish)
      else { return (nil, false) }
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

  private func isForOffice(_ name: String) -> Bool {
    office != nil && OfficePictures.mayHave(name)
  }

  /// Makes what is waited for, one after the other, and then those of LibreOffice, several together.
  private func work() {
    while true {
      switch next() {
      case .one(let wish):
        let picture = make(wish.path, wish.state)
        state.withLock { state in
          if picture == nil, isForOffice(wish.path.string) {
            state.waiting.removeAll { $0 == wish }
            state.forOffice.append(wish)
          } else {
            state.keep(picture, for: wish)
          }
        }
      case .several(let wishes, let office):
        let made = office.pictures(of: wishes.map { ($0.path, $0.state) })
        state.withLock { state in
          for (place, picture) in made { state.keep(picture, for: wishes[place]) }
        }
      case nil: return
      }
    }
  }

  private enum Work {
    case one(Wish)
    case several([Wish], OfficePictures)
  }

  private func next() -> Work? {
    state.withLock { state in
      if let wish = state.waiting.first { return .one(wish) }
      if let office, !state.forOffice.isEmpty { return .several(state.forOffice, office) }
      state.isWorking = false
      return nil
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

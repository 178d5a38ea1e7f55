/// Pictures by what they are known by; the earliest make room for the latest.
struct PictureStore<Key: Hashable & Sendable>: Sendable {
  /// `nil` for what has none.
  private var pictures: [Key: Picture?] = [:]
  /// The order in which they came, the earliest first.
  private var order: [Key] = []
  private var bytes = 0
  private let mostBytes: Int
  private let mostKeys: Int

  /// No pictures yet.
  ///
  /// - Parameters:
  ///   - mostBytes: the most bytes that are kept.
  ///   - mostKeys: the most things of which it is kept whether they have a picture.
  init(mostBytes: Int, mostKeys: Int) {
    self.mostBytes = mostBytes
    self.mostKeys = mostKeys
  }

  /// The picture of something; `nil` if it is not known whether it has one.
  subscript(key: Key) -> Picture?? { pictures[key] }

  /// Keeps a picture, or that there is none.
  mutating func keep(_ picture: Picture?, for key: Key) {
    guard pictures[key] == nil else { return }
    pictures[key] = .some(picture)
    order.append(key)
    bytes += picture?.bytes.count ?? 0
    while bytes > mostBytes || order.count > mostKeys {
      let oldest = order.removeFirst()
      bytes -= (pictures.removeValue(forKey: oldest) ?? nil)?.bytes.count ?? 0
    }
  }
}

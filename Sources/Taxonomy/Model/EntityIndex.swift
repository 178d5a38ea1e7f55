/// An index for some of the entities of a builder, which are dense numbers.
struct EntityIndex {
  private var indexes: [UInt32] = []
  private static let none = UInt32.max

  /// The index of an entity; `nil` if it has none.
  subscript(entity: UInt32) -> Int? {
    get {
      guard Int(entity) < indexes.count, indexes[Int(entity)] != Self.none else { return nil }
      return Int(indexes[Int(entity)])
    }
    set {
      if Int(entity) >= indexes.count {
        indexes.append(
          contentsOf: repeatElement(Self.none, count: Int(entity) + 1 - indexes.count))
      }
      indexes[Int(entity)] = newValue.map(UInt32.init) ?? Self.none
    }
  }
}

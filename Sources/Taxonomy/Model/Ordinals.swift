/// The dense number of a concept within one `Vocabulary`; outside of it a concept is its URI.
package struct ConceptOrdinal: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// From 0 to the number of concepts, exclusive.
  package let rawValue: UInt32

  /// An ordinal from its number.
  @inlinable package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders by number.
  @inlinable package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The dense number of a concept scheme within one `Vocabulary`.
package struct SchemeOrdinal: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// From 0 to the number of schemes, exclusive.
  package let rawValue: UInt32

  /// An ordinal from its number.
  @inlinable package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders by number.
  @inlinable package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The dense number of a label within one `Vocabulary`; the labels of a concept are consecutive.
package struct LabelOrdinal: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// From 0 to the number of labels, exclusive.
  package let rawValue: UInt32

  /// An ordinal from its number.
  @inlinable package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders by number.
  @inlinable package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The dense number of a collection within one `Vocabulary`.
package struct CollectionOrdinal: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// From 0 to the number of collections, exclusive.
  package let rawValue: UInt32

  /// An ordinal from its number.
  @inlinable package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders by number.
  @inlinable package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

internal import System

/// The stop words of some languages, by their keys.
///
/// Sorted, not hashed: a search asks for few words, and a hash table takes longer to make than all of it.
package struct StopWordKeys: Sendable {
  private let keys: [TokenKey]

  /// The stop words of languages; those of languages without a list are none.
  package init(_ languages: [Language]) {
    keys = languages.flatMap(StopWords.keys).sorted(by: Self.precedes)
  }

  /// Whether a folded word with this key carries no subject.
  ///
  /// - Complexity: O(log words).
  package func contains(_ key: TokenKey) -> Bool {
    let place = keys.indices.partitioningIndex { !Self.precedes(keys[$0], key) }
    return place < keys.count && keys[place] == key
  }

  private static func precedes(_ left: TokenKey, _ right: TokenKey) -> Bool {
    left.low != right.low ? left.low < right.low : left.high < right.high
  }
}

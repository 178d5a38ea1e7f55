/// What a document on a search engine must be: a tree that stored fields decide exactly.
package indirect enum RemoteClause: Hashable, Sendable {
  /// Every document.
  case everything
  /// None.
  case nothing
  /// Documents with any of some stems.
  case stems(Set<String>, inTitle: Bool = false)
  /// Documents in whose text any of some phrases stands.
  case phrases(Set<RemotePhrase>)
  /// Documents with any of some values of a field.
  case values(String, Set<String>)
  /// Documents with a value of a field that begins so.
  case beginning(String, String)
  /// Documents with a path of a field that fits a pattern, which `PathPattern` describes.
  case path(String, String)
  /// Documents with a value of a field, as `RemoteProperty` holds them, that has words one after the other, each in
  /// one of its spellings; the last may be the beginning of a word.
  case words(String, [[String]], beginsLast: Bool)
  /// Documents with any value of a field.
  case present(String)
  /// Documents with a number of a field within bounds.
  case range(String, from: Int?, until: Int?)
  /// Documents that are all of some things and, if they are others, come first; and are none of some.
  case all([RemoteClause], optional: [RemoteClause] = [], excluding: [RemoteClause] = [])
  /// Documents that are any of some things.
  case any([RemoteClause])

  /// Whether no document can be meant.
  var isNothing: Bool {
    switch self {
    case .nothing: true
    case .stems(let stems, _): stems.isEmpty
    case .phrases(let phrases): phrases.isEmpty
    case .values(_, let values): values.isEmpty
    case .words(_, let words, _): words.isEmpty
    case .any(let parts): parts.allSatisfy(\.isNothing)
    case .all(let parts, _, _): parts.contains(where: \.isNothing)
    default: false
    }
  }
}

/// Words that stand together in a document, each in any of its stems.
package struct RemotePhrase: Hashable, Sendable {
  /// The stems of each word.
  var words: [Set<String>]
  /// How many words may stand between two neighbors.
  var slop = 0
  /// Whether the words must come in this order.
  var isOrdered = true
}

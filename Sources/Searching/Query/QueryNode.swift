/// A query as it was written, taken apart but not yet understood.
indirect enum QueryNode: Equatable, Sendable {
  /// A bare word; one with signs within, such as a part number, is a compound of several.
  case word(String)
  /// The beginning of a word, written `word*`.
  case prefix(String)
  /// Words in quotes, the last one the beginning of a word if `beginsLast`.
  case phrase(String, beginsLast: Bool = false)
  /// Two words or phrases with at most so many words between them.
  case near(QueryNode, QueryNode, Int)
  /// `field:value`.
  case field(String, String)
  /// Every document, written `*`.
  case everything
  /// Parts joined by `AND`.
  case and([QueryNode])
  /// Parts joined by `OR`.
  case or([QueryNode])
  /// A part that must not match.
  case not(QueryNode)
  /// Parts written side by side.
  case sequence([QueryNode])
  /// A part in parentheses, or a saved query: what stands beside it does not mix with what is within.
  case group(QueryNode)
}

/// A query that was taken apart, and what is to be told of how it was read.
struct ParsedQuery: Equatable, Sendable {
  var node: QueryNode
  var notices: [Understanding.Notice] = []
  /// The number of tokens, those of saved queries included.
  var length = 0
}

extension QueryNode {
  /// What stands in parentheses; the node itself where there are none around all of it.
  var ungrouped: QueryNode {
    if case .group(let inner) = self { inner.ungrouped } else { self }
  }

  /// The parts that stand side by side.
  var neighbors: [QueryNode] {
    if case .sequence(let parts) = self { parts } else { [self] }
  }

  /// The query with less asked of a document: words joined by `AND`, in phrases or near one another
  /// stand side by side; fields and what is ruled out stay.
  var relaxed: QueryNode {
    switch self {
    // Whoever rules something out does not want it, however little there is.
    case .word, .prefix, .field, .everything, .not: self
    case .phrase(let text, let beginsLast):
      .sequence(
        text.split(separator: " ").map { .word(String($0)) }.dropLast(beginsLast ? 1 : 0)
          + (beginsLast ? [.prefix(text.split(separator: " ").last.map(String.init) ?? "")] : []))
    case .near(let left, let right, _): QueryNode.flat([left.relaxed, right.relaxed])
    case .and(let parts), .sequence(let parts): QueryNode.flat(parts.map(\.relaxed))
    case .or(let parts): .or(parts.map(\.relaxed))
    case .group(let inner): .group(inner.relaxed)
    }
  }

  /// The query with the fields of one name replaced by something else, or left out; fields that are
  /// ruled out stay.
  func replacing(field name: String, by replacement: (String) -> QueryNode?) -> QueryNode {
    replaced(name, replacement) ?? .everything
  }

  private func replaced(_ name: String, _ replacement: (String) -> QueryNode?) -> QueryNode? {
    switch self {
    case .field(name, let value): return replacement(value)
    case .group(let inner): return inner.replaced(name, replacement).map { .group($0) }
    case .and(let parts), .or(let parts), .sequence(let parts):
      let kept = parts.compactMap { $0.replaced(name, replacement) }
      if kept.count <= 1 { return kept.first }
      if case .and = self { return .and(kept) }
      if case .or = self { return .or(kept) }
      return .sequence(kept)
    // Of `.not`, too: what is ruled out by a field stays so.
    default: return self
    }
  }

  private static func flat(_ parts: [QueryNode]) -> QueryNode {
    .sequence(parts.flatMap(\.neighbors))
  }
}

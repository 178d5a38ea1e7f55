/// A part of a query that can be left out, while the rest stays as it was typed.
package struct QueryPiece: Sendable, Equatable {
  /// What a part is.
  package enum Kind: Sendable, Equatable {
    /// A bare word, the beginning of one, or several that are a label together.
    case words
    /// Words in quotes.
    case phrase
    /// Words that are to be near one another.
    case near
    /// `*`
    case everything
    /// The value of a field, by its name.
    case field(String)
  }

  /// What it is.
  package var kind: Kind

  /// The part as it stands in the query, without a dash or `NOT` before it.
  package var text: String

  /// What is looked for: the text without quotes, or the value of the field.
  package var value: String

  /// Whether what has it is ruled out.
  package var isExcluded: Bool

  /// The query without the part, and the operator or blanks that only it needed, every other byte as it was typed;
  /// `nil` if what is left could not be understood.
  package var rest: String?
}

/// Takes a query apart into what can be left out of it.
package struct QueryPieces {
  /// More parts than that are pasted text, which nobody takes apart by hand.
  package static let most = 40

  private let bytes: [UInt8]
  /// The byte at which each character begins, and the end.
  private let places: [Int]
  private let tokens: [QueryToken]
  private let labels: Set<String>
  private let parses: (String) -> Bool
  private var next = 0
  private var found: [QueryPiece] = []

  /// Words side by side, an operator, or what stands in parentheses.
  private enum Item {
    case leaf(Leaf)
    case group(range: Range<Int>, items: [Item], isExcluded: Bool)
    /// `AND` binds tighter than `OR`.
    case join(range: Range<Int>, isTight: Bool)

    var range: Range<Int> {
      switch self {
      case .leaf(let leaf): leaf.range
      case .group(let range, _, _), .join(let range, _): range
      }
    }

    var isJoin: Bool { if case .join = self { true } else { false } }
  }

  private struct Leaf {
    var kind: QueryPiece.Kind
    var value: String
    /// Without what rules it out.
    var own: Range<Int>
    /// With it.
    var range: Range<Int>
    var isExcluded: Bool
  }

  /// The parts of a query.
  ///
  /// - Parameters:
  ///   - query: the query.
  ///   - facets: the keys of all facets.
  ///   - saved: the queries that `query:name` stands for.
  ///   - labels: the texts in it that are labels, each as one part.
  /// - Returns: its parts in their order, the first `most` of them; none if it cannot be understood.
  package static func pieces(
    of query: String, facets: [String], saved: [String: String] = [:], labels: [String] = []
  ) -> [QueryPiece] {
    let fields = QueryPlanner.fields(beside: facets)
    func parses(_ text: String) -> Bool {
      text.isEmpty || (try? QueryParser.parse(text, fields: fields, saved: saved)) != nil
    }
    guard parses(query), let scanner = try? QueryScanner(query, fields: fields) else { return [] }
    var pieces = QueryPieces(query, scanner.tokens, Set(labels), parses)
    pieces.take(pieces.level(isExcluded: false), outer: 0..<pieces.bytes.count)
    return pieces.found
  }

  private init(
    _ query: String, _ tokens: [QueryToken], _ labels: Set<String>,
    _ parses: @escaping (String) -> Bool
  ) {
    bytes = Array(query.utf8)
    var places = [0]
    for character in query { places.append(places[places.count - 1] + character.utf8.count) }
    self.places = places
    self.tokens = tokens
    self.labels = labels
    self.parses = parses
  }

  private func range(_ token: QueryToken) -> Range<Int> {
    places[token.column - 1]..<places[token.end - 1]
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

// MARK: - Taking apart

extension QueryPieces {
  /// What stands side by side up to a closing parenthesis, or the end.
  private mutating func level(isExcluded: Bool) -> [Item] {
    var items: [Item] = []
    while next < tokens.count, tokens[next].kind != .close {
      let token = tokens[next]
      if token.kind == .and || token.kind == .or {
        items.append(.join(range: range(token), isTight: token.kind == .and))
        next += 1
      } else {
        items.append(operand(isExcluded: isExcluded))
      }
    }
    return items
  }

  /// A part with what rules it out, and those that are to be near it.
  private mutating func operand(isExcluded: Bool) -> Item {
    let start = range(tokens[next]).lowerBound
    var isExcluded = isExcluded
    while next < tokens.count - 1, tokens[next].kind == .not {
      // Ruled out twice is asked for.
      isExcluded.toggle()
      next += 1
    }
    var item = primary(isExcluded: isExcluded)
    let first = item.range.lowerBound
    var isNear = false
    while next < tokens.count - 1, case .near = tokens[next].kind {
      next += 1
      item = primary(isExcluded: isExcluded)
      isNear = true
    }
    let own = first..<item.range.upperBound
    let whole = start..<own.upperBound
    if isNear {
      return .leaf(
        Leaf(kind: .near, value: text(own), own: own, range: whole, isExcluded: isExcluded))
    }
    switch item {
    case .leaf(var leaf):
      leaf.range = whole
      return .leaf(leaf)
    case .group(_, let items, _):
      return .group(range: whole, items: items, isExcluded: isExcluded)
    case .join: return item
    }
  }

  private mutating func primary(isExcluded: Bool) -> Item {
    let token = tokens[next]
    next += 1
    let place = range(token)
    let kind: QueryPiece.Kind
    switch token.kind {
    case .open:
      let items = level(isExcluded: isExcluded)
      let end = next < tokens.count ? range(tokens[next]).upperBound : bytes.count
      next += 1
      return .group(range: place.lowerBound..<end, items: items, isExcluded: isExcluded)
    case .phrase: kind = .phrase
    case .everything: kind = .everything
    case .field(let name): kind = .field(name)
    default: kind = .words
    }
    return .leaf(
      Leaf(kind: kind, value: token.text, own: place, range: place, isExcluded: isExcluded))
  }
}

// MARK: - Leaving out

extension QueryPieces {
  /// Takes the parts of a level.
  ///
  /// - Parameters:
  ///   - items: what stands there.
  ///   - outer: what goes with the last part of it.
  private mutating func take(_ items: [Item], outer: Range<Int>) {
    var place = 0
    while place < items.count, found.count < Self.most {
      let first = place
      place += 1
      switch items[first] {
      case .join: continue
      case .group(_, let inner, _): take(inner, outer: cut(items, first...first, outer))
      case .leaf(let leaf):
        let last = lastOfLabel(items, first)
        place = last + 1
        guard case .leaf(let end) = items[last] else { continue }
        let own = leaf.own.lowerBound..<end.own.upperBound
        found.append(
          QueryPiece(
            kind: leaf.kind, text: text(own), value: last > first ? text(own) : leaf.value,
            isExcluded: leaf.isExcluded, rest: rest(without: cut(items, first...last, outer))))
      }
    }
  }

  /// The last of the words side by side, from one on, that are a label together.
  private func lastOfLabel(_ items: [Item], _ first: Int) -> Int {
    guard !labels.isEmpty else { return first }
    var words: [String] = []
    var last = first
    for place in first..<items.count {
      guard case .leaf(let leaf) = items[place], leaf.kind == .words,
        place == first || leaf.own == leaf.range
      else { break }
      words.append(leaf.value)
      if labels.contains(QueryWord.trimmed(words.joined(separator: " "))) { last = place }
      if words.count >= Self.most { break }
    }
    return last
  }

  /// The bytes that go with some neighbors: an operator beside them, the tighter one of two; all of the level if
  /// there is nothing else.
  private func cut(
    _ items: [Item], _ places: ClosedRange<Int>, _ outer: Range<Int>
  ) -> Range<Int> {
    let others = items.indices.filter { !places.contains($0) && !items[$0].isJoin }
    if others.isEmpty { return outer }
    var start = items[places.lowerBound].range.lowerBound
    var end = items[places.upperBound].range.upperBound
    let left = places.lowerBound > 0 ? items[places.lowerBound - 1] : nil
    let right = places.upperBound + 1 < items.count ? items[places.upperBound + 1] : nil
    switch (left, right) {
    case (.join(let before, let isTight)?, .join(let after, let isTighter)?):
      if isTighter && !isTight { end = after.upperBound } else { start = before.lowerBound }
    case (.join(let before, _)?, nil): start = before.lowerBound
    case (nil, .join(let after, _)?): end = after.upperBound
    default: break
    }
    return start..<end
  }

  /// The query without some bytes, and the blanks that only they needed.
  private func rest(without range: Range<Int>) -> String? {
    var (start, end) = (range.lowerBound, range.upperBound)
    func isBlank(_ place: Int) -> Bool { bytes[place] == 0x20 || (9...13).contains(bytes[place]) }
    if start == 0 || isBlank(start - 1) || bytes[start - 1] == UInt8(ascii: "(") {
      while end < bytes.count, isBlank(end) { end += 1 }
    }
    if end == bytes.count || bytes[end] == UInt8(ascii: ")") {
      while start > 0, isBlank(start - 1) { start -= 1 }
    }
    func isEdge(_ place: Int) -> Bool {
      isBlank(place) || [UInt8(ascii: "("), UInt8(ascii: ")")].contains(bytes[place])
    }
    // "a(b)c" without "(b)" would become one word.
    let isJoined = start > 0 && end < bytes.count && !isEdge(start - 1) && !isEdge(end)
    let rest = text(0..<start) + (isJoined ? " " : "") + text(end..<bytes.count)
    // Better no way to leave it out than a rest that is an error when followed.
    return parses(rest) ? rest : nil
  }
}

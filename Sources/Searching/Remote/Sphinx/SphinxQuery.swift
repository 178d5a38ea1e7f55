/// Turns what documents must be into what `MATCH` takes.
struct SphinxQuery {
  let release: String
  /// The words of values of a field that begin so.
  let propertyWords: (_ beginning: String, _ field: String) throws -> Set<String>

  /// How many forms a phrase has at most.
  static let mostForms = 5_000

  /// How many stems are scored in titles, too; more stand for the beginning of a word.
  private static let mostScored = 64

  /// What every document of the release has.
  private var everything: String { SphinxCode.marker(.document, of: release) }

  /// The text of a query for documents.
  ///
  /// - Parameters:
  ///   - clause: what they must be.
  ///   - isScored: whether what makes a document better counts.
  /// - Returns: what `MATCH` takes.
  /// - Throws: `RemoteRefusal`, and what looking up words throws.
  func text(_ clause: RemoteClause, isScored: Bool = false) throws -> String {
    "(\(everything) \(try part(clause, isScored)))"
  }

  private func part(_ clause: RemoteClause, _ isScored: Bool) throws -> String {
    if clause.isNothing { return SphinxCode.absent }
    switch clause {
    case .everything: return everything
    case .nothing: return SphinxCode.absent
    case .stems(let stems, let inTitle): return Self.stems(stems, inTitle, isScored)
    case .phrases(let phrases): return try any(phrases.map(phrase))
    case .values(let field, let values):
      return any(values.map { SphinxCode.value($0, of: field) })
    case .beginning(let field, let text): return SphinxCode.beginning(text, of: field)
    case .path(let field, let pattern): return try SphinxPath(field).query(pattern)
    case .words(let field, let words, let beginsLast):
      return try self.words(words, of: field, beginsLast)
    case .present(let field): return SphinxCode.presence(of: field)
    case .range(let field, let from, let until):
      return any(SphinxCode.words(from: from, until: until, of: field))
    case .all(let parts, let optional, let excluded):
      return try all(parts, isScored ? optional : [], excluded, isScored)
    case .any(let parts):
      return any(try parts.filter { !$0.isNothing }.map { try part($0, isScored) })
    }
  }

  private func any(_ parts: [String]) -> String {
    switch parts.count {
    case 0: SphinxCode.absent
    case 1: parts[0]
    default: "(\(parts.sorted().joined(separator: "|")))"
    }
  }

  private func all(
    _ parts: [RemoteClause], _ optional: [RemoteClause], _ excluded: [RemoteClause],
    _ isScored: Bool
  ) throws -> String {
    var text = try parts.map { try part($0, isScored) }.joined(separator: " ")
    // Nothing but a negation is no query.
    text = parts.isEmpty ? everything : "(\(text))"
    let better = optional.filter { !$0.isNothing }
    if !better.isEmpty { text = "(\(text) MAYBE \(any(try better.map { try part($0, true) })))" }
    let out = excluded.filter { !$0.isNothing }
    if !out.isEmpty { text = "(\(text) -(\(any(try out.map { try part($0, false) }))))" }
    return text
  }

  private static func stems(_ stems: Set<String>, _ inTitle: Bool, _ isScored: Bool) -> String {
    let words = stems.map(SphinxCode.stem).sorted().joined(separator: "|")
    if inTitle { return "(@stems_title (\(words)))" }
    let text = "(@stems (\(words)))"
    guard isScored, stems.count <= mostScored else { return text }
    return "(\(text) MAYBE (@stems_title (\(words))))"
  }

  private func phrase(_ phrase: RemotePhrase) throws -> String {
    let words = phrase.words.map { Set($0.map(SphinxCode.stem)) }
    if words.count == 1 { return "(@stems (\(words[0].sorted().joined(separator: "|"))))" }
    guard phrase.isOrdered else {
      guard words.count == 2 else { throw RemoteFailure.unreadable("more than two words are near") }
      // For an engine words side by side have a distance of 1.
      return "(@stems \(near(words[0], words[1], phrase.slop + 1)))"
    }
    return "(@stems \(try forms(words.map { $0.sorted() })))"
  }

  /// Each way to take one of each place, since engines have no OR in a phrase.
  private func forms(_ places: [[String]]) throws -> String {
    var count = 1
    for place in places {
      let (product, isTooMuch) = count.multipliedReportingOverflow(by: place.count)
      guard !isTooMuch, product <= Self.mostForms else {
        throw RemoteRefusal.tooManyForms(limit: Self.mostForms)
      }
      count = product
    }
    var forms: [[String]] = [[]]
    for place in places { forms = forms.flatMap { form in place.map { form + [$0] } } }
    return any(forms.map { $0.count == 1 ? $0[0] : "\"\($0.joined(separator: " "))\"" })
  }

  /// Words at two places within a distance, in any order.
  ///
  /// A word that may stand at both is asked for by itself: engines take one occurrence for both.
  private func near(_ left: Set<String>, _ right: Set<String>, _ distance: Int) -> String {
    let both = left.intersection(right).sorted()
    func near(_ left: some Sequence<String>, _ right: some Sequence<String>) -> String? {
      let sides = [left.sorted(), right.sorted()]
      guard sides.allSatisfy({ !$0.isEmpty }) else { return nil }
      let texts = sides.map { "(\($0.joined(separator: "|")))" }
      return "(\(texts[0]) NEAR/\(distance) \(texts[1]))"
    }
    let parts =
      [near(left.subtracting(both), right), near(both, right.subtracting(both))]
      + both.enumerated().flatMap { place, word in
        [near([word], [word]), near([word], both[(place + 1)...])]
      }
    return any(parts.compactMap(\.self))
  }

  /// Words of a property, one after the other.
  private func words(
    _ words: [[String]], of field: String, _ beginsLast: Bool
  ) throws -> String {
    var places = words
    if beginsLast, let last = places.popLast() {
      places.append(
        Array(Set(try last.flatMap { try propertyWords($0, field) })).sorted())
      if places[places.count - 1].isEmpty { return SphinxCode.absent }
    }
    return try forms(places.map { $0.map { SphinxCode.propertyWord($0, of: field) } })
  }
}

internal import Matching
internal import Model
internal import Taxonomy

/// Tells what a name of an audience, a region or an industry says by the words around it.
///
/// "Intended for partners", "valid in Germany" and "our customers in retail" say for whom, where and for which trade
/// a document is. Audiences are everyday words besides: that customers or users are named says nothing.
struct ScopeReader: Sendable {
  /// What a name says of the document by the words around it.
  enum Standing {
    /// It is where somebody sits.
    case address
    /// It is named, and no more.
    case bare
    /// The words around it are those in which documents say it, among other things.
    case framed
    /// The document says that it holds for it.
    case declared

    /// What is said of it in the evidence; empty if nothing.
    var note: String {
      switch self {
      case .address: "in an address"
      case .declared: "the text says that it is for it"
      case .bare, .framed: ""
      }
    }
  }

  private let phrases: ScopePhrases
  private let scopes: [DocumentScope?]

  /// No scopes.
  init() {
    phrases = .shared
    scopes = []
  }

  /// The scopes of a vocabulary's schemes, by their keys and titles.
  init(_ vocabulary: Vocabulary, phrases: ScopePhrases = .shared) {
    self.phrases = phrases
    scopes = vocabulary.schemes.map { number in
      let scheme = vocabulary.scheme(number)
      guard scheme.assignment != .one else { return nil }
      let names = [vocabulary.key(of: number)] + scheme.titles.map(\.text)
      return names.lazy.compactMap(phrases.scope).first
    }
  }

  /// The scope of a scheme, if it is one.
  subscript(scheme: SchemeOrdinal) -> DocumentScope? {
    scopes.indices.contains(Int(scheme.rawValue)) ? scopes[Int(scheme.rawValue)] : nil
  }

  /// What a place says for a scope.
  ///
  /// - Parameters:
  ///   - mention: the place.
  ///   - scope: that of the scheme of what is named.
  ///   - scan: the document.
  /// - Returns: it; `nil` where a name counts as any other does: in folders and metadata, and that of a region or an
  ///   industry wherever the document does not say more of it.
  func standing(
    of mention: Mention, as scope: DocumentScope, in scan: DocumentScan
  ) -> Standing? {
    let field = scan.fields[mention.field]
    guard mention.isInOrder, let text = text(of: field, as: scope) else { return nil }
    let range = mention.found.range
    let entry = phrases[scope]
    if isDenied(range.lowerBound, in: text) { return .bare }
    if let place = start(of: entry.declared, before: range.lowerBound, in: text) {
      return isDenied(place, in: text) ? .bare : .declared
    }
    let before = text.passBlanksBack(from: text.passQuotesBack(from: range.lowerBound))
    if entry.around.matchBehind(range.upperBound, in: text)
      || entry.around.match(endingAt: before, before: range, in: text)
    {
      return .declared
    }
    if field.field == .text {
      let line = AddressLine(around: range, in: field.bytes)
      if isLabeled(line, entry.lines, in: text) { return .declared }
      // A mark of its own, such as "Company confidential".
      if scope == .audience, line.isAlone { return .framed }
      if scope == .region, line.isAddress(phrases.contacts, in: text) { return .address }
    } else if Int(mention.found.tokenCount) == scan.tokenCounts[mention.field] {
      return .framed
    }
    guard scope == .audience else { return nil }
    if let place = start(of: entry.before, before: range.lowerBound, in: text) {
      return isDenied(place, in: text) ? .bare : .framed
    }
    let next = text.passBlanks(from: text.passQuotes(from: range.upperBound))
    return entry.after.contains { text.match($0, at: next) != nil } ? .framed : .bare
  }

  /// The words around a place, those of a file name with blanks between them.
  private func text(of field: ScannedField, as scope: DocumentScope) -> PhraseText? {
    switch field.field {
    case .text: PhraseText(field.bytes)
    case .title, .heading: scope == .audience ? PhraseText(field.bytes) : nil
    case .path where field.rule == .file && scope == .audience:
      PhraseText(field.bytes.map { $0 == 0x2D || $0 == 0x5F ? 0x20 : $0 })
    case .path, .metadata, .format, .document: nil
    }
  }

  /// Whether a word that denies what follows stands right before a place, or two words before it.
  private func isDenied(_ start: Int, in text: PhraseText) -> Bool {
    var end = text.passBlanksBack(from: text.passQuotesBack(from: start))
    if phrases.denials.match(endingAt: end, in: text) != nil { return true }
    // "Not yet available in", "never really for"; three words on it is mostly of something else.
    for word in text.words(before: end, most: Self.denialReach).reversed() {
      end = text.passBlanksBack(from: word.lowerBound)
      if phrases.denials.match(endingAt: end, in: text) != nil { return true }
    }
    return false
  }

  private static let denialReach = 2

  /// Where a phrase begins that stands before a name, perhaps with fillers, or other names of a list, between them.
  private func start(
    of wanted: PrecedingPhrases, before start: Int, in text: PhraseText
  ) -> Int? {
    var end = text.passBlanksBack(from: text.passQuotesBack(from: start))
    for _ in 0...Self.mostFillers {
      if let place = wanted.match(endingAt: end, in: text) { return place }
      if let place = phrases.fillers.match(endingAt: end, in: text) {
        end = text.passBlanksBack(from: place)
        continue
      }
      guard let place = phrases.joining.match(endingAt: end, in: text) else { return nil }
      // The names before it in the list, of a few words each.
      end = text.passBlanksBack(from: place)
      for word in text.words(before: end, most: Self.longestName).reversed() {
        end = text.passBlanksBack(from: text.passQuotesBack(from: word.lowerBound))
        if let place = wanted.match(endingAt: end, in: text) { return place }
        if phrases.joining.match(endingAt: end, in: text) != nil { break }
      }
    }
    return nil
  }

  private static let mostFillers = 4
  private static let longestName = 4

  /// Whether a line begins with one of some words and a colon or a bar, or the line before is one of them.
  private func isLabeled(_ line: AddressLine, _ labels: [[UInt8]], in text: PhraseText) -> Bool {
    if let before = line.lineBefore {
      let start = text.passListMarks(from: before.lowerBound)
      let isHeading = labels.contains { label in
        text.match(label, at: start).map { text.passQuotes(from: $0) >= before.upperBound } ?? false
      }
      if isHeading { return true }
    }
    guard line.isBegun else { return false }
    let start = text.passListMarks(from: line.range.lowerBound)
    return labels.contains { label in
      guard let end = text.match(label, at: start), end < line.mention.lowerBound else {
        return false
      }
      let mark = text.passBlanks(from: text.passQuotes(from: end))
      return mark < line.mention.lowerBound && text.isColonOrBar(mark)
    }
  }
}

internal import MappedStorage
internal import TextAnalysis

/// A label cut and folded into the forms by which labels are compared.
struct LabelForm {
  /// The label without blanks around it.
  let raw: String

  /// The folded tokens, words with visible seams cut.
  let tokens: [String]

  /// What each token's surface looks like.
  let flags: [TokenFlags]

  /// Whether each token is a date, version, state or the like, glued on.
  let isDecoration: [Bool]

  /// Which tokens say what kind of thing it names.
  let head: LabelHead

  /// Whether a point follows the token, as after an abbreviated word.
  let isCutShort: [Bool]

  /// The tokens that are not decorations.
  var core: [String] { zip(tokens, isDecoration).filter { !$0.1 }.map(\.0) }

  /// Whether there is nothing in it but signs, numbers, dates, versions and states: "2009", "v2",
  /// "approved", "???".
  let saysNothing: Bool

  /// Whether something is glued on.
  var isDecorated: Bool { isDecoration.contains(true) }

  /// A form of a label.
  init(_ label: String) {
    raw = LabelForm.trimmed(label)
    let text = WordSplitting.split(Self.readable(raw))
    let found = Analyzer.tokens(of: text)
    tokens = found.map(\.text)
    flags = found.map(\.flags)
    let decorations = Decorations(of: found, in: text)
    isDecoration = decorations.flags
    saysNothing = decorations.isAll
    head = LabelHead(found, isDecoration: isDecoration, in: text)
    var isCutShort: [Bool] = []
    isCutShort.reserveCapacity(found.count)
    let bytes = text.utf8Span.span
    for token in found {
      let end = token.range.upperBound
      isCutShort.append(end < bytes.count && bytes[end] == 0x2E)
    }
    self.isCutShort = isCutShort
  }

  /// The first letters of the tokens, if there are at least two.
  static func initials(_ tokens: [String]) -> String? {
    guard tokens.count > 1 else { return nil }
    return String(tokens.compactMap { $0.first })
  }

  /// The part of a URI, media type or prefixed code that people read: what follows the last `/`, `#` or `:`.
  ///
  /// One of a published list of kinds is read as the list calls it. A label that is not a URI stays as it is. Percent signs and query strings are left alone.
  private static func readable(_ label: String) -> String {
    if let name = MediaTypes.name(in: label) { return name }
    guard !label.contains(" "), let colon = label.firstIndex(of: ":"), colon != label.startIndex
    else { return label }
    if let name = KindIdentifiers.name(of: label) { return name }
    let last = label.split(whereSeparator: { $0 == "/" || $0 == "#" || $0 == ":" }).last
    guard let last, last.count > 1 else { return label }
    return String(last)
  }

  static func trimmed(_ label: String) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
    let bytes = label.utf8
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(label[start..<bytes.index(after: last)])
  }
}

/// What two labels have in common, as a number that a table can hold.
enum FormKind: UInt8, CaseIterable {
  case raw
  case folded
  case compact
  case stems
  case sortedStems
  case coreStems
  case notions
  case initials
  case kind

  /// The key of a form of this kind.
  func key(_ text: String) -> UInt64 {
    var bytes = Array(text.utf8)
    return key(&bytes)
  }

  /// The key of a form of this kind, whose bytes get two more.
  func key(_ bytes: inout [UInt8]) -> UInt64 {
    // A byte that UTF-8 never has, so that no text of one kind is that of another.
    bytes.append(0xFF)
    bytes.append(rawValue)
    return Checksum.of(bytes)
  }
}

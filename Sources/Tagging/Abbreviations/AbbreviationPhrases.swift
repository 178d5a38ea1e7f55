internal import Knowledge

/// The words between an abbreviation and its long form, as `abbreviation-phrases.tsv` has them.
struct AbbreviationPhrases: Sendable {
  /// Where a phrase stands.
  enum Kind: String, CaseIterable {
    /// Between the parenthesis and the short form.
    case opening = "opening"
    /// Between the short form and the end of the parenthesis.
    case closing = "closing"
    /// Between the short form and the long one.
    case follows = "follows"
    /// Between the long form and the short one.
    case precedes = "precedes"
    /// Between a short form at the start of a line and the long one.
    case equals = "equals"
    /// Between the parenthesis behind a short form and the long one.
    case inner = "inner"
    /// Before a long form that the short one follows right away.
    case naming = "naming"
    /// Between the long form and a short one that a comma follows.
    case apposition = "apposition"
  }

  /// The phrases that are compiled into the library.
  static let shared = AbbreviationPhrases(PackageResources.abbreviation_phrases_tsv)

  private var phrases: [Kind: [[UInt8]]] = [:]
  private var byFirst: [Kind: [[[UInt8]]]] = [:]
  private var byLast: [Kind: [[[UInt8]]]] = [:]
  private var explicit: [Kind: Set<[UInt8]>] = [:]

  /// The phrases of a kind, the longest first.
  subscript(kind: Kind) -> [[UInt8]] { phrases[kind] ?? [] }

  /// Those of them that begin with a byte, in small letters; none without one.
  subscript(kind: Kind, from first: UInt8?) -> [[UInt8]] {
    first.flatMap { byFirst[kind]?[Int($0)] } ?? []
  }

  /// Those of them that end with a byte, in small letters; none without one.
  subscript(kind: Kind, to last: UInt8?) -> [[UInt8]] {
    last.flatMap { byLast[kind]?[Int($0)] } ?? []
  }

  /// Whether a phrase says that a short form follows or precedes, so that no initials need to agree.
  func isExplicit(_ phrase: [UInt8], as kind: Kind) -> Bool {
    explicit[kind]?.contains(phrase) ?? false
  }

  /// Reads the columns kind, language, phrases; a kind may be followed by the word `explicit`.
  ///
  /// - Precondition: every line has three columns and a known kind.
  init(_ bytes: [UInt8]) {
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      let names = String(decoding: columns.first ?? [], as: UTF8.self).split(separator: " ")
      guard columns.count == 3, let kind = names.first.flatMap({ Kind(rawValue: String($0)) }),
        names.dropFirst() == [] || names.dropFirst() == ["explicit"]
      else {
        preconditionFailure(
          "abbreviation-phrases.tsv: \(String(decoding: line.prefix(60), as: UTF8.self))")
      }
      let found = columns[2].split(separator: UInt8(ascii: ";")).map(Array.init)
      phrases[kind, default: []] += found
      if names.count > 1 { explicit[kind, default: []].formUnion(found) }
    }
    // A shorter phrase may be a part of a longer one.
    for kind in phrases.keys { phrases[kind]?.sort { $0.count > $1.count } }
    byFirst = phrases.mapValues { Self.table($0) { $0.first } }
    byLast = phrases.mapValues { Self.table($0) { $0.last } }
  }

  /// Phrases by one of their bytes, in small letters; in their order.
  private static func table(
    _ phrases: [[UInt8]], by byte: ([UInt8]) -> UInt8?
  ) -> [[[UInt8]]] {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for phrase in phrases {
      if let byte = byte(phrase) { table[Int(PhraseText.lower(byte))].append(phrase) }
    }
    return table
  }
}

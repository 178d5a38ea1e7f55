package import Model
package import Taxonomy
internal import TextAnalysis

/// What counts of a label beside its text, as the label index stores it.
package struct LabelFacts: BitwiseCopyable, Sendable, Hashable {
  /// The concept that it names.
  package let concept: ConceptOrdinal

  private let from: Int32
  private let until: Int32

  /// The number of tokens.
  package let tokenCount: Int32

  /// The number of bytes.
  package let length: Int32

  /// The hash of its folded tokens, as `FoundLabel.key` gives it.
  package let key: UInt32

  /// The number of labels that hold its rarest word: large for "disease" among diseases.
  package let commonness: Int32

  /// Its language, as `ConceptTables.languageCode` gives it; 0 if it names none.
  package let language: UInt16

  private let rawKind: UInt8
  private let rawRole: UInt8
  private let flags: UInt32

  private static let hasContextFlag: UInt32 = 1
  private static let needsSupportFlag: UInt32 = 2
  private static let isGenericFlag: UInt32 = 4
  private static let isOrdinaryFlag: UInt32 = 8

  /// How the vocabulary ranks it.
  package var kind: Label.Kind { Label.Kind(rawValue: rawKind) ?? .hidden }

  /// What it is beyond its kind.
  package var role: Label.Role { Label.Role(rawValue: rawRole) ?? .plain }

  /// When it is or was in use.
  package var validity: Validity {
    Validity(from: CalendarDate(rawValue: from), until: CalendarDate(rawValue: until))
  }

  /// Whether `validity` has a bound.
  package var isDated: Bool { from != 0 || until != 0 }

  /// Whether words near it must or must not stand there.
  package var hasContext: Bool { flags & Self.hasContextFlag != 0 }

  /// Whether it looks like an abbreviation that nobody declared one.
  ///
  /// That is short, in capitals, and not the name to show; it counts only where the document
  /// names the concept otherwise, too.
  package var needsSupport: Bool { flags & Self.needsSupportFlag != 0 }

  /// Whether it is one word that many labels hold, so that it names the field, not a concept.
  package var isGeneric: Bool { flags & Self.isGenericFlag != 0 }

  /// Whether it is an ordinary word of the language, as the vocabulary's own notes show.
  package var isOrdinary: Bool { flags & Self.isOrdinaryFlag != 0 }
}

// MARK: - Making them

extension LabelFacts {
  /// What tokens tell of a label.
  private struct Cut {
    var key = SurfaceKey()
    var tokenCount: Int32 = 0
    var length: Int32 = 0
    var isShortCapitals = false
    /// Where its words end among those of all labels.
    var end = 0
  }

  /// Among so many words each is compared with all others.
  private static let fewTokens = 8

  /// Words of a vocabulary with fewer labels are no names of its field.
  private static let fewestLabels = 500
  /// A word that one in so many labels holds names the field.
  private static let genericOneIn = 25

  /// After so many labels the pages of the snapshot that were read are given back.
  private static let labelsBetweenForgetting = 32 << 10

  /// The facts of all labels of a vocabulary, in their order.
  ///
  /// - Complexity: O(length of the labels and notes).
  static func all(of vocabulary: Vocabulary) -> [LabelFacts] {
    var counts: [TokenKey: Int32] = [:]
    var words: [TokenKey] = []
    var cuts: [Cut] = []
    cuts.reserveCapacity(vocabulary.labelCount)
    for label in vocabulary.labels {
      if cuts.count % labelsBetweenForgetting == 0 { vocabulary.forgetPages() }
      let text = vocabulary.text(of: label)
      let tokens = Analyzer.tokens(of: text)
      var cut = Cut()
      cut.length = Int32(clamping: text.utf8.count)
      for token in tokens { cut.key.append(token.key.mixed) }
      let start = words.count
      for word in tokens.count > fewTokens ? Array(Set(tokens.map(reduced))) : tokens.map(reduced) {
        if tokens.count <= fewTokens, words[start...].contains(word) { continue }
        words.append(word)
        counts[word, default: 0] += 1
      }
      cut.tokenCount = Int32(clamping: tokens.count)
      cut.isShortCapitals = isShortCapitals(tokens)
      cut.end = words.count
      cuts.append(cut)
    }
    let ordinary = OrdinaryWords.labels(of: vocabulary)
    var start = 0
    return zip(vocabulary.labels, cuts).map { label, cut in
      let commonness = words[start..<cut.end].map { counts[$0] ?? 0 }.min() ?? 0
      start = cut.end
      return LabelFacts(
        label, of: vocabulary, cut, commonness: commonness, isOrdinary: ordinary.contains(label))
    }
  }

  private init(
    _ ordinal: LabelOrdinal, of vocabulary: Vocabulary, _ cut: Cut, commonness: Int32,
    isOrdinary: Bool
  ) {
    let (kind, role) = (vocabulary.kind(of: ordinal), vocabulary.role(of: ordinal))
    let validity = vocabulary.validity(of: ordinal)
    concept = vocabulary.concept(of: ordinal)
    from = validity.from?.rawValue ?? 0
    until = validity.until?.rawValue ?? 0
    tokenCount = cut.tokenCount
    length = cut.length
    key = cut.key.value
    self.commonness = commonness
    language = ConceptTables.languageCode(vocabulary.language(of: ordinal))
    rawKind = kind.rawValue
    rawRole = role.rawValue
    var flags: UInt32 = vocabulary.hasContext(ordinal) ? Self.hasContextFlag : 0
    if kind != .preferred, role == .plain, cut.isShortCapitals,
      vocabulary.caseRule(of: ordinal) == .automatic
    {
      flags |= Self.needsSupportFlag
    }
    if cut.tokenCount == 1, vocabulary.labelCount >= Self.fewestLabels,
      Int(commonness) * Self.genericOneIn > vocabulary.labelCount
    {
      flags |= Self.isGenericFlag
    }
    if isOrdinary { flags |= Self.isOrdinaryFlag }
    self.flags = flags
  }

  /// The key of a token without a plural s.
  private static func reduced(_ token: Token) -> TokenKey {
    let bytes = token.text.utf8
    let s = UInt8(ascii: "s")
    // Words such as "access" are no plurals.
    guard bytes.count > 3, bytes.last == s, bytes.dropLast().last != s else { return token.key }
    return TokenKey(folded: bytes.dropLast())
  }

  private static func isShortCapitals(_ tokens: [Token]) -> Bool {
    tokens.count == 1 && tokens[0].flags.contains(.allCapitals) && tokens[0].text.count <= 6
  }
}

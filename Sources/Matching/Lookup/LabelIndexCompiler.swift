package import Taxonomy
internal import TextAnalysis

extension LabelIndex {
  /// Compiles the labels of a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: whose labels of all kinds, languages and roles are taken.
  ///   - options: what is found beside the labels as written.
  /// - Returns: the index, in memory.
  /// - Complexity: O(total length of the labels), and per word some calls of the stemmer.
  /// - Throws: `StorageError` never in practice.
  package static func compile(
    _ vocabulary: Vocabulary, options: LabelIndexOptions = LabelIndexOptions()
  ) throws -> LabelIndex {
    var compiler = LabelIndexCompiler(vocabulary, options: options)
    return try compiler.compile().makeIndex(
      fingerprint: vocabulary.fingerprint, facts: LabelFacts.all(of: vocabulary))
  }

  /// Compiles the labels of a vocabulary into a file and maps that; see `compile(_:options:)`.
  ///
  /// - Parameters:
  ///   - vocabulary: whose labels are taken.
  ///   - path: the file, which is replaced in one step if it exists.
  ///   - options: what is found beside the labels as written.
  /// - Returns: the index, mapped.
  /// - Throws: `StorageError.unwritable`.
  @discardableResult
  package static func compile(
    _ vocabulary: Vocabulary, to path: String, options: LabelIndexOptions = LabelIndexOptions()
  ) throws -> LabelIndex {
    var compiler = LabelIndexCompiler(vocabulary, options: options)
    try compiler.compile().write(to: path, fingerprint: vocabulary.fingerprint) {
      defer { vocabulary.forgetPages() }
      return LabelFacts.all(of: vocabulary)
    }
    // The bytes were written just now; to compare all of them would double the work.
    return try LabelIndex(contentsOf: path, for: vocabulary, isVerified: true)
  }
}

/// Turns the labels of a vocabulary into paths of tokens with rules.
private struct LabelIndexCompiler {
  private let vocabulary: Vocabulary
  private let options: LabelIndexOptions
  private var builder = LabelIndexBuilder()
  private var inflectors: [Inflector?] = []
  private var inflectorIndexes: [String: Int] = [:]
  private var words: Set<String> = []
  private let stopWords: Set<String>

  /// After so many labels the pages of the snapshot that were read are given back: labels stand
  /// between texts that are not read here, but come with them.
  private static let labelsBetweenForgetting: UInt32 = 32 << 10

  /// A label cut into tokens.
  private struct Cut {
    let label: LabelOrdinal
    let tokens: [Token]
    let entry: LabelEntry
    let language: String
  }

  init(_ vocabulary: Vocabulary, options: LabelIndexOptions) {
    self.vocabulary = vocabulary
    self.options = options
    stopWords = StopWords.words(options.defaultLanguage)
  }

  /// Gives a builder that all labels were added to.
  mutating func compile() -> LabelIndexBuilder {
    defer { builder = LabelIndexBuilder() }
    var strict: [LabelOrdinal] = []
    var single: [LabelOrdinal] = []
    // Labels in their own case only come last, so that a word's forms are settled before.
    for label in vocabulary.labels {
      if label.rawValue % Self.labelsBetweenForgetting == 0 { vocabulary.forgetPages() }
      guard let cut = cut(label) else { continue }
      if options.spellings {
        for token in cut.tokens where cut.tokens.count > 1 || token.text.utf8.count <= 10 {
          if Self.isHalf(token.text) { words.insert(token.text) }
        }
      }
      if cut.entry.rule & LabelEntry.caseMustAgree != 0 {
        strict.append(label)
      } else {
        builder.add(path(of: cut), entry: cut.entry)
        if options.spellings { addJoined(cut) }
        if cut.tokens.count == 1 { single.append(label) }
      }
    }
    // Tokens are cheaper to cut again than to keep.
    if options.spellings {
      for label in single { if let cut = self.cut(label) { addSplit(cut) } }
    }
    words = []
    vocabulary.forgetPages()
    for label in strict {
      guard let cut = cut(label) else { continue }
      builder.add(cut.tokens.map { [$0.key] }, entry: cut.entry)
      if options.spellings { addDotted(cut) }
    }
    return builder
  }

  /// Whether a word may be half of a label of one word: four Latin letters or more.
  private static func isHalf(_ word: String) -> Bool {
    word.utf8.count >= 4 && word.utf8.allSatisfy { $0 &- 0x61 < 26 }
  }

  /// The tokens and the rule of a label, or `nil` if it is not to be found in texts.
  private func cut(_ ordinal: LabelOrdinal) -> Cut? {
    let text = vocabulary.text(of: ordinal)
    let tokens = Analyzer.tokens(of: text)
    guard !tokens.isEmpty else { return nil }
    let role = vocabulary.role(of: ordinal)
    let letters = tokens.reduce(0) { $0 + $1.text.count }
    // A number alone is not a name: "1" stands in every text.
    let hasLetter = tokens.contains { $0.flags.contains(.hasLetter) }
    // "365" or "1984" may be a name that somebody gave; as a code it is in every table.
    if !hasLetter, role == .code || letters < 3 { return nil }
    // Codes of two signs stand in every text.
    if role == .code, letters < 3 { return nil }
    // A label may cross what it has itself between its words: "Smith, John" crosses a comma, "price list" does not.
    let separation = max(.soft, tokens.dropFirst().map(\.separation).max() ?? .soft)
    var rule = UInt32(min(separation, .sentence).rawValue)
    var surface: UInt64 = 0
    if caseMustAgree(tokens, letters: letters, role: role, rule: vocabulary.caseRule(of: ordinal)) {
      rule |= LabelEntry.caseMustAgree
      surface = Self.surface(of: tokens, in: text)
    }
    return Cut(
      label: ordinal, tokens: tokens,
      entry: LabelEntry(label: ordinal.rawValue, rule: rule, surface: surface),
      language: vocabulary.language(of: ordinal))
  }

  private func caseMustAgree(
    _ tokens: [Token], letters: Int, role: Label.Role, rule: Label.CaseRule
  ) -> Bool {
    switch rule {
    case .any: return false
    case .exact: return true
    case .automatic: break
    }
    let isCased = tokens.contains { !$0.flags.isDisjoint(with: [.initialCapital, .mixedCase]) }
    guard isCased else { return false }
    if role == .abbreviation || role == .code { return true }
    // "IT" and "US" are names in capitals alone: "it" and "us" are in every text.
    if tokens.count == 1, stopWords.contains(tokens[0].text) { return true }
    let isCapitals = tokens.allSatisfy {
      $0.flags.contains(.allCapitals) || !$0.flags.contains(.hasLetter)
    }
    return isCapitals && letters <= options.capitalsLimit
  }

  private static func surface(of tokens: [Token], in text: String) -> UInt64 {
    var hash = SurfaceHash()
    let bytes = text.utf8Span
    for token in tokens { hash.append(bytes.span.extracting(token.range)) }
    return hash.value
  }

  // MARK: Forms and spellings

  private mutating func path(of cut: borrowing Cut) -> [[TokenKey]] {
    cut.tokens.map { forms(of: Array($0.text.utf8), key: $0.key, language: cut.language) }
  }

  private mutating func forms(
    of word: [UInt8], key: TokenKey, language: String
  ) -> [TokenKey] {
    guard options.inflection else { return [key] }
    let index = inflectorIndex(language)
    return inflectors[index]?.forms(of: word, key: key) ?? [key]
  }

  private mutating func inflectorIndex(_ tag: String) -> Int {
    if let index = inflectorIndexes[tag] { return index }
    let language = tag.isEmpty ? options.defaultLanguage : Language(tag: tag)
    inflectors.append(language.flatMap { Inflector($0) })
    inflectorIndexes[tag] = inflectors.count - 1
    return inflectors.count - 1
  }

  /// Adds a label of two words, short enough, as one ("datasheet").
  private mutating func addJoined(_ cut: borrowing Cut) {
    guard cut.tokens.count == 2, cut.tokens.allSatisfy({ $0.text.utf8.count >= 3 }),
      cut.tokens.allSatisfy({ !$0.flags.contains(.hasDigit) }),
      cut.tokens[1].separation == .soft
    else { return }
    let joined = Array((cut.tokens[0].text + cut.tokens[1].text).utf8)
    let keys = forms(of: joined, key: TokenKey(folded: joined), language: cut.language)
    var entry = cut.entry
    entry.rule |= LabelEntry.isVariant
    builder.add([keys], entry: entry)
  }

  /// Adds a label of one word as two, where both are words of the vocabulary ("data sheet").
  private mutating func addSplit(_ cut: borrowing Cut) {
    let word = Array(cut.tokens[0].text.utf8)
    guard word.count >= 8, word.count <= 30, word.allSatisfy({ $0 &- 0x61 < 26 }) else { return }
    // Both halves have four letters at least: shorter ones are endings more often than words.
    for middle in 4...(word.count - 4) {
      let first = String(decoding: word[..<middle], as: UTF8.self)
      guard words.contains(first) else { continue }
      let second = String(decoding: word[middle...], as: UTF8.self)
      guard words.contains(second) else { continue }
      var entry = cut.entry
      entry.rule |= LabelEntry.isVariant
      let keys = forms(
        of: Array(second.utf8), key: TokenKey(folded: second.utf8), language: cut.language)
      builder.add([[TokenKey(folded: first.utf8)], keys], entry: entry)
    }
  }

  /// Adds "U.S.A." for "USA" and the other way round.
  private mutating func addDotted(_ cut: borrowing Cut) {
    var entry = cut.entry
    entry.rule |= LabelEntry.isVariant
    if cut.tokens.count == 1 {
      let letters = Array(cut.tokens[0].text.utf8)
      // Nobody writes dots between six letters.
      guard (2...5).contains(letters.count), letters.allSatisfy({ $0 &- 0x61 < 26 }),
        cut.tokens[0].flags.contains(.allCapitals)
      else { return }
      let capitals = letters.map { $0 & 0xDF }
      entry.surface = Self.surface(ofWords: capitals.map { [$0] })
      builder.add(letters.map { [TokenKey(folded: [$0])] }, entry: entry)
    } else if cut.tokens.allSatisfy({ $0.text.utf8.count == 1 && $0.flags.contains(.allCapitals) })
    {
      let letters = cut.tokens.flatMap { Array($0.text.utf8) }
      entry.surface = Self.surface(ofWords: [letters.map { $0 & 0xDF }])
      builder.add([[TokenKey(folded: letters)]], entry: entry)
    }
  }

  private static func surface(ofWords words: [[UInt8]]) -> UInt64 {
    var hash = SurfaceHash()
    for word in words { hash.append(word.span) }
    return hash.value
  }
}

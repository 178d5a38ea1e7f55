internal import Documents
internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Finds what the form of a document says for the types of a vocabulary.
///
/// A title that begins with a plain verb speaks for a procedure, one that ends with "settings" for a
/// reference. Which types are of which form, their labels say. Not for use by several threads at once.
final class FormJudge {
  private let tables: ConceptTables
  private let lexicon: FormLexicon
  private let numbers: TypeNumbers
  private let description: SelfDescription
  private var typesOfScheme: [SchemeOrdinal: [DocumentForm: [ConceptOrdinal]]] = [:]

  /// A judge for a vocabulary.
  init(_ tables: ConceptTables, lexicon: FormLexicon = .shared, numbers: TypeNumbers = .shared) {
    self.tables = tables
    self.lexicon = lexicon
    self.numbers = numbers
    description = SelfDescription(lexicon: lexicon, within: numbers.selfWithin)
  }

  /// What the form says for the types of a scheme.
  func evidence(
    in scheme: SchemeOrdinal, scan: DocumentScan, document: Document
  ) -> [(concept: ConceptOrdinal, evidence: TagEvidence)] {
    let types = types(of: scheme)
    guard !types.isEmpty else { return [] }
    var result: [(concept: ConceptOrdinal, evidence: TagEvidence)] = []
    let titles = titles(in: scan)
    let layout = Layout(document)
    let text = scan.fields.last { $0.field == .text }
    let opening = text.map(description.opening) ?? []
    for form in DocumentForm.allCases {
      guard let concepts = types[form] else { continue }
      var found = signs(of: form, in: titles)
      found += signs(of: form, in: layout, isTitled: !found.isEmpty)
      if let text, let range = description.telling(of: form, in: opening) {
        found.append(
          TagEvidence(
            field: .text, range: range, surface: String(decoding: text.bytes[range], as: UTF8.self),
            label: nil, rule: .text, remark: "says so of itself: \(form.rawValue)",
            weight: numbers.weight(of: .telling, for: form)))
      }
      for concept in concepts { result += found.map { (concept, $0) } }
    }
    return result
  }

  // MARK: Types

  /// The forms that the types of a scheme tell apart.
  func forms(of scheme: SchemeOrdinal) -> Set<DocumentForm> { Set(types(of: scheme).keys) }

  private func types(of scheme: SchemeOrdinal) -> [DocumentForm: [ConceptOrdinal]] {
    if let known = typesOfScheme[scheme] { return known }
    var result: [DocumentForm: [ConceptOrdinal]] = [:]
    for concept in tables.vocabulary.concepts
    where tables.home[Int(concept.rawValue)] == scheme
      && tables.currentConcepts(for: concept) == [concept]
    {
      let labels = Set(
        tables.vocabulary.labels(of: concept).map { label in
          Analyzer.tokens(of: tables.vocabulary.label(label).text).map(\.text)
        })
      for form in DocumentForm.allCases where !labels.isDisjoint(with: lexicon[form].typeLabels) {
        result[form, default: []].append(concept)
      }
    }
    typesOfScheme[scheme] = result
    return result
  }

  // MARK: Titles

  /// A title, first heading or file name in its parts.
  private struct Title {
    var field: ScannedField
    var share: Double
    var segments: [Segment]
  }

  /// The title, the first heading and the file name.
  private func titles(in scan: DocumentScan) -> [Title] {
    scan.fields.compactMap { field in
      share(of: field).map {
        Title(field: field, share: $0, segments: segments(of: field.bytes))
      }
    }
  }

  /// What titles say for a form, the best of each.
  private func signs(of form: DocumentForm, in titles: [Title]) -> [TagEvidence] {
    titles.compactMap { title in
      let field = title.field
      return title.segments.compactMap { segment in
        sign(of: form, in: segment.words).map { sign in
          let range = field.base + segment.range.lowerBound..<field.base + segment.range.upperBound
          return TagEvidence(
            field: field.field, range: range,
            surface: String(decoding: field.bytes[segment.range], as: UTF8.self), label: nil,
            rule: .form, remark: "\(sign.words): \(form.rawValue)",
            weight: numbers.weight(of: sign.sign, for: form) * title.share)
        }
      }.max { $0.weight < $1.weight }
    }
  }

  /// How much of a sign's weight a place deserves; `nil` where none counts.
  private func share(of field: ScannedField) -> Double? {
    switch field.field {
    case .title: 1
    case .heading(0): numbers.headingShare
    case .path: field.rule == .file ? numbers.fileShare : nil
    case .heading, .text, .metadata, .format, .document: nil
    }
  }

  private struct Segment {
    var words: [String]
    var range: Range<Int>
  }

  /// The parts of a title between its colons and dashes, without the name of the site behind a bar.
  private func segments(of bytes: [UInt8]) -> [Segment] {
    var result: [Segment] = []
    for token in Analyzer.tokens(of: bytes) {
      if let last = result.last {
        let between = bytes[last.range.upperBound..<token.range.lowerBound]
        if between.contains(UInt8(ascii: "|")) { break }
        if !Self.separates(between) {
          result[result.count - 1].words.append(token.text)
          result[result.count - 1].range = last.range.lowerBound..<token.range.upperBound
          continue
        }
      }
      result.append(Segment(words: [token.text], range: token.range))
    }
    return result
  }

  /// Whether a colon, or a dash with blanks around it, stands between two words.
  private static func separates(_ bytes: ArraySlice<UInt8>) -> Bool {
    let words = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
    return bytes.contains(UInt8(ascii: ":"))
      || words.contains { [[0x2D], [0xE2, 0x80, 0x93], [0xE2, 0x80, 0x94]].contains(Array($0)) }
  }

  /// What a part of a title says for a form.
  private func sign(
    of form: DocumentForm, in words: [String]
  ) -> (words: String, sign: FormSign)? {
    let entry = lexicon[form]
    var words = words
    // "Remotely restart devices": the verb comes second.
    if words.count > 2, words[0].count > 4, words[0].hasSuffix("ly") { words.removeFirst() }
    guard let first = words.first, let last = words.last else { return nil }
    if starts(words, with: entry.openings) { return ("begins as one", FormSign.opening) }
    // "Configure VPN settings" is done, not looked up.
    if words.count > 1, entry.verbs.contains(first) { return ("begins with a verb", FormSign.verb) }
    if words.count > 1, entry.endings.contains(last) { return ("ends with a verb", FormSign.verb) }
    let isDone = lexicon[.procedure].verbs.contains(first)
    guard !isDone else { return nil }
    // "Error codes in Acme Vault" are codes.
    let noun = words.prefix { !lexicon.prepositions.contains($0) }
    if ends(words, with: entry.closings) || ends(Array(noun), with: entry.closings) {
      return ("names one", FormSign.closing)
    }
    return nil
  }

  private func starts(_ words: [String], with phrases: Set<[String]>) -> Bool {
    (1...max(1, lexicon.longestPhrase)).contains { count in
      words.count > count && phrases.contains(Array(words.prefix(count)))
    }
  }

  private func ends(_ words: [String], with phrases: Set<[String]>) -> Bool {
    (1...max(1, lexicon.longestPhrase)).contains { count in
      words.count >= count && phrases.contains(Array(words.suffix(count)))
    }
  }

  // MARK: Layout

  /// What a document looks like.
  private struct Layout {
    /// The headings behind the first, each with its words.
    var headings: [(text: String, words: [String])]
    var lines: TextLines

    init(_ document: Document) {
      headings = document.headings.dropFirst().map { heading in
        (heading, Analyzer.tokens(of: heading).map(\.text))
      }
      lines = TextLines(document.text)
    }
  }

  private func signs(
    of form: DocumentForm, in layout: Layout, isTitled: Bool
  ) -> [TagEvidence] {
    var weight = 0.0
    var notes: [String] = []
    let sections = lexicon[form].sections
    let named = layout.headings.filter { sections.contains($0.words) }
    if let first = named.first {
      weight += numbers.weight(of: .section) * Double(min(named.count, 2))
      notes.append("section “\(first.text)”")
    }
    let lines = layout.lines
    if form == .procedure, lines.steps >= 3 {
      weight += numbers.weight(of: .steps)
      notes.append("\(lines.steps) numbered steps")
    }
    if form == .reference, lines.tableShare > 0.3 {
      weight += numbers.weight(of: .table)
      notes.append("tables")
    }
    if isTitled { weight *= numbers.layoutBesideTitle }
    guard weight > 0 else { return [] }
    return [
      TagEvidence(.layout, "\(notes.joined(separator: ", ")): \(form.rawValue)", weight: weight)
    ]
  }
}

/// The lines of a text by what they are.
private struct TextLines {
  /// The number of lines that begin with a number and a point.
  var steps = 0

  private var rows = 0
  private var all = 0

  /// The share of the lines that are rows of a table.
  var tableShare: Double { all == 0 ? 0 : Double(rows) / Double(all) }

  init(_ text: String) {
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let content = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard let first = content.first else { continue }
      all += 1
      let bars = content.reduce(0) { $0 + ($1 == UInt8(ascii: "|") || $1 == 0x09 ? 1 : 0) }
      if bars >= 2 { rows += 1 }
      if (0x30...0x39).contains(first) {
        let rest = content.drop { (0x30...0x39).contains($0) }.prefix(2)
        if rest.count == 2, rest.first == UInt8(ascii: "."), rest.last == 0x20 { steps += 1 }
      }
    }
  }
}

internal import Documents
internal import Glibc
internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Judges which one concept of a scheme a document is, by where it says so itself.
///
/// Each kind of place counts once for a type, with its best evidence, in log-odds; the types and
/// "none of them" then share the probability. A mention in the running text counts nothing.
struct TypeJudge {
  let tables: ConceptTables
  let resolver: (any MetadataLabelResolver)?
  private let cues: CueIndex
  private let forms: FormJudge
  private let lexicon: FormLexicon

  /// Types are judged by their own evidence, not by their neighbours'.
  private let noRows = DenseMap(capacity: 0)

  /// What speaks for none of the types, in log-odds.
  private static let noneLogOdds = 1.6

  /// From this on, in log-odds, a type's own evidence lets it take over that of its broader ones.
  private static let ownLogOdds = 1.5

  /// What a piece of evidence for a broader type counts for a narrower one.
  private static let inheritance = 0.8

  /// What a second place of the document's own name counts, beside the first.
  private static let confirmation = 0.15

  /// What it adds that all other documents of a folder or author are of a type.
  private static let habitLogOdds = 1.5

  init(
    tables: ConceptTables, resolver: (any MetadataLabelResolver)?, lexicon: FormLexicon = .shared
  ) {
    self.tables = tables
    self.resolver = resolver
    self.lexicon = lexicon
    cues = CueIndex(tables.vocabulary)
    forms = FormJudge(tables, lexicon: lexicon)
  }

  /// The types with any evidence, the likeliest first.
  func verdicts(
    in scheme: SchemeOrdinal, document: Document, analysis: DocumentAnalysis,
    context: TaggingContext, blocked: Set<ConceptOrdinal>
  ) -> [TypeVerdict] {
    var evidence: [ConceptOrdinal: [TagEvidence]] = [:]
    addMetadata(document, scheme, to: &evidence)
    addMentions(analysis, scheme, to: &evidence)
    for (concept, item) in cues.evidence(in: analysis.scan, format: document.format)
    where tables.home[Int(concept.rawValue)] == scheme {
      evidence[concept, default: []].append(item)
    }
    for (concept, item) in forms.evidence(in: scheme, scan: analysis.scan, document: document) {
      evidence[concept, default: []].append(item)
    }
    var verdicts = odds(of: evidence.filter { !blocked.contains($0.key) }, context: context)
    let total = verdicts.reduce(exp(Self.noneLogOdds)) { $0 + exp($1.logOdds) }
    for number in verdicts.indices {
      verdicts[number].score = exp(verdicts[number].logOdds) / total
    }
    verdicts.sort { ($1.score, $0.concept) < ($0.score, $1.concept) }
    return verdicts
  }

  /// The log-odds of each type from its evidence, each rule counting once with its best.
  ///
  /// What speaks for a type speaks for its narrower ones too: a guide in the folder "Documentation" is
  /// no less an administrator guide for it. So a narrower type with evidence of its own takes over
  /// that of its broader ones, which then stand back.
  private func odds(
    of evidence: [ConceptOrdinal: [TagEvidence]], context: TaggingContext
  ) -> [TypeVerdict] {
    let own = evidence.mapValues { Self.sum(of: Self.onceEach($0)) }
    var overtaken: Set<ConceptOrdinal> = []
    var result: [TypeVerdict] = []
    for (concept, items) in evidence {
      var joined = items
      if own[concept] ?? 0 >= Self.ownLogOdds {
        for broader in tables.vocabulary.broaderClosure(of: concept).dropFirst() {
          guard let inherited = evidence[broader] else { continue }
          overtaken.insert(broader)
          joined += inherited.map { item in
            var item = item
            item.weight *= Self.inheritance
            let name = "for “\(tables.vocabulary.preferredLabel(of: broader))” above it"
            item.note = item.note.isEmpty ? name : "\(item.note); \(name)"
            return item
          }
        }
      }
      joined = Self.onceEach(joined)
      if let habit = context.habits[concept], habit > 0 {
        joined.append(
          TagEvidence(
            .habit,
            "\(Int((habit * 100).rounded())) % of what people tagged in this folder or by this author",
            weight: Self.habitLogOdds * habit))
      }
      result.append(
        TypeVerdict(concept: concept, score: 0, logOdds: Self.sum(of: joined), evidence: joined))
    }
    for number in result.indices where overtaken.contains(result[number].concept) {
      let odds = min(result[number].logOdds, own[result[number].concept] ?? .infinity) / 2
      result[number].evidence.append(
        TagEvidence(
          .start, "stands back behind a narrower type", weight: odds - result[number].logOdds))
      result[number].logOdds = odds
    }
    return result
  }

  /// The evidence, the weightiest first; of each rule only the first counts.
  ///
  /// Title, first heading and file name are mostly made from each other: together they are one fact,
  /// which the second and third place only confirm.
  private static func onceEach(_ evidence: [TagEvidence]) -> [TagEvidence] {
    var result = evidence.sorted { $0.weight > $1.weight }
    var seen: Set<Evidence.Rule> = []
    var isNamed = false
    for number in result.indices {
      guard seen.insert(result[number].rule).inserted else {
        result[number].weight = 0
        continue
      }
      guard result[number].isName else { continue }
      if isNamed { result[number].weight *= confirmation }
      isNamed = true
    }
    return result
  }

  private static func sum(of evidence: [TagEvidence]) -> Double {
    evidence.reduce(0) { $0 + $1.weight }
  }

  // MARK: Metadata

  private func addMetadata(
    _ document: Document, _ scheme: SchemeOrdinal,
    to evidence: inout [ConceptOrdinal: [TagEvidence]]
  ) {
    guard let resolver else { return }
    let key = tables.vocabulary.key(of: scheme)
    for (number, field) in document.metadata.enumerated() {
      let rule: Evidence.Rule
      switch field.role {
      case .facet:
        guard field.facet == key else { continue }
        rule = .facet
      case .category: rule = .category
      case .keyword: rule = .keyword
      case .title, .subject, .author, .description, .status, .other: continue
      }
      guard
        let resolved = resolver.resolve(
          field.value, in: scheme, asOf: document.ownDate)
      else { continue }
      for concept in tables.currentConcepts(for: resolved.concept) {
        evidence[concept, default: []].append(
          TagEvidence(
            field: .metadata(number), range: 0..<field.value.utf8.count, surface: field.value,
            label: nil, rule: rule, note: "\(field.name), \(resolved.method)",
            weight: Self.weight(of: rule) * resolved.score))
      }
    }
  }

  /// What a label in a place of its own weighs in log-odds.
  private static func weight(of rule: Evidence.Rule) -> Double {
    switch rule {
    case .facet: 6
    case .category: 4
    case .keyword: 2.2
    case .metadata: 0.5
    case .title: 4
    case .heading: 2.6
    case .file: 3.4
    case .folder: 2.8
    case .text, .orderFree, .cue, .format, .form, .layout, .learned, .habit,
      .neighborDocuments, .neighbors, .further, .start:
      0
    }
  }

  // MARK: Labels in title, headings and path

  private func addMentions(
    _ analysis: DocumentAnalysis, _ scheme: SchemeOrdinal,
    to evidence: inout [ConceptOrdinal: [TagEvidence]]
  ) {
    let builder = EvidenceBuilder(
      tables: tables, analysis: analysis, settings: TaggerSettings(), rows: noRows)
    for wording in analysis.wordings
    where wording.meaningCount > 0 && tables.home[Int(wording.concept.rawValue)] == scheme {
      for place in analysis.places(of: wording) {
        let mention = analysis.scan.mentions[Int(place)]
        let field = analysis.scan.fields[mention.field]
        var weight = Self.weight(of: field.rule)
        guard weight > 0 else { continue }
        weight *= share(of: mention, in: analysis.scan)
        if field.rule == .file || field.rule == .folder {
          weight *= surprise(of: mention, in: field)
        }
        if !mention.isInOrder { weight /= 2 }
        if wording.meaningCount > 1 { weight /= Double(wording.meaningCount) }
        if case .heading(let heading) = field.field, heading > 0 { weight *= 0.35 }
        if field.rule == .metadata || field.rule == .category || field.rule == .keyword {
          weight *= 0.7
        }
        var item = builder.evidence(mention: Int(place), wording: wording)
        item.weight = weight
        evidence[wording.concept, default: []].append(item)
      }
    }
  }

  /// How much of a place's weight a label in it deserves: all if it is the whole field, most if the
  /// field ends with it ("Harbor Archive price list") or begins with it before a separator or a
  /// preposition ("Price list: …", "Price list for …"), less in the middle.
  ///
  /// What stands behind a preposition is what the document is about, not what it is: "Reference table
  /// for all recommendations".
  private func share(of mention: Mention, in scan: DocumentScan) -> Double {
    let tokens = scan.tokenCounts[mention.field]
    let first = Int(mention.found.firstToken)
    let next = first + Int(mention.found.tokenCount)
    if first == 0, next == tokens { return 1 }
    let bytes = scan.fields[mention.field].bytes
    let before = Self.clause(bytes[..<Int(mention.found.start)])
    if before.contains(where: { lexicon.prepositions.contains($0.text) }) { return Self.topicShare }
    let rest = bytes[Int(mention.found.end)...]
    if Self.isTail(rest) { return 0.9 }
    if first == 0 {
      let next = rest.first { $0 != 0x20 }
      let isHead = next == 0x3A || next == 0x2D || next == 0x5F || next == 0x7C || next == 0xE2
      let follower = Analyzer.tokens(of: Array(rest.prefix(Self.longestPreposition))).first
      let isObject = follower.map { lexicon.prepositions.contains($0.text) } ?? false
      return isHead || isObject ? 0.85 : 0.65
    }
    return 0.55
  }

  /// What a label behind a preposition deserves.
  private static let topicShare = 0.35

  /// The bytes in which the next word is looked for.
  private static let longestPreposition = 24

  /// The words before a place, back to the last colon, bar, parenthesis or dash with a blank before it.
  private static func clause(_ bytes: ArraySlice<UInt8>) -> [Token] {
    let marks: Set<UInt8> = [0x3A, 0x7C, 0x28, 0xE2]
    let start = bytes.indices.last { place in
      marks.contains(bytes[place])
        || (bytes[place] == 0x2D && place > bytes.startIndex && bytes[place - 1] == 0x20)
    }
    return Analyzer.tokens(of: Array(bytes[(start ?? bytes.startIndex)...]))
  }

  /// How much of its weight a label deserves in a path, where some words name anything.
  private func surprise(of mention: Mention, in field: ScannedField) -> Double {
    let words = Analyzer.tokens(of: Array(field.bytes[mention.found.range]))
    guard words.count == 1, let word = words.first?.text else { return 1 }
    if lexicon.everydayWords.contains(word) { return 0.1 }
    return lexicon.commonWords.contains(word) ? 0.7 : 1
  }

  /// Whether only numbers, versions and single letters follow ("price list 2010 v3").
  private static func isTail(_ rest: ArraySlice<UInt8>) -> Bool {
    Analyzer.tokens(of: Array(rest)).allSatisfy { token in
      token.flags.contains(.hasDigit) || token.text.utf8.count <= 2
        || tailWords.contains(token.text)
    }
  }

  private static let tailWords: Set<String> = [
    "final", "draft", "copy", "new", "old", "rev", "version", "internal", "external", "public",
    "confidential", "kopie", "neu", "alt", "entwurf", "copie", "brouillon",
  ]
}

extension TagEvidence {
  /// Whether it stands where the document says its own name: title, first heading, file name.
  fileprivate var isName: Bool {
    switch rule {
    case .title, .file, .form: true
    case .heading: field == .heading(0)
    default: false
    }
  }
}

internal import Documents
internal import Glibc
internal import Matching
internal import Model
internal import Taxonomy

/// Judges which one concept of a scheme a document is, by where it says so itself.
///
/// Each kind of place counts once for a type, with its best evidence, in log-odds; the types and
/// "none of them" then share the probability. A mention in the running text counts nothing, unless it is what
/// the document calls itself.
struct TypeJudge {
  let tables: ConceptTables
  let resolver: (any MetadataLabelResolver)?
  private let cues: CueIndex
  private let forms: FormJudge
  private let numbers: TypeNumbers
  private let places: TypePlaces
  private let lexicon: FormLexicon
  private let replies: TypeReplies

  /// Types are judged by their own evidence, not by their neighbours'.
  private let noRows = DenseMap(capacity: 0)

  init(
    tables: ConceptTables, resolver: (any MetadataLabelResolver)?, lexicon: FormLexicon = .shared,
    numbers: TypeNumbers = .shared
  ) {
    self.tables = tables
    self.resolver = resolver
    self.numbers = numbers
    self.lexicon = lexicon
    places = TypePlaces(lexicon: lexicon, numbers: numbers)
    cues = CueIndex(tables.vocabulary, numbers: numbers, places: places)
    forms = FormJudge(tables, lexicon: lexicon, numbers: numbers)
    replies = TypeReplies(tables, lexicon: lexicon)
  }

  /// The types with any evidence, the likeliest first.
  func verdicts(
    in scheme: SchemeOrdinal, document: Document, analysis: DocumentAnalysis,
    context: TaggingContext, blocked: Set<ConceptOrdinal>
  ) -> [TypeVerdict] {
    var evidence: [ConceptOrdinal: [TagEvidence]] = [:]
    let tellsForms = forms.forms(of: scheme).count >= numbers.documentationForms
    addMetadata(document, scheme, to: &evidence)
    let named = addMentions(
      analysis, scheme, context.names, tellsForms: tellsForms, to: &evidence)
    for (concept, item) in cues.evidence(in: analysis.scan, format: document.format)
    where tables.home[Int(concept.rawValue)] == scheme {
      evidence[concept, default: []].append(item)
    }
    for (concept, item) in forms.evidence(in: scheme, scan: analysis.scan, document: document) {
      evidence[concept, default: []].append(item)
    }
    if let subject = MailSubject(of: document, lexicon: lexicon) {
      weigh(&evidence, by: subject, in: analysis.scan)
    }
    var verdicts = odds(
      of: evidence.filter { !blocked.contains($0.key) }, stated: named.stated, context: context)
    let none = tellsForms ? numbers.documentationNone : numbers.none
    let total = verdicts.reduce(exp(none)) { $0 + exp($1.logOdds) }
    for number in verdicts.indices {
      verdicts[number].score = exp(verdicts[number].logOdds) / total
      guard let name = named.shared[verdicts[number].concept],
        verdicts[number].logOdds - name.weight < numbers.own
      else { continue }
      verdicts[number].rivals = name.rivals
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
    of evidence: [ConceptOrdinal: [TagEvidence]], stated: Set<ConceptOrdinal>,
    context: TaggingContext
  ) -> [TypeVerdict] {
    let contested = contestedTypes(of: evidence)
    let evidence = besideNames(evidence, contested, stated: stated)
    let own = Dictionary(
      uniqueKeysWithValues: evidence.map { concept, items in
        (concept, Self.sum(of: onceEach(items, isContested: contested.contains(concept))))
      })
    var overtaken: Set<ConceptOrdinal> = []
    var result: [TypeVerdict] = []
    // In the same order in each process: what is summed up of other orders differs in its last bits.
    for (concept, items) in evidence.sorted(by: { $0.key < $1.key }) {
      var joined = items
      if own[concept] ?? 0 >= numbers.own {
        for broader in tables.vocabulary.broaderClosure(of: concept).dropFirst() {
          guard let inherited = evidence[broader] else { continue }
          overtaken.insert(broader)
          joined += inherited.map { item in
            var item = item
            item.weight *= numbers.inheritance
            let name = "for “\(tables.vocabulary.preferredLabel(of: broader))” above it"
            item.remark = item.remark.isEmpty ? name : "\(item.remark); \(name)"
            return item
          }
        }
      }
      joined = onceEach(joined, isContested: contested.contains(concept))
      if let habit = context.habits[concept], habit > 0 {
        joined.append(
          TagEvidence(
            .habit,
            "\(Int((habit * 100).rounded())) % of what people tagged in this folder or by this author",
            weight: numbers.habit * habit))
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

  /// The types that title, first heading and file name do not name, where they name another one, neither broader nor narrower.
  private func contestedTypes(
    of evidence: [ConceptOrdinal: [TagEvidence]]
  ) -> Set<ConceptOrdinal> {
    let vocabulary = tables.vocabulary
    let named = evidence.filter { $0.value.contains { $0.isName && $0.rule != .form } }
    let aboveNamed = named.map { ($0.key, Set(vocabulary.broaderClosure(of: $0.key))) }
    let contested = evidence.keys.filter { concept in
      guard named[concept] == nil else { return false }
      let above = vocabulary.broaderClosure(of: concept)
      return aboveNamed.contains { !above.contains($0) && !$1.contains(concept) }
    }
    return Set(contested)
  }

  /// The evidence, with that of folders weaker where the document's own name begins or ends with another type:
  /// what lies among invoices and calls itself minutes is minutes.
  private func besideNames(
    _ evidence: [ConceptOrdinal: [TagEvidence]], _ contested: Set<ConceptOrdinal>,
    stated: Set<ConceptOrdinal>
  ) -> [ConceptOrdinal: [TagEvidence]] {
    guard !stated.isEmpty else { return evidence }
    var result = evidence
    for concept in contested {
      let above = tables.vocabulary.broaderClosure(of: concept)
      let isBeside = stated.contains { name in
        !above.contains(name) && !tables.vocabulary.broaderClosure(of: name).contains(concept)
      }
      guard isBeside, let items = evidence[concept] else { continue }
      result[concept] = items.map { item in
        guard item.field == .path, item.rule == .folder || item.rule == .cue else { return item }
        var item = item
        item.weight *= numbers.folderBesideName
        return item
      }
    }
    return result
  }

  /// Weighs the evidence of a mail: it is a mail before it is what its subject names.
  private func weigh(
    _ evidence: inout [ConceptOrdinal: [TagEvidence]], by subject: MailSubject,
    in scan: DocumentScan
  ) {
    let mails = Set(evidence.filter { $0.value.contains { $0.rule == .format } }.keys)
    guard !mails.isEmpty else { return }
    for (concept, items) in evidence {
      evidence[concept] = items.map { item in
        var item = item
        if item.rule == .format {
          item.weight = subject == .said ? numbers.mailSaid : numbers.mail
        } else if !mails.contains(concept), item.isName {
          item.weight *= numbers.share(of: subject, isWhole: isWhole(item, in: scan))
        }
        return item
      }
    }
  }

  /// Whether an item is all of the place that it stands in.
  private func isWhole(_ item: TagEvidence, in scan: DocumentScan) -> Bool {
    scan.fields.contains {
      $0.field == item.field && $0.rule == item.rule && $0.bytes.count == item.range.count
    }
  }

  /// The evidence, the weightiest first; of each rule only the first counts.
  ///
  /// Title, first heading and file name are mostly made from each other: together they are one fact,
  /// which the second and third place only confirm. So is a word that is both a label and a cue, where
  /// the document's own name says something else: there a folder must not speak with two voices.
  private func onceEach(_ evidence: [TagEvidence], isContested: Bool) -> [TagEvidence] {
    var result = evidence.sorted { $0.weight > $1.weight }
    var seen: Set<Evidence.Rule> = []
    var isNamed = false
    for number in result.indices {
      guard seen.insert(result[number].rule).inserted else {
        result[number].weight = 0
        continue
      }
      let isSaid =
        isContested
        && result[..<number].contains { $0.weight > 0 && $0.isSameWord(as: result[number]) }
      if isSaid || isNamed && result[number].isName {
        result[number].weight *= numbers.confirmation
      }
      if result[number].isName { isNamed = true }
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
            label: nil, rule: rule, source: "\(field.name), \(resolved.method)",
            weight: numbers.weight(of: rule) * resolved.score))
      }
    }
  }

  // MARK: Labels in title, headings and path

  /// A name that several concepts bear, and nothing decides which of them is meant.
  private struct SharedName {
    /// What the name adds to the evidence for the likeliest, in log-odds.
    var weight: Double
    var rivals: [ConceptOrdinal]
  }

  /// - Returns: the shared names that speak for a concept, the weightiest of each, and the types that the
  ///   document's own name says it is.
  private func addMentions(
    _ analysis: DocumentAnalysis, _ scheme: SchemeOrdinal, _ names: PathNames?, tellsForms: Bool,
    to evidence: inout [ConceptOrdinal: [TagEvidence]]
  ) -> (shared: [ConceptOrdinal: SharedName], stated: Set<ConceptOrdinal>) {
    var shared: [ConceptOrdinal: SharedName] = [:]
    var stated: Set<ConceptOrdinal> = []
    let known = NamesInPlaces(
      analysis, scheme, tables: tables, within: numbers.selfWithin)
    let builder = EvidenceBuilder(
      tables: tables, analysis: analysis, settings: TaggerSettings(), rows: noRows)
    for wording in analysis.wordings
    where wording.meaningCount > 0 && tables.home[Int(wording.concept.rawValue)] == scheme {
      for place in analysis.places(of: wording) {
        let mention = analysis.scan.mentions[Int(place)]
        let reading = places.reading(
          of: mention, language: tables.vocabulary.label(wording.label).language,
          in: analysis.scan, names: known, tellsForms: tellsForms)
        var weight = reading.weight
        guard weight > 0 else { continue }
        if wording.meaningCount > 1 { weight /= Double(wording.meaningCount) }
        if wording.isNear { weight *= SalienceScorer.numbers.nearShare }
        var item = builder.evidence(mention: Int(place), wording: wording)
        if item.rule == .file || item.rule == .folder, let names,
          let share = names.share(of: wording.label)
        {
          weight *= share
          item.remark += (item.remark.isEmpty ? "" : "; ") + names.note(on: wording.label)
        }
        item.weight = weight
        if item.field == .text {
          item.remark += (item.remark.isEmpty ? "" : "; ") + "what the document calls itself"
        }
        evidence[wording.concept, default: []].append(item)
        if item.isName, reading.position?.isStated ?? false { stated.insert(wording.concept) }
        if reading.position == .answered {
          for reply in replies.replies(to: wording.concept, in: scheme) {
            var answer = item
            answer.weight *= numbers.answering
            answer.remark += (answer.remark.isEmpty ? "" : "; ") + "which the document answers"
            evidence[reply, default: []].append(answer)
          }
        }
        let rivals = analysis.alternatives(of: wording)
        if !rivals.isEmpty, weight > shared[wording.concept]?.weight ?? 0 {
          shared[wording.concept] = SharedName(weight: weight, rivals: rivals)
        }
      }
    }
    return (shared, stated)
  }
}

extension TagEvidence {
  /// Whether one of the two is a cue in words in which the other is a label.
  fileprivate func isSameWord(as other: TagEvidence) -> Bool {
    (rule == .cue) != (other.rule == .cue) && field == other.field && range.overlaps(other.range)
  }

  /// Whether it stands where the document says its own name: title, first heading, file name.
  fileprivate var isName: Bool {
    switch rule {
    case .title, .file, .form: true
    case .heading: field == .heading(0)
    default: false
    }
  }
}

internal import Documents
internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Finds labels in documents and decides what they mean; owns the buffers that this takes.
///
/// Not for use by several threads at once.
final class DocumentAnalyzer {
  let tables: ConceptTables
  let disambiguator: Disambiguator
  private let index: LabelIndex
  private let matcher: LabelMatcher
  private let anyOrder: OrderFreeMatcher?
  private let contextReader: LabelContextReader
  private let groups: LabelGroups
  private let shouting = ShoutedWords()
  private let scopes: ScopeReader
  private let blockedLabels: Set<LabelOrdinal>
  private let wordingOfGroup: DenseMap
  private let placesOfConcept: DenseMap

  /// The rows of the concepts that the document analyzed last names, by concept.
  let rowOfConcept: DenseMap

  init(
    tables: ConceptTables, index: LabelIndex, blockedLabels: Set<LabelOrdinal>,
    anyOrder: Set<SchemeOrdinal> = []
  ) {
    self.tables = tables
    self.index = index
    let blockedLabels = blockedLabels.union(tables.outsideLabels)
    self.blockedLabels = blockedLabels
    disambiguator = Disambiguator(tables)
    matcher = LabelMatcher(index)
    scopes = ScopeReader(tables.vocabulary)
    self.anyOrder =
      anyOrder.isEmpty
      ? nil
      : OrderFreeMatcher(
        OrderFreeIndex(index, vocabulary: tables.vocabulary) { label in
          tables.currentConcepts(for: tables.facts[Int(label.rawValue)].concept)
            .contains { anyOrder.contains(tables.home[Int($0.rawValue)]) }
        })
    contextReader = LabelContextReader(tables.vocabulary)
    groups = LabelGroups(index, tables: tables, blocked: blockedLabels)
    wordingOfGroup = DenseMap(capacity: index.groupCount)
    placesOfConcept = DenseMap(capacity: tables.vocabulary.conceptCount)
    rowOfConcept = DenseMap(capacity: tables.vocabulary.conceptCount)
  }

  /// Finds and interprets the labels of a document.
  func analyze(_ document: Document, context: TaggingContext) -> DocumentAnalysis {
    var analysis = DocumentAnalysis(scan: DocumentScan(document))
    analysis.scopes = scopes
    analysis.date = document.effectiveDate
    analysis.scan.match(with: matcher, anyOrder: anyOrder)
    // Before meanings are decided: what a footer names must not speak for one of them.
    if let lines = context.lines { analysis.scan.drop(lines.reader(path: document.path)) }
    analysis.scan.findPassing()
    var ownLabels: [LabelOrdinal] = []
    let owners = collect(&analysis, ownLabels: &ownLabels)
    // Looked for before meanings are decided, so that a short form claims no other one.
    let defined = DefinedAbbreviations(
      in: analysis, owners: owners,
      isSupported: { self.labels(of: $0, ownLabels).contains(where: self.needsNoSupport) })
    defined.drop(from: &analysis)
    resolve(&analysis, ownLabels: ownLabels, document: document, context: context)
    // After it, since a short form has the meaning that its long form got.
    defined.addPlaces(to: &analysis)
    CandidateBuilder(tables: tables, rows: rowOfConcept).build(&analysis)
    return analysis
  }

  // MARK: Wordings

  /// Puts the places of a scan together by group and surface.
  ///
  /// - Returns: the number of each mention's wording, or -1.
  private func collect(
    _ analysis: inout DocumentAnalysis, ownLabels: inout [LabelOrdinal]
  ) -> [Int32] {
    let mentions = analysis.scan.mentions
    var wordings: [Wording] = []
    var owners = [Int32](repeating: -1, count: mentions.count)
    wordingOfGroup.removeAll()
    for number in 0..<mentions.count {
      let found = mentions[number].found
      let group = groups[found.group]
      if group.count == 0 { continue }
      let isShouted = shouting.isShouted(mentions[number], in: analysis.scan)
      var identity = UInt64(found.key) ^ (isShouted ? 1 : 0)
      var allowed: [LabelOrdinal]?
      if !group.flags.isDisjoint(with: [.dependsOnSurface, .dependsOnContext]) {
        identity = surfaceIdentity(of: mentions[number], in: analysis.scan) ^ (isShouted ? 1 : 0)
        if group.flags.contains(.dependsOnContext) {
          let labels = labels(for: mentions[number], of: group, in: analysis.scan)
          for label in labels { identity = (identity ^ UInt64(label.rawValue)) &* 0x100_0000_01B3 }
          allowed = labels
        }
      }
      var wording = wordingOfGroup[found.group]
      while wording >= 0, wordings[Int(wording)].identity != identity {
        wording = wordings[Int(wording)].nextInGroup
      }
      if wording < 0 {
        wording = Int32(wordings.count)
        var new = Wording(
          group: found.group,
          surface: Disambiguator.Surface(key: found.key, tokenCount: found.tokenCount),
          identity: identity,
          nextInGroup: wordingOfGroup[found.group], labelStart: group.start,
          labelCount: group.count, hasOwnLabels: false, isClear: group.flags.contains(.isClear))
        if group.flags.contains(.dependsOnSurface) || allowed != nil {
          let labels = allowed ?? labels(for: mentions[number], of: group, in: analysis.scan)
          new.hasOwnLabels = true
          new.labelStart = UInt32(ownLabels.count)
          new.labelCount = UInt32(labels.count)
          new.isClear = LabelGroups.isClear(labels[...], tables)
          ownLabels += labels
        }
        if isShouted {
          new.isShouted = true
          new.isClear = false
        }
        wordings.append(new)
        wordingOfGroup[found.group] = wording
      }
      wordings[Int(wording)].placeCount &+= 1
      owners[number] = wording
    }
    analysis.wordings = wordings
    analysis.sortPlaces(by: owners)
    return owners
  }

  private func labels(
    for mention: Mention, of group: LabelGroups.Group, in scan: DocumentScan
  ) -> [LabelOrdinal] {
    let known = groups.labels(of: group)
    return candidates(for: mention, in: scan).filter { label in
      known.contains(label)
        && (!tables.facts[Int(label.rawValue)].hasContext || allows(label, mention, scan))
    }
  }

  /// The labels that a place may be by the way it is written.
  func candidates(for mention: Mention, in scan: DocumentScan) -> [LabelOrdinal] {
    let bytes = scan.fields[mention.field].bytes
    return index.candidates(for: mention.found, in: bytes.span)
  }

  /// Whether the words around a place are those that a label asks for.
  func allows(_ label: LabelOrdinal, _ mention: Mention, _ scan: DocumentScan) -> Bool {
    contextReader.allows(label, around: mention, in: scan)
  }

  /// Whether a label is one that was learned to be right hardly ever.
  func isBlocked(_ label: LabelOrdinal) -> Bool { blockedLabels.contains(label) }

  /// All places of a concept's labels in a text, in any case and within longer labels, too.
  func labels(
    of concept: ConceptOrdinal, inField bytes: [UInt8]
  ) -> [(found: FoundLabel, label: LabelOrdinal)] {
    var matcher = LabelMatcher(index)
    matcher.ignoresCase = true
    let found = matcher.matches(in: bytes.span, overlap: .all)
    return found.flatMap { place in
      index.labels(ofGroup: Int(place.group)).filter { label in
        tables.currentConcepts(for: tables.facts[Int(label.rawValue)].concept).contains(concept)
      }.map { (place, $0) }
    }
  }

  private func surfaceIdentity(of mention: Mention, in scan: DocumentScan) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in scan.fields[mention.field].bytes[mention.found.range] {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return hash
  }

  private func labels(
    of wording: Wording, _ ownLabels: [LabelOrdinal]
  ) -> ArraySlice<LabelOrdinal> {
    let range = Int(wording.labelStart)..<Int(wording.labelStart + wording.labelCount)
    return wording.hasOwnLabels ? ownLabels[range] : groups.labels[range]
  }

  private func needsNoSupport(_ label: LabelOrdinal) -> Bool {
    !tables.facts[Int(label.rawValue)].needsSupport
  }

  // MARK: Meanings

  /// Decides the wordings: first those that mean one concept, which then speak for others.
  private func resolve(
    _ analysis: inout DocumentAnalysis, ownLabels: [LabelOrdinal], document: Document,
    context: TaggingContext
  ) {
    placesOfConcept.removeAll()
    var documentContext = Disambiguator.DocumentContext(named: placesOfConcept)
    documentContext.date = analysis.date
    documentContext.language = ConceptTables.languageCode(document.language ?? "")
    documentContext.habits = context.habits
    var pending: [Int] = []
    for number in analysis.wordings.indices {
      let wording = analysis.wordings[number]
      if wording.labelCount == 0 { continue }
      guard wording.isClear else {
        pending.append(number)
        continue
      }
      let label = disambiguator.bestLabel(
        among: labels(of: wording, ownLabels), surface: wording.surface, in: documentContext)
      let facts = tables.facts[Int(label.rawValue)]
      let concept = tables.soleConcept(for: facts.concept) ?? facts.concept
      // -1 stands for a concept that was not named so far.
      let places = max(placesOfConcept[concept.rawValue], 0)
      placesOfConcept[concept.rawValue] = places + Int32(wording.placeCount)
      analysis.wordings[number].label = label
      analysis.wordings[number].concept = concept
      analysis.wordings[number].meaningCount = 1
      analysis.wordings[number].isExact = facts.key == wording.surface.key
    }
    for number in pending {
      let wording = analysis.wordings[number]
      var labels = labels(of: wording, ownLabels)
      if wording.isShouted || !labels.allSatisfy(needsNoSupport) {
        labels =
          labels.filter { (!wording.isShouted && needsNoSupport($0)) || isNamed($0) }[...]
      }
      if labels.isEmpty { continue }
      // A name of one concept goes before one that stands for several.
      let single = labels.filter { !tables.isCompound(facts($0).concept) }
      guard !single.isEmpty else {
        decide(number, asAllOf: labels, in: documentContext, &analysis)
        continue
      }
      labels = single[...]
      // What a name means in one scheme says nothing against what it means in another.
      let parts = partsByScheme(labels)
      let schemeCount = parts.count { $0.first.map(isOfMany) ?? false }
      for (part, labels) in parts.enumerated() {
        var target = number
        if part > 0 {
          target = analysis.wordings.count
          analysis.wordings.append(wording)
        }
        analysis.wordings[target].schemeCount = Int32(max(schemeCount, 1))
        decide(
          target, among: labels, in: documentContext, of: document, &analysis)
      }
    }
    addMapped(to: &analysis)
  }

  /// Lets a name count for the concepts of other schemes that its own one is mapped to, unless they bear it, too.
  private func addMapped(to analysis: inout DocumentAnalysis) {
    guard !tables.mapped.isEmpty else { return }
    func seat(_ wording: Wording, _ concept: ConceptOrdinal) -> WordingSeat {
      WordingSeat(place: Int(wording.firstPlace), scheme: tables.home[Int(concept.rawValue)])
    }
    var taken = Set(
      analysis.wordings.filter { $0.placeCount > 0 && $0.meaningCount > 0 }
        .map { seat($0, $0.concept) })
    for wording in analysis.wordings where wording.meaningCount > 0 && wording.isDecided {
      for match in tables.mapped[wording.concept] {
        guard taken.insert(seat(wording, match.concept)).inserted else { continue }
        var other = wording
        other.concept = match.concept
        other.meaningCount = 1
        other.isNear = !match.isExact
        analysis.wordings.append(other)
      }
    }
  }

  private func facts(_ label: LabelOrdinal) -> LabelFacts {
    tables.facts[Int(label.rawValue)]
  }

  /// Makes a wording one of each of the concepts for which a label stands together.
  private func decide(
    _ number: Int, asAllOf labels: ArraySlice<LabelOrdinal>,
    in documentContext: Disambiguator.DocumentContext, _ analysis: inout DocumentAnalysis
  ) {
    let wording = analysis.wordings[number]
    let label = disambiguator.bestLabel(
      among: labels, surface: wording.surface, in: documentContext)
    for (part, concept) in tables.currentConcepts(for: facts(label).concept).enumerated() {
      let target = part == 0 ? number : analysis.wordings.count
      if part > 0 { analysis.wordings.append(wording) }
      analysis.wordings[target].label = label
      analysis.wordings[target].concept = concept
      analysis.wordings[target].meaningCount = 1
      analysis.wordings[target].isDecided = true
      analysis.wordings[target].isExact = facts(label).key == wording.surface.key
      let places = max(placesOfConcept[concept.rawValue], 0)
      placesOfConcept[concept.rawValue] = places + Int32(wording.placeCount)
    }
  }

  /// Labels by the scheme at home in which their concepts are, each part in the order of the labels.
  private func partsByScheme(_ labels: ArraySlice<LabelOrdinal>) -> [ArraySlice<LabelOrdinal>] {
    guard let first = labels.first.map(scheme), labels.contains(where: { scheme($0) != first })
    else { return [labels] }
    var schemes: [SchemeOrdinal] = []
    for label in labels where !schemes.contains(scheme(label)) { schemes.append(scheme(label)) }
    return schemes.map { wanted in labels.filter { scheme($0) == wanted }[...] }
  }

  /// The scheme at home in which a label's concept is.
  private func scheme(_ label: LabelOrdinal) -> SchemeOrdinal {
    let own = tables.facts[Int(label.rawValue)].concept
    return tables.home[Int((tables.soleConcept(for: own) ?? own).rawValue)]
  }

  /// Whether a label is of a scheme that gives a document any number.
  private func isOfMany(_ label: LabelOrdinal) -> Bool {
    !tables.isExclusive[Int(scheme(label).rawValue)]
  }

  /// Chooses the meaning of a wording among labels of one scheme.
  private func decide(
    _ number: Int, among labels: ArraySlice<LabelOrdinal>,
    in documentContext: Disambiguator.DocumentContext, of document: Document,
    _ analysis: inout DocumentAnalysis
  ) {
    let wording = analysis.wordings[number]
    let choice = disambiguator.choose(
      among: labels, surface: wording.surface, in: documentContext, to: &analysis.meanings,
      conditionWeight: { self.contextReader.conditionWeight($0, in: document) })
    let best = analysis.meanings[choice.first]
    analysis.wordings[number].label = best.label
    analysis.wordings[number].concept = best.concept
    analysis.wordings[number].firstMeaning = UInt32(choice.first)
    analysis.wordings[number].meaningCount = UInt32(choice.count)
    analysis.wordings[number].isDecided = choice.isDecided
    analysis.wordings[number].isExact =
      tables.facts[Int(best.label.rawValue)].key == wording.surface.key
  }

  /// Whether the document names a concept of the label beyond doubt.
  private func isNamed(_ label: LabelOrdinal) -> Bool {
    tables.currentConcepts(for: tables.facts[Int(label.rawValue)].concept)
      .contains { placesOfConcept[$0.rawValue] > 0 }
  }
}

extension DocumentAnalysis {
  /// Lists the places of each wording, given the wording of each mention, or -1.
  fileprivate mutating func sortPlaces(by owners: [Int32]) {
    var next: UInt32 = 0
    for number in wordings.indices {
      wordings[number].firstPlace = next
      next += wordings[number].placeCount
      wordings[number].placeCount = 0
    }
    var places = [UInt32](repeating: 0, count: Int(next))
    for (mention, owner) in owners.enumerated() where owner >= 0 {
      let wording = wordings[Int(owner)]
      places[Int(wording.firstPlace + wording.placeCount)] = UInt32(mention)
      wordings[Int(owner)].placeCount &+= 1
    }
    self.places = places
  }
}

/// Where a name stands, and a scheme in which it means something.
private struct WordingSeat: Hashable {
  let place: Int
  let scheme: SchemeOrdinal
}

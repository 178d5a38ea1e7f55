internal import Documents
internal import Matching
internal import Taxonomy
internal import TextAnalysis

/// What a document names: its wordings with their places and meanings, and the candidates.
package struct DocumentAnalysis {
  var scan: DocumentScan
  var wordings: [Wording] = []

  /// The concepts named, in the order of the vocabulary.
  package var candidates: [TagCandidate] = []
}

/// Finds labels in documents and decides what they mean; owns the buffers that this takes.
///
/// Not for use by several threads at once.
final class DocumentAnalyzer {
  let tables: ConceptTables
  let index: LabelIndex
  let disambiguator: Disambiguator
  private let matcher: LabelMatcher
  private let contextReader: LabelContextReader
  private let blockedLabels: Set<LabelOrdinal>

  init(tables: ConceptTables, index: LabelIndex, blockedLabels: Set<LabelOrdinal>) {
    self.tables = tables
    self.index = index
    self.blockedLabels = blockedLabels
    disambiguator = Disambiguator(tables)
    matcher = LabelMatcher(index)
    contextReader = LabelContextReader(tables.vocabulary)
  }

  /// Finds and interprets the labels of a document.
  func analyze(_ document: Document, context: TaggingContext) -> DocumentAnalysis {
    var analysis = DocumentAnalysis(scan: DocumentScan(document))
    analysis.scan.match(with: matcher)
    let open = resolve(&analysis, document: document, context: context)
    analysis.candidates = CandidateBuilder(tables: tables, analysis: analysis, open: open).build()
    return analysis
  }

  /// A wording that may be several labels, before it is decided.
  private struct Pending {
    var mentions: [Int]
    var labels: [LabelOrdinal]
    var key: UInt64
    var abbreviations: [(mentions: [Int], long: String)] = []
  }

  /// Decides the wordings; returns the choices that stayed open or gave a reason, by wording.
  private func resolve(
    _ analysis: inout DocumentAnalysis, document: Document, context: TaggingContext
  ) -> [Int: Disambiguator.Choice] {
    var surroundings = Disambiguator.Surroundings()
    surroundings.date = document.effectiveDate
    surroundings.language = document.language?.lowercased() ?? ""
    surroundings.habits = context.habits
    var found = wordings(of: analysis.scan, document: document)
    let defined = DefinedAbbreviations(
      in: analysis.scan,
      wordings: found.map { isSupported($0) ? $0.mentions : [] })
    let places = defined.places(in: &analysis.scan)
    for (definition, mentions) in places {
      found[definition.longWording].abbreviations.append((mentions, definition.long))
    }
    found.removeAll { defined.defines(surface(of: $0, in: analysis.scan)) }
    var pending: [Pending] = []
    var clear: [Pending] = []
    for wording in found {
      let concepts = Set(wording.labels.flatMap(concepts(of:)))
      if concepts.count == 1, let concept = concepts.first, isSupported(wording) {
        surroundings.named[concept, default: 0] += wording.mentions.count
        clear.append(wording)
      } else {
        pending.append(wording)
      }
    }
    var choices: [Int: Disambiguator.Choice] = [:]
    for wording in clear { append(wording, surroundings, &analysis, &choices, document) }
    for var wording in pending {
      wording.labels.removeAll { label in
        tables.facts[Int(label.rawValue)].needsSupport
          && !concepts(of: label).contains { surroundings.named[$0] != nil }
      }
      guard !wording.labels.isEmpty else { continue }
      append(wording, surroundings, &analysis, &choices, document)
    }
    return choices
  }

  private func concepts(of label: LabelOrdinal) -> [ConceptOrdinal] {
    tables.currentConcepts(for: tables.facts[Int(label.rawValue)].concept)
  }

  private func isSupported(_ wording: Pending) -> Bool {
    wording.labels.contains { !tables.facts[Int($0.rawValue)].needsSupport }
  }

  private func surface(of wording: Pending, in scan: DocumentScan) -> ArraySlice<UInt8> {
    let mention = scan.mentions[wording.mentions[0]]
    return scan.fields[mention.field].bytes[mention.found.range]
  }

  private func append(
    _ pending: Pending, _ surroundings: Disambiguator.Surroundings,
    _ analysis: inout DocumentAnalysis, _ choices: inout [Int: Disambiguator.Choice],
    _ document: Document
  ) {
    let choice = disambiguator.choose(
      among: pending.labels, surfaceKey: pending.key, in: surroundings,
      conditionWeight: { self.contextReader.conditionWeight($0, in: document) })
    guard let best = choice.meanings.first else { return }
    if choice.meanings.count > 1 { choices[analysis.wordings.count] = choice }
    analysis.wordings.append(
      Wording(
        mentions: pending.mentions, label: best.label, concept: best.concept,
        meaningCount: choice.meanings.count,
        alternatives: choice.isDecided ? [] : choice.meanings.dropFirst().map(\.concept),
        isExact: tables.facts[Int(best.label.rawValue)].key == pending.key))
    for (mentions, long) in pending.abbreviations {
      if choice.meanings.count > 1 { choices[analysis.wordings.count] = choice }
      analysis.wordings.append(
        Wording(
          mentions: mentions, label: best.label, concept: best.concept, definition: long,
          meaningCount: 1,
          alternatives: choice.isDecided ? [] : choice.meanings.dropFirst().map(\.concept),
          isExact: false))
    }
  }

  /// The places of a scan, put together by surface and the labels that it may be.
  private func wordings(of scan: DocumentScan, document: Document) -> [Pending] {
    var result: [Pending] = []
    var byGroup: [UInt32: [Int]] = [:]
    byGroup.reserveCapacity(scan.mentions.count)
    for (number, mention) in scan.mentions.enumerated() {
      byGroup[mention.found.group, default: []].append(number)
    }
    for group in byGroup.keys.sorted() {
      guard let mentions = byGroup[group] else { continue }
      // Surfaces of a group differ in inflection and case; labels with rules tell them apart.
      var bySurface: [UInt64: Int] = [:]
      for number in mentions {
        let mention = scan.mentions[number]
        let identity = surfaceIdentity(of: mention, in: scan)
        if let known = bySurface[identity] {
          if !result[known].labels.isEmpty { result[known].mentions.append(number) }
          continue
        }
        bySurface[identity] = result.count
        let labels = labels(for: mention, in: scan, document: document)
        result.append(
          Pending(
            mentions: [number], labels: labels, key: foldedKey(of: mention, in: scan)))
      }
    }
    return result.filter { !$0.labels.isEmpty }
  }

  private func labels(
    for mention: Mention, in scan: DocumentScan, document: Document
  ) -> [LabelOrdinal] {
    let field = scan.fields[mention.field]
    let labels = unsafe field.bytes.withUnsafeBufferPointer {
      unsafe index.candidates(for: mention.found, in: $0)
    }
    return labels.filter { label in
      if blockedLabels.contains(label) || tables.facts[Int(label.rawValue)].isGeneric {
        return false
      }
      guard tables.facts[Int(label.rawValue)].hasContext else { return true }
      return contextReader.allows(label, around: mention, in: scan)
    }
  }

  private func surfaceIdentity(of mention: Mention, in scan: DocumentScan) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in scan.fields[mention.field].bytes[mention.found.range] {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return hash
  }

  private func foldedKey(of mention: Mention, in scan: DocumentScan) -> UInt64 {
    var key = SurfaceKey()
    unsafe scan.fields[mention.field].bytes[mention.found.range].withUnsafeBufferPointer { bytes in
      var scanner = unsafe TokenScanner(bytes)
      while let token = unsafe scanner.next() { key.append(token.key) }
    }
    return key.value
  }
}

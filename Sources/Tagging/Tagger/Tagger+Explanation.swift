internal import Documents
internal import JSONCoding
internal import Matching
package import Model
package import Taxonomy

extension Tagger {
  /// Why a document gets a concept, or why not.
  ///
  /// - Parameters:
  ///   - concept: the concept; for a deprecated one its successor is explained.
  ///   - document: the document.
  ///   - context: what is known around it.
  /// - Returns: the verdict, with how much is missing.
  package func explanation(
    of concept: ConceptOrdinal, in document: Document, context: TaggingContext = TaggingContext()
  ) -> TagExplanation {
    let current = tables.currentConcepts(for: concept)
    let asked = current.contains(concept) ? concept : current[0]
    let scheme = tables.home[Int(asked.rawValue)]
    let thresholds = settings.thresholds(of: scheme, in: tables)
    var result = explanation(of: asked, scheme, thresholds, document, context)
    if asked != concept {
      let replacements = current.map { "“\(name($0))”" }.joined(separator: " or ")
      result.reason = "“\(name(concept))” was replaced by \(replacements). " + result.reason
    }
    return result
  }

  private func explanation(
    of concept: ConceptOrdinal, _ scheme: SchemeOrdinal, _ thresholds: TaggerSettings.Thresholds,
    _ document: Document, _ context: TaggingContext
  ) -> TagExplanation {
    func answer(
      _ verdict: TagExplanation.Verdict, _ reason: String, score: Double? = nil,
      evidence: [TagEvidence] = []
    ) -> TagExplanation {
      TagExplanation(
        concept: concept, verdict: verdict, score: score, threshold: thresholds.accept,
        reason: reason, evidence: evidence)
    }
    if settings.schemes?.contains(scheme) == false {
      return answer(
        .blocked, "The scheme “\(tables.vocabulary.key(of: scheme))” is not asked for.")
    }
    if settings.blocked.contains(concept) { return answer(.blocked, "The concept is blocked.") }
    if let found = tag(document, context: context).first(where: { $0.concept == concept }) {
      let isAccepted = found.outcome == .accepted
      var reason = found.reason.isEmpty ? "" : Self.sentence(found.reason)
      if !isAccepted, found.score < thresholds.accept {
        reason = Self.shortfall(found.score, thresholds.accept, "being accepted") + " " + reason
      }
      var result = answer(
        isAccepted ? .accepted : .review,
        reason.isEmpty ? "Found in: \(found.summary)." : reason.trimmed, score: found.score,
        evidence: found.evidence)
      result.isAmbiguous = !found.alternatives.isEmpty
      return result
    }
    var analysis = analyzer.analyze(document, context: context)
    if isExclusive(scheme) {
      return typeExplanation(of: concept, scheme, analysis, document, context, answer)
    }
    let logOdds = logOdds(of: &analysis, context)
    if let row = analysis.candidates.candidates.firstIndex(where: { $0.concept == concept }) {
      let candidate = analysis.candidates.candidates[row]
      let score = score(of: candidate, logOdds[row], analysis)
      let builder = EvidenceBuilder(
        tables: tables, analysis: analysis, settings: settings, rows: analyzer.rowOfConcept)
      let least = candidate.isDecided ? thresholds.review : thresholds.review / 2
      if score >= least, let limit = settings.limit {
        return answer(
          .outranked, "\(limit) others of its scheme score higher.", score: score,
          evidence: evidence(row, score: score, analysis, builder))
      }
      return answer(
        .belowThreshold,
        Self.shortfall(score, least, "being shown") + " " + places(row, analysis), score: score,
        evidence: evidence(row, score: score, analysis, builder))
    }
    return absence(of: concept, analysis, document, answer)
  }

  private typealias Answer = (
    TagExplanation.Verdict, String, _ score: Double?, _ evidence: [TagEvidence]
  ) -> TagExplanation

  // MARK: Types

  private func typeExplanation(
    of concept: ConceptOrdinal, _ scheme: SchemeOrdinal, _ analysis: DocumentAnalysis,
    _ document: Document, _ context: TaggingContext, _ answer: Answer
  ) -> TagExplanation {
    let verdicts = verdicts(in: scheme, document: document, analysis: analysis, context: context)
    guard let own = verdicts.first(where: { $0.concept == concept }) else {
      let isMentioned = analysis.candidates.candidates.contains { $0.concept == concept }
      return isMentioned
        ? answer(
          .ruledOut,
          "It is only mentioned in the text; a type is told by metadata, title, path, headings "
            + "and cues.", nil, [])
        : absence(of: concept, analysis, document, answer)
    }
    if let best = verdicts.first, best.concept != concept {
      return answer(
        .outranked,
        "“\(name(best.concept))” is likelier: \(Self.percent(best.score)) against "
          + "\(Self.percent(own.score)).", own.score, typeEvidence(of: own, among: verdicts))
    }
    return answer(
      .belowThreshold,
      Self.shortfall(
        own.score, settings.thresholds(of: scheme, in: tables).review, "being shown"),
      own.score,
      typeEvidence(of: own, among: verdicts))
  }

  // MARK: What is not a candidate

  private func absence(
    of concept: ConceptOrdinal, _ analysis: DocumentAnalysis, _ document: Document,
    _ answer: Answer
  ) -> TagExplanation {
    for wording in analysis.wordings {
      for meaning in analysis.meanings(of: wording) where meaning.concept == concept {
        let surface = analysis.scan.surface(
          of: analysis.scan.mentions[Int(analysis.places[Int(wording.firstPlace)])])
        var reason = "“\(surface)” is taken for “\(name(wording.concept))”"
        let why = analyzer.disambiguator.reason(
          for: analysis.meanings(of: wording), isDecided: wording.isDecided, at: analysis.date)
        if !why.isEmpty { reason += ": \(why)" }
        if meaning.reasons.contains(.isOutOfUse), let date = analysis.date {
          reason += "; the name was not in use for it at \(date)"
        }
        return answer(.meansAnother, reason + ".", nil, [])
      }
    }
    if let reason = analyzer.ruledOut(concept, in: analysis.scan) {
      return answer(.ruledOut, reason, nil, [])
    }
    let labels = tables.vocabulary.labels(of: concept)
    let shown = labels.prefix(3).map { "“\(tables.vocabulary.text(of: $0))”" }
    return answer(
      .notFound,
      "None of its \(labels.count) labels (\(shown.joined(separator: ", "))"
        + (labels.count > 3 ? ", …" : "") + ") is found in the document.", nil, [])
  }

  // MARK: Words

  private func name(_ concept: ConceptOrdinal) -> String {
    tables.vocabulary.preferredLabel(of: concept)
  }

  /// Where a candidate stands and where it does not.
  private func places(_ row: Int, _ analysis: DocumentAnalysis) -> String {
    let table = analysis.candidates
    guard table.candidates[row].firstWording >= 0 else {
      return table.candidates[row].isFromFolder
        ? "The document does not name it; others of its folder have it."
        : "The document does not name it; similar documents have it."
    }
    var inText = 0
    var number = table.candidates[row].firstWording
    while number >= 0 {
      let wording = analysis.wordings[Int(number)]
      for place in wording.placeRange {
        let mention = analysis.scan.mentions[Int(analysis.places[place])]
        if analysis.scan.fields[mention.field].field == .text { inText += 1 }
      }
      number = wording.nextOfConcept
    }
    var missing: [String] = []
    if table[row, .titleCount] == 0 { missing.append("title") }
    if table[row, .headingCount] == 0 { missing.append("headings") }
    if table[row, .pathCount] == 0 { missing.append("path") }
    let times = inText == 1 ? "once" : "\(inText) times"
    return "It stands \(times) in a text of \(analysis.scan.textTokens) words"
      + (missing.isEmpty ? "." : ", not in \(missing.joined(separator: ", ")).")
  }

  private static func shortfall(_ score: Double, _ threshold: Double, _ aim: String) -> String {
    "The score \(percent(score)) is \(percent(max(threshold - score, 0))) short of "
      + "\(percent(threshold)) for \(aim)."
  }

  private static func percent(_ score: Double) -> String {
    FixedPoint.string(score, decimals: 2)
  }

  private static func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst() + "."
  }
}

extension String {
  /// The text without a blank at its end.
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension DocumentAnalyzer {
  /// Why a label of a concept that stands in a document does not count; `nil` if none stands there.
  func ruledOut(_ concept: ConceptOrdinal, in scan: DocumentScan) -> String? {
    for (number, field) in scan.fields.enumerated() {
      for (found, label) in labels(of: concept, inField: field.bytes) {
        let mention = Mention(field: number, found: found)
        let text = tables.vocabulary.text(of: label)
        let longer = scan.mentions.first {
          $0.field == number && $0.found.start <= found.start && $0.found.end >= found.end
            && $0.found.range.count > found.range.count
        }
        if let longer {
          return "“\(text)” stands there only within “\(scan.surface(of: longer))”."
        }
        return "“\(text)” does not count: \(objection(to: label, mention, scan))."
      }
    }
    return nil
  }

  private func objection(
    to label: LabelOrdinal, _ mention: Mention, _ scan: DocumentScan
  ) -> String {
    let facts = tables.facts[Int(label.rawValue)]
    if isBlocked(label) { return "it was learned to be right hardly ever" }
    if facts.isGeneric { return "many labels hold this word, so that it names the field" }
    if !candidates(for: mention, in: scan).contains(label) {
      return "it is written “\(scan.surface(of: mention))”, and its case must agree"
    }
    if facts.hasContext, !allows(label, mention, scan) {
      return "the words around do not meet the label's context"
    }
    if facts.needsSupport {
      return "short capitals count only where the concept is named otherwise, too"
    }
    return "it is an abbreviation that the document defines otherwise"
  }
}

import JSONCoding
import Matching
import Taxonomy

/// Asks a person about undecided labels, one key for each decision.
///
/// What was decided is kept whatever ends the dialog: the last label, `q`, the end of input, Ctrl-C.
struct ReviewDialog {
  private let vocabulary: Vocabulary
  private let queue: ReviewQueue
  private let language: String
  /// The scheme of new concepts; asked for if `nil`.
  private let scheme: SchemeOrdinal?
  private let decide: (String, LabelDecision.Verdict, MatchMethod?) -> LabelDecision

  /// For each item passed what was decided; empty if it was skipped.
  private var made: [[LabelDecision]] = []

  private static let keys =
    "↵ or 1-5 accept · o other · n new · v never · s skip · u undo · q quit "
  private static let candidateLimit = 5

  /// A dialog about a queue.
  ///
  /// - Parameters:
  ///   - queue: the labels.
  ///   - vocabulary: the vocabulary.
  ///   - language: the language in which concepts are named.
  ///   - scheme: the scheme of new concepts; asked for if `nil`.
  ///   - decide: makes a decision of a label, a verdict and how the label was met.
  init(
    _ queue: ReviewQueue, _ vocabulary: Vocabulary, language: String, scheme: SchemeOrdinal?,
    decide: @escaping (String, LabelDecision.Verdict, MatchMethod?) -> LabelDecision
  ) {
    self.queue = queue
    self.vocabulary = vocabulary
    self.language = language
    self.scheme = scheme
    self.decide = decide
  }

  /// Asks until the queue is empty or the person stops.
  ///
  /// - Returns: the decisions, in the order of the queue.
  mutating func run() -> [LabelDecision] {
    var shown = -1
    while made.count < queue.items.count, !Interruption.isRequested {
      if shown != made.count { show(queue.items[made.count]) }
      shown = made.count
      guard let key = KeyReader.read(Self.keys), key != "q" else { break }
      answer(key)
    }
    return made.flatMap(\.self)
  }

  private mutating func answer(_ key: Character) {
    let item = queue.items[made.count]
    switch key {
    case "\n", "\r", "a": accept(1, item)
    case "1"..."5": accept(Int(String(key)) ?? 1, item)
    case "o":
      guard let concept = askConcept() else { return }
      made.append(
        item.labels.map { decide($0.label, .concept(vocabulary.uri(of: concept)), nil) })
    case "n":
      guard let verdict = askNewConcept(item) else { return }
      made.append(item.labels.map { decide($0.label, verdict, nil) })
    case "v": made.append(item.labels.map { decide($0.label, .never, nil) })
    case "s", " ": made.append([])
    case "u":
      if made.popLast() == nil { Diagnostics.note("nothing to undo") }
    default: break
    }
  }

  private mutating func accept(_ number: Int, _ item: ReviewQueue.Item) {
    guard number <= min(item.match.candidates.count, Self.candidateLimit) else {
      Diagnostics.note("there is no candidate \(number)")
      return
    }
    let candidate = item.match.candidates[number - 1]
    let uri = vocabulary.uri(of: candidate.concept)
    made.append(item.labels.map { decide($0.label, .concept(uri), candidate.method) })
  }
}

// MARK: - Questions

extension ReviewDialog {
  /// A concept by its URI or one of its labels; `nil` if none is named.
  private func askConcept() -> ConceptOrdinal? {
    while let text = Prompt.ask("Its URI or a label of it:"), !text.isEmpty {
      if let concept = vocabulary.concept(uri: text) { return concept }
      let named = concepts(named: text)
      if let concept = named.first, named.count == 1 { return concept }
      let uris = named.map { vocabulary.uri(of: $0) }.joined(separator: ", ")
      Diagnostics.note(
        named.isEmpty ? "no concept has that label" : "several concepts have that label: \(uris)")
    }
    return nil
  }

  private func concepts(named text: String) -> [ConceptOrdinal] {
    let wanted = text.lowercased()
    return vocabulary.concepts.filter { concept in
      !vocabulary.isDeprecated(concept)
        && vocabulary.labels(of: concept).contains {
          vocabulary.text(of: $0).lowercased() == wanted
        }
    }
  }

  /// A new concept; the label without what is glued on is proposed as its name.
  private func askNewConcept(_ item: ReviewQueue.Item) -> LabelDecision.Verdict? {
    let proposed = LabelClustering.name(of: item.labels[0].label)
    guard let answer = Prompt.ask("Preferred label of the new concept [\(proposed)]:"),
      let scheme = scheme ?? askScheme()
    else { return nil }
    return .newConcept(
      name: answer.isEmpty ? proposed : answer, scheme: vocabulary.scheme(scheme).uri)
  }

  private func askScheme() -> SchemeOrdinal? {
    let keys = vocabulary.schemes.map { vocabulary.key(of: $0) }.joined(separator: ", ")
    while let text = Prompt.ask("Its scheme (\(keys)):"), !text.isEmpty {
      if let scheme = vocabulary.scheme(named: text) { return scheme }
      Diagnostics.note("no such scheme")
    }
    return nil
  }
}

// MARK: - Output

extension ReviewDialog {
  private func show(_ item: ReviewQueue.Item) {
    let place = "\(made.count + 1)/\(queue.items.count)"
    var lines = ["", "\(place)  \(item.labels[0].label)  ×\(item.count)"]
    let others = item.labels.dropFirst().prefix(6).map(\.label)
    if !others.isEmpty {
      let more = item.labels.count - 1 - others.count
      lines.append("   also: \(others.joined(separator: " · "))" + (more > 0 ? " · +\(more)" : ""))
    }
    for (position, candidate) in item.match.candidates.prefix(Self.candidateLimit).enumerated() {
      let score = FixedPoint.string(candidate.score, decimals: 2)
      let name = vocabulary.preferredLabel(of: candidate.concept, language: language)
      let reasons = candidate.reasons.joined(separator: "; ")
      lines.append("  \(position + 1)  \(name)  \(score)  \(reasons)")
    }
    if !item.match.remark.isEmpty { lines.append("   \(item.match.remark)") }
    for line in lines { Diagnostics.note(line) }
  }
}

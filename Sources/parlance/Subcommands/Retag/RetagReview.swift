import ParlanceKit

/// Goes through a plan document by document with the person at the terminal.
struct RetagReview {
  /// The plan, and what the person said so far.
  var review: PlanReview

  /// Whether the input ended, or the person broke off.
  private(set) var isBrokenOff = false

  init(_ review: PlanReview) { self.review = review }

  private static let keys =
    "a accept · s skip · n never · e edit · d diff · b back · r accept the rest · q quit "

  /// Asks about each document that changes or has something pending.
  mutating func run() {
    while review.position < review.count {
      Diagnostics.note("\n\(review.position + 1)/\(review.count)")
      show(review.lines)
      guard let key = KeyReader.read(Self.keys) else {
        isBrokenOff = true
        return
      }
      switch key {
      case "a": review.accept()
      case "s", " ": review.skip()
      case "n": review.reject()
      case "e":
        guard edit() else {
          isBrokenOff = true
          return
        }
      case "d": show(review.difference)
      case "b": review.goBack()
      case "r": review.acceptRest()
      case "q": return
      default: continue
      }
    }
  }

  private func show(_ lines: [ReportText]) {
    for line in lines { StandardOutput.shared.writeLine(line) }
  }

  // MARK: Editing

  /// Asks for the values of each facet that changes or has something pending; `false` at the end of
  /// the input.
  private mutating func edit() -> Bool {
    Diagnostics.note("Labels separated by ; – nothing keeps what is shown, a dash means none.")
    var wanted: [String: [String]] = [:]
    for (facet, names) in review.facets {
      guard let answer = askConcepts(facet, names) else { return false }
      if let concepts = answer.wanted { wanted[facet] = concepts }
    }
    review.edit(wanted)
    return true
  }

  private func askConcepts(
    _ facet: String, _ names: [String]
  ) -> (wanted: [String]?, Void)? {
    let shown = names.isEmpty ? "—" : names.joined(separator: "; ")
    while true {
      guard let text = Prompt.ask("\(facet) [\(shown)]:") else { return nil }
      if text.isEmpty { return (nil, ()) }
      if text == "-" || text == "—" { return ([], ()) }
      let (found, unknown) = review.concepts(text, facet: facet)
      if unknown.isEmpty, !found.isEmpty { return (found, ()) }
      for label in unknown {
        Diagnostics.note("\"\(label)\" does not name one concept of the facet \(facet).")
      }
    }
  }
}

internal import JSONCoding
internal import ParlanceKit

/// What the forms of the page of labels ask to be changed.
extension Service {
  private static let labelPage = "/review/labels"

  /// Has labels wait, one a line; those that come again count once more.
  func addLabelsByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let form = try form(request, account)
    let lines = (form["labels"] ?? "").split(whereSeparator: \.isNewline)
    guard !lines.isEmpty, lines.count <= LabelQueue.mostLabels else {
      throw RequestError("Write 1 to \(LabelQueue.mostLabels) labels, one a line.")
    }
    let added = try labels.add(
      lines.map { line in
        var label = WaitingLabel(String(line))
        label.scheme = form["scheme"] ?? ""
        return label
      }, knowing: keeper.current())
    return Self.redirect(to: "\(Self.labelPage)?added=\(added.added)&known=\(added.known)")
  }

  /// Decides about the labels of a question.
  func decideLabelsByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let form = try form(request, account)
    let verdict: QueueAnswer.Verdict
    if let concept = form["pick"] {
      verdict = .concept(concept)
    } else if let name = form["name"]?.trimmed {
      guard !name.isEmpty else { throw RequestError("Say what the new concept is called.") }
      verdict = .newConcept(name: name, scheme: form["in"] ?? "")
    } else if let other = form["other"]?.trimmed {
      guard !other.isEmpty else { throw RequestError("Say which concept it is.") }
      verdict = .concept(other)
    } else {
      verdict = .never
    }
    let number = try labels.decide(
      QueueAnswer(labels: form.all("label"), scheme: form["scheme"] ?? "", verdict: verdict),
      by: account, seeing: keeper.current())
    let place = form["at"].flatMap { Int($0) }.map { "#at-\($0)" } ?? ""
    return Self.redirect(to: "\(Self.labelPage)?done=\(number)\(place)")
  }

  /// Takes a decision about labels back.
  func undoLabelsByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    try labels.undo(try Self.number(try form(request, account)), by: account)
    return Self.redirect(to: Self.labelPage)
  }

  /// Writes what was decided into the vocabulary.
  func carryOutByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    // For its token alone: nothing else is asked.
    _ = try form(request, account)
    let outcome = try labels.carryOut()
    func count(_ name: String) -> Int { outcome[name]?.integer ?? 0 }
    let refused = outcome["refused"]?.array?.count ?? 0
    return Self.redirect(
      to: "\(Self.labelPage)?written=\(count("written"))&remembered=\(count("remembered"))"
        + "&refused=\(refused)")
  }
}

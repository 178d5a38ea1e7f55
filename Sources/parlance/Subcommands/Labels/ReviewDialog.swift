import ParlanceKit

/// Asks a person about undecided labels, one key for each decision.
///
/// What was decided is kept whatever ends the dialog: the last label, `q`, the end of input, Ctrl-C.
struct ReviewDialog {
  /// The labels, and what was decided so far.
  var dialogue: LabelDialogue

  private static let keys =
    "↵ or 1-\(LabelDialogue.candidateLimit) accept · o other · n new · v never · s skip · u undo · q quit "

  /// Asks until no label is left or the person stops.
  mutating func run() {
    var shown = -1
    while !dialogue.isAtEnd, !Interruption.isRequested {
      if shown != dialogue.position { for line in dialogue.lines { Diagnostics.note(line) } }
      shown = dialogue.position
      guard let key = KeyReader.read(Self.keys), key != "q" else { break }
      answer(key)
    }
  }

  private mutating func answer(_ key: Character) {
    switch key {
    case "\n", "\r", "a": accept(1)
    case "1"..."5": accept(Int(String(key)) ?? 1)
    case "o": askConcept()
    case "n": askNewConcept()
    case "v": dialogue.reject()
    case "s", " ": dialogue.skip()
    case "u":
      if !dialogue.goBack() { Diagnostics.note("nothing to undo") }
    default: break
    }
  }

  private mutating func accept(_ number: Int) {
    if !dialogue.accept(number) { Diagnostics.note("candidate \(number) is not in the list") }
  }

  private mutating func askConcept() {
    while let text = Prompt.ask("Its URI or a label of it:"), !text.isEmpty {
      guard let cause = dialogue.accept(named: text) else { return }
      Diagnostics.note(cause)
    }
  }

  private mutating func askNewConcept() {
    let proposed = dialogue.proposedName
    guard let answer = Prompt.ask("Preferred label of the new concept [\(proposed)]:") else {
      return
    }
    let name = answer.isEmpty ? proposed : answer
    if dialogue.hasScheme {
      _ = dialogue.makeConcept(name, inScheme: nil)
      return
    }
    let keys = dialogue.schemeKeys.joined(separator: ", ")
    while let text = Prompt.ask("Its scheme (\(keys)):"), !text.isEmpty {
      if dialogue.makeConcept(name, inScheme: text) { return }
      Diagnostics.note("unknown scheme")
    }
  }
}

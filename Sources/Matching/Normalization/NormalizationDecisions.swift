internal import JSONCoding

/// What people decided about labels that no vocabulary can hold: that they name no concept, or which
/// of the concepts that bear them is meant.
package struct NormalizationDecisions: Sendable, Equatable {
  /// A label that names no concept, by whom, when and why.
  package struct Never: Sendable, Equatable {
    /// The label without blanks around it.
    package let label: String
    /// Who decided it.
    package let author: String
    /// When, as an ISO 8601 date.
    package let date: String
    /// Why; may be empty.
    package let reason: String

    /// A decision.
    package init(label: String, author: String, date: String, reason: String) {
      self.label = LabelForm.trimmed(label)
      self.author = author
      self.date = date
      self.reason = reason
    }

    var remark: String {
      "no concept: decided \(date) by \(author)" + (reason.isEmpty ? "" : ": \(reason)")
    }
  }

  /// A label that several concepts bear with the one that is meant, by whom, when and why.
  package struct Choice: Sendable, Equatable {
    /// The label without blanks around it.
    package let label: String
    /// The URI of the concept.
    package let concept: String
    /// Who decided it.
    package let author: String
    /// When, as an ISO 8601 date.
    package let date: String
    /// Why; may be empty.
    package let reason: String

    /// A decision.
    package init(
      label: String, concept: String, author: String, date: String, reason: String
    ) {
      self.label = LabelForm.trimmed(label)
      self.concept = concept
      self.author = author
      self.date = date
      self.reason = reason
    }

    var remark: String {
      "decided \(date) by \(author)" + (reason.isEmpty ? "" : ": \(reason)")
    }
  }

  /// The labels whose concept was chosen.
  package private(set) var chosen: [String: Choice] = [:]

  /// The labels that name no concept.
  package private(set) var never: [String: Never] = [:]

  /// No decisions.
  package init() {}

  /// Adds a decision, or replaces an earlier one on the same label.
  package mutating func add(_ decision: Never) {
    // The last word counts: a label is either no concept or one, never both.
    remove(decision.label)
    never[decision.label] = decision
  }

  /// Adds a choice, or replaces an earlier decision on the same label.
  package mutating func add(_ choice: Choice) {
    remove(choice.label)
    chosen[choice.label] = choice
  }

  /// Whether there is a decision on a label.
  package func covers(_ label: String) -> Bool {
    let text = LabelForm.trimmed(label)
    return never[text] != nil || chosen[text] != nil
  }

  /// Takes a decision back.
  package mutating func remove(_ label: String) {
    never[LabelForm.trimmed(label)] = nil
    chosen[LabelForm.trimmed(label)] = nil
  }

  /// The decisions of a file written by `bytes`.
  ///
  /// - Throws: `NormalizationDecisionsError` for the first line that is not a decision.
  package init(_ bytes: [UInt8]) throws(NormalizationDecisionsError) {
    try JSONLines.forEach(in: bytes) { line throws(NormalizationDecisionsError) in
      let value: JSONValue
      switch line.value {
      case .success(let read): value = read
      case .failure(let error):
        throw NormalizationDecisionsError(line: line.number, reason: error.description)
      }
      let (author, date, reason) = (value["by"]?.string, value["on"]?.string, value["why"]?.string)
      switch (value["label"]?.string, value["decision"]?.string, value["concept"]?.string) {
      case (let label?, "concept", let concept?):
        add(
          Choice(
            label: label, concept: concept, author: author ?? "", date: date ?? "",
            reason: reason ?? ""))
      case (let label?, "never", _):
        add(Never(label: label, author: author ?? "", date: date ?? "", reason: reason ?? ""))
      default:
        throw NormalizationDecisionsError(
          line: line.number, reason: "a decision needs \"label\", \"decision\" and its \"concept\"")
      }
    }
  }

  /// The decisions as JSON Lines, by label.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    // In one order, so that a share under version control shows only what was decided.
    for decision in never.values.sorted(by: { $0.label < $1.label }) {
      writer.value([
        "label": .string(decision.label), "decision": "never", "by": .string(decision.author),
        "on": .string(decision.date), "why": .string(decision.reason),
      ])
      writer.endLine()
    }
    for choice in chosen.values.sorted(by: { $0.label < $1.label }) {
      writer.value([
        "label": .string(choice.label), "decision": "concept", "concept": .string(choice.concept),
        "by": .string(choice.author), "on": .string(choice.date), "why": .string(choice.reason),
      ])
      writer.endLine()
    }
    return writer.bytes
  }
}

/// Why a file of decisions about labels cannot be read.
package struct NormalizationDecisionsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  package let line: Int

  /// What is wrong with it, in words.
  package let reason: String

  /// The line and the reason.
  package var description: String { "line \(line): \(reason)" }
}

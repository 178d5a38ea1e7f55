package import Model

/// A name of a concept with everything that decides where and when it counts.
package struct Label: Hashable, Sendable {
  /// How a vocabulary ranks a label (SKOS Reference, section 5).
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// The name to show; at most one per language.
    case preferred = 0
    /// Another name.
    case alternative = 1
    /// A name to match but never to show, such as a misspelling.
    case hidden = 2
  }

  /// What a label is beyond its kind.
  package enum Role: UInt8, Sendable, CaseIterable {
    /// A name like any other.
    case plain = 0
    /// An abbreviation or initialism; matched with its capitals unless `caseRule` says otherwise.
    case abbreviation = 1
    /// A name that was in use once.
    case formerName = 2
    /// A notation or code.
    case code = 3
  }

  /// Whether the letters' case must agree where the label is looked for.
  package enum CaseRule: UInt8, Sendable, CaseIterable {
    /// By role and shape: abbreviations and short words in capitals must agree, others need not.
    case automatic = 0
    /// Any case matches.
    case any = 1
    /// Only the case as written matches.
    case exact = 2
  }

  /// The label's text as the vocabulary writes it.
  package var text: String

  /// The BCP 47 language tag, in lower case, or empty if none is stated.
  package var language: String

  /// How the vocabulary ranks it.
  package var kind: Kind

  /// What it is beyond its kind.
  package var role: Role

  /// Whether case must agree.
  package var caseRule: CaseRule

  /// When it is or was in use.
  package var validity: Validity

  /// Words of which one must stand near the label for it to count; empty if none is required.
  package var requiredContext: [String]

  /// Words that must not stand near the label for it to count.
  package var excludedContext: [String]

  /// A remark, such as who accepted it and when; empty if none.
  package var note: String

  /// The URI of the system of codes that a notation is of (its datatype in SKOS), or empty.
  package var datatype: String

  /// A label of which all but the text has a usual value.
  package init(
    _ text: String, language: String = "", kind: Kind = .preferred, role: Role = .plain,
    caseRule: CaseRule = .automatic, validity: Validity = .always,
    requiredContext: [String] = [], excludedContext: [String] = [], note: String = "",
    datatype: String = ""
  ) {
    self.text = text
    self.language = language
    self.kind = kind
    self.role = role
    self.caseRule = caseRule
    self.validity = validity
    self.requiredContext = requiredContext
    self.excludedContext = excludedContext
    self.note = note
    self.datatype = datatype
  }
}

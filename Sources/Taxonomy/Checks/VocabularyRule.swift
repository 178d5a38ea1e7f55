/// One thing that can be wrong with a vocabulary.
///
/// Each rule is a type of its own in `Checks/Rules/` and takes time linear in the size of the vocabulary.
protocol VocabularyRule: Sendable {
  /// The name by which the field knows the defect; people give it to `--rule`, and scripts read it behind findings.
  // Written out in each rule: a type that is renamed must not rename what scripts look for.
  static var name: String { get }

  /// What it looks for, in one line.
  static var summary: String { get }

  /// How bad a breach is.
  static var severity: VocabularyFinding.Severity { get }

  /// Reports every breach.
  static func check(_ subject: CheckSubject, _ report: inout CheckReport)
}

extension VocabularyRule {
  static var severity: VocabularyFinding.Severity { .warning }
}

/// A rule as `parlance check --list` shows it.
package struct RuleDescription: Hashable, Sendable {
  /// The name of the rule.
  package var name: String
  /// How bad a breach is.
  package var severity: VocabularyFinding.Severity
  /// What it looks for, in one line.
  package var summary: String
}

/// The findings of the rule that is at work.
struct CheckReport {
  private(set) var findings: [VocabularyFinding] = []
  private let vocabulary: Vocabulary
  private var rule = ""
  private var severity = VocabularyFinding.Severity.warning

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  mutating func begin(_ rule: any VocabularyRule.Type) {
    self.rule = rule.name
    severity = rule.severity
  }

  /// Adds a finding about a concept, placed at one of its labels if given.
  mutating func add(
    _ concept: ConceptOrdinal, label: LabelOrdinal? = nil, _ message: String, remedy: String
  ) {
    var position = vocabulary.position(of: concept)
    if let label {
      let place = vocabulary.position(of: label)
      // What no source states has no line of its own.
      if place.line > 0 { position = place }
    }
    add(at: position, concept: vocabulary.uri(of: concept), message, remedy: remedy)
  }

  /// Adds a finding about a scheme.
  mutating func add(_ scheme: SchemeOrdinal, _ message: String, remedy: String) {
    add(
      at: vocabulary.position(of: scheme), concept: vocabulary.uri(of: scheme), message,
      remedy: remedy)
  }

  /// Adds a finding about a collection.
  mutating func add(_ collection: CollectionOrdinal, _ message: String, remedy: String) {
    add(
      at: vocabulary.position(of: collection), concept: vocabulary.uri(of: collection), message,
      remedy: remedy)
  }

  private mutating func add(
    at position: SourcePosition, concept: String, _ message: String, remedy: String
  ) {
    let source = Int(position.source)
    findings.append(
      VocabularyFinding(
        rule: rule, severity: severity,
        path: source < vocabulary.sources.count ? vocabulary.sources[source] : "",
        line: Int(position.line), column: Int(position.column), concept: concept,
        message: message, remedy: remedy))
  }
}

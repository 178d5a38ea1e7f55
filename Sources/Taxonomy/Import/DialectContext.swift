internal import Model
internal import XMLReading

/// What the readers of all dialects share: builder, source, findings, and what had no place.
///
/// A class, so that the builder grows in place while handlers come and go.
final class DialectContext {
  /// What the vocabulary is built of.
  var builder: VocabularyBuilder

  /// The source as given to the import.
  let path: String

  /// The number of the source.
  let source: UInt32

  /// Whether to report what only the statements show, which takes time.
  var checksStatements = false

  /// The concepts that this source has declared, with the line of each.
  private var declared: [VocabularyBuilder.Entity: SourcePosition] = [:]

  private var ignored: [String: (count: Int, first: SourcePosition)] = [:]
  private var ignoredOrder: [String] = []

  init(builder: consuming VocabularyBuilder, path: String) {
    self.builder = builder
    self.path = path
    source = self.builder.beginSource(path)
  }

  /// Ends the source: reports what had no place, and gives the builder back.
  func finish() -> VocabularyBuilder {
    for what in ignoredOrder {
      guard let (count, first) = ignored[what] else { continue }
      let times = count == 1 ? "" : " (\(count) times, here first)"
      report(
        "IgnoredContent", .note, at: first,
        "\(what)\(times) has no place in the vocabulary model and was left out")
    }
    let result = builder
    // Two builders that share storage would copy all of it at the next change.
    builder = VocabularyBuilder()
    return result
  }

  /// Refuses a document that has passed a limit, at the place where that is seen.
  ///
  /// - Throws: `VocabularyTextError`.
  func checkLimits(at position: SourcePosition) throws(VocabularyTextError) {
    guard let excess = builder.excess else { return }
    throw VocabularyTextError(
      path: path, line: Int(position.line), column: Int(position.column), excess)
  }

  /// The place as the model stores it.
  func position(_ location: XMLLocation) -> SourcePosition {
    let position = location.position
    return SourcePosition(
      source: source, line: UInt32(clamping: position.line),
      column: UInt32(clamping: position.column))
  }

  /// Adds a finding.
  func report(
    _ rule: String, _ severity: VocabularyFinding.Severity, at position: SourcePosition,
    concept: VocabularyBuilder.Entity? = nil, _ message: String, remedy: String = ""
  ) {
    builder.findings.append(
      VocabularyFinding(
        rule: rule, severity: severity, path: path, line: Int(position.line),
        column: Int(position.column), concept: concept.map { builder.uri(of: $0) },
        message: message, remedy: remedy))
  }

  /// Counts something the model has no place for; `finish()` reports each kind once.
  func ignore(_ what: String, at position: SourcePosition) {
    if ignored[what] == nil {
      ignoredOrder.append(what)
      ignored[what] = (0, position)
    }
    ignored[what]?.count += 1
  }

  /// Declares a concept; one that this source has declared before is a finding.
  func declareConcept(_ concept: VocabularyBuilder.Entity, at position: SourcePosition) {
    if let first = declared[concept] {
      report(
        "DuplicateIdentifier", .error, at: position, concept: concept,
        "\"\(builder.uri(of: concept))\" is already defined in line \(first.line)",
        remedy: "give one of them another identifier, or join them; they are read as one concept")
    } else {
      declared[concept] = position
    }
    builder.declareConcept(concept, at: position)
  }

  /// The date, or `nil` and a finding that names the value.
  func date(
    _ text: String, of what: String, at position: SourcePosition,
    severity: VocabularyFinding.Severity = .error
  ) -> CalendarDate? {
    if let date = CalendarDate(text) { return date }
    report(
      DocumentRule.invalidValue, severity, at: position,
      "\"\(text)\" as \(what) is not a date",
      remedy: "write a date of the calendar as YYYY, YYYY-MM or YYYY-MM-DD")
    return nil
  }
}

/// The rules that a document breaks if it is not of the dialect that it claims to be.
enum DocumentRule {
  static let unexpectedElement = "UnexpectedElement"
  static let unexpectedAttribute = "UnexpectedAttribute"
  static let unexpectedText = "UnexpectedText"
  static let missingAttribute = "MissingAttribute"
  static let invalidValue = "InvalidValue"
  static let noConcepts = "NoConcepts"

  static let all: Set<String> = [
    unexpectedElement, unexpectedAttribute, unexpectedText, missingAttribute, invalidValue,
    noConcepts,
  ]
}

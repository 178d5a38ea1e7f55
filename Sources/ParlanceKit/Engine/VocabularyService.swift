internal import Matching
internal import Model
internal import Taxonomy

/// The vocabulary of a workspace.
public struct VocabularyService: Sendable {
  let workspace: Workspace

  /// One question that a vocabulary answers about documents, such as their type.
  public struct Facet: Sendable, Hashable {
    /// The key, such as `type`.
    public let key: String
    /// The title in English, or the nearest to it.
    public let title: String
    /// The URI of the concept scheme.
    public let uri: String
    /// The number of concepts.
    public let concepts: Int
    /// The number of labels of all kinds.
    public let labels: Int
  }

  /// Something that a vocabulary says wrongly, or that has no place in Parlance.
  public struct Finding: Sendable, Hashable {
    /// How bad it is: `error`, `warning` or `note`.
    public let severity: String
    /// The rule, as `parlance check --rules` names it.
    public let rule: String
    /// The file.
    public let path: String
    /// The line in the file, from 1; 0 if it is about the whole.
    public let line: Int
    /// What is the matter, in words.
    public let message: String
    /// What to do about it, in words.
    public let remedy: String
  }

  /// What an import came to.
  public struct Import: Sendable, Hashable {
    /// The facets of all vocabularies of the workspace.
    public let facets: [Facet]
    /// What was found in the files given.
    public let findings: [Finding]
    /// How many statements differ from the release before; `nil` if nothing was replaced.
    public let differences: Int?
  }

  /// What a label means.
  public enum Meaning: Sendable, Hashable {
    /// One concept, in use today.
    case one(ConceptReference)
    /// All of several, for which the label stands together.
    case all([ConceptReference])
    /// Several, between which the label does not decide.
    case several([ConceptReference])
    /// None; labels that are spelled nearly like it, the nearest first.
    case none(nearest: [String])
  }

  /// Imports vocabularies; a new release of a scheme takes the place of the last.
  ///
  /// - Parameters:
  ///   - paths: the files, in any dialect that `parlance import` reads.
  ///   - isStrict: whether any error that a check finds refuses the import.
  /// - Returns: the facets and findings.
  /// - Throws: an error with path, line and column if a file cannot be read; the workspace is then as
  ///   before.
  @discardableResult
  public func importing(_ paths: [String], isStrict: Bool = false) throws -> Import {
    let result = try workspace.sources.importing(paths, isStrict: isStrict)
    return Import(
      facets: result.counts.schemes.map { scheme in
        Facet(
          key: scheme.key, title: scheme.title, uri: scheme.uri, concepts: scheme.concepts,
          labels: scheme.labels)
      },
      findings: result.findings.map(Finding.init), differences: result.differences)
  }

  /// All that is to be said about the vocabularies of the workspace, the worst first.
  ///
  /// - Throws: an error if nothing was imported yet, or a source is damaged.
  public func check() throws -> [Finding] {
    let read = try workspace.sources.read(isForCheck: true)
    let findings = VocabularyChecker().check(read.vocabulary, importFindings: read.findings)
    let order = VocabularyFinding.Severity.allCases
    return findings.enumerated().sorted { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.element.severity) ?? order.count }
      return (ranks[0], left.offset) < (ranks[1], right.offset)
    }.map { Finding($0.element) }
  }

  /// What a label means.
  ///
  /// - Parameters:
  ///   - label: any name of a concept, now or in former times, a code or a URI.
  ///   - facet: the key of the facet that it has to answer; any if `nil`.
  ///   - date: the day whose names count, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; any time's if `nil`.
  /// - Returns: the concepts that are in use today; what was replaced leads to what took its place.
  /// - Throws: `EngineError`; an error if nothing was imported yet.
  public func meaning(
    of label: String, facet: String? = nil, asOf date: String? = nil
  ) throws -> Meaning {
    let vocabulary = try workspace.vocabularies.current()
    let resolver = ConceptResolver(
      vocabulary, index: try workspace.vocabularies.labels(of: vocabulary))
    let scheme = try facet.map { try vocabulary.scheme(ofFacet: $0) }
    let day = try date.map { try CalendarDate(stated: $0) }
    switch resolver.resolve(label, in: scheme, asOf: day, policy: .typed) {
    case .one(let candidate, _):
      let meant = candidate.allMeant.map { vocabulary.reference(to: $0) }
      return meant.count == 1 ? .one(meant[0]) : .all(meant)
    case .several(let candidates):
      return .several(candidates.map { vocabulary.reference(to: $0.meant) })
    case .none(let nearest): return .none(nearest: nearest.map { vocabulary.text(of: $0) })
    }
  }
}

extension VocabularyService.Finding {
  init(_ finding: VocabularyFinding) {
    self.init(
      severity: finding.severity.rawValue, rule: finding.rule, path: finding.path,
      line: finding.line, message: finding.message, remedy: finding.remedy)
  }
}

/// What a program that embeds Parlance asked for and cannot have.
public enum EngineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no facet of that key.
  case unknownFacet(String, known: [String])
  /// The text is not a date.
  case notADate(String)
  /// A number is outside of its range.
  case outOfRange(name: String, value: Int, range: ClosedRange<Int>)

  /// What is wrong, and what can be given instead.
  public var description: String {
    switch self {
    case .unknownFacet(let key, let known):
      "unknown facet \"\(key)\"; the facets are \(known.joined(separator: ", "))"
    case .notADate(let text):
      "\"\(text)\" is not a date; dates are written 2009, 2009-06 or 2009-06-30"
    case .outOfRange(let name, let value, let range):
      "\(name) is \(value); it takes a number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

extension Vocabulary {
  /// The scheme of a facet.
  ///
  /// - Throws: `EngineError.unknownFacet`.
  func scheme(ofFacet key: String) throws -> SchemeOrdinal {
    guard let scheme = scheme(named: key) else {
      throw EngineError.unknownFacet(key, known: schemes.map { self.key(of: $0) })
    }
    return scheme
  }

  /// A concept as others know it.
  func reference(to concept: ConceptOrdinal) -> ConceptReference {
    ConceptReference(
      uri: uri(of: concept), label: preferredLabel(of: concept),
      facet: schemes(of: concept).first.map { key(of: $0) } ?? "")
  }
}

extension CalendarDate {
  /// A date that a caller states.
  ///
  /// - Throws: `EngineError.notADate`.
  init(stated text: String) throws {
    guard let date = CalendarDate(text) else { throw EngineError.notADate(text) }
    self = date
  }
}

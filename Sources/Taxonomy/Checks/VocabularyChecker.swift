/// Checks a vocabulary against the integrity conditions of SKOS, the quality issues that qSKOS
/// defined, and what else makes names get lost.
package struct VocabularyChecker: Sendable {
  /// The only rules to apply, by name; `nil` for all.
  package var ruleNames: Set<String>?

  /// How links are looked up; without it `BrokenLinks` and `MissingInLinks` report nothing.
  package var links: (any LinkResolver)?

  /// A checker.
  package init(ruleNames: Set<String>? = nil, links: (any LinkResolver)? = nil) {
    self.ruleNames = ruleNames
    self.links = links
  }

  /// All rules that look at a compiled vocabulary, in the order of qSKOS, then Parlance's own.
  static let rules: [any VocabularyRule.Type] = [
    OmittedOrInvalidLanguageTags.self, IncompleteLanguageCoverage.self, NoCommonLanguages.self,
    UndocumentedConcepts.self, OverlappingLabels.self, MissingLabels.self,
    UnprintableCharactersInLabels.self, EmptyLabels.self, AmbiguousNotationReferences.self,
    OrphanConcepts.self, DisconnectedConceptClusters.self, CyclicHierarchicalRelations.self,
    ValuelessAssociativeRelations.self, OmittedTopConcepts.self,
    TopConceptsHavingBroaderConcepts.self, HierarchicalRedundancy.self, ReflexiveRelations.self,
    MissingInLinks.self, MissingOutLinks.self, BrokenLinks.self, HTTPURISchemeViolation.self,
    RelationClashes.self, MappingClashes.self, InconsistentPreferredLabels.self,
    DisjointLabelsViolation.self, MappingRelationsMisuse.self,
    ConceptAndScheme.self, CollectionAndConcept.self, SuccessorLoops.self, DoubleEncodedText.self,
    PlaceholderLabels.self,
    SuccessorInNote.self, OldNameNotCarriedOver.self, AliasOfSeveralConcepts.self,
    AmbiguousAbbreviations.self, UnmarkedAbbreviations.self, DeprecatedWithoutSuccessor.self,
    SuccessorOfConceptInUse.self, UpcomingDeprecations.self, InvalidIRIs.self,
    SeveralDefinitions.self, CompoundOfSingleValuedScheme.self,
    InvertedPeriods.self,
  ]

  /// All rules: those of this checker, then those that importers apply while reading.
  package static let descriptions: [RuleDescription] =
    rules.map {
      RuleDescription(name: $0.name, severity: $0.severity, summary: $0.summary)
    } + importRules

  /// What importers find, for only the source shows it.
  private static let importRules: [RuleDescription] = imported([
    (
      "SolelyTransitivelyRelatedConcepts", .warning,
      "Concepts related by broaderTransitive or narrowerTransitive only"
    ),
    (
      "UnidirectionallyRelatedConcepts", .warning,
      "Relations that are stated from one side and not from the other"
    ),
    ("UndefinedSKOSResources", .warning, "Terms of the namespaces of SKOS that SKOS does not have"),
    (
      "LabelAndConcept", .error,
      "URIs that are a label and a concept, scheme or collection at once (SKOS S48)"
    ),
    ("LabelWithoutOneLiteralForm", .error, "SKOS-XL labels with no or several texts (SKOS S52)"),
    ("DisjointExtendedLabels", .error, "SKOS-XL labels of two kinds of one concept (SKOS S58)"),
    ("ConceptWithoutURI", .error, "Concepts that have no URI"),
    ("CollectionWithoutURI", .note, "Collections that have no URI and were given one"),
    ("LiteralExpected", .warning, "Resources where SKOS has text"),
    ("ResourceExpected", .warning, "Text where SKOS has a resource"),
    ("RelativeIdentifier", .warning, "Identifiers relative to a document that states no base"),
    ("InvalidDate", .warning, "Dates that are none"),
    ("HierarchyFromTransitive", .note, "Hierarchies that only transitive relations state"),
    ("NameFromRDFS", .note, "Concepts that only rdfs:label names"),
    ("DuplicateIdentifier", .error, "Identifiers that are defined twice in one source"),
    ("UndefinedConcept", .error, "Relations and successors that lead to no defined concept"),
    (DocumentRule.unexpectedElement, .error, "Elements where the format allows none"),
    (DocumentRule.unexpectedAttribute, .error, "Attributes that the format does not know"),
    (DocumentRule.unexpectedText, .error, "Text where the format allows none"),
    (DocumentRule.missingAttribute, .error, "Elements that lack an attribute they must have"),
    (DocumentRule.invalidValue, .error, "Dates, identifiers and words that are not valid"),
    ("LanguageOfNotation", .warning, "Notations with a language, which SKOS codes do not have"),
    ("LanguageOfScheme", .note, "Labels and notes that are in the language of their scheme"),
    ("IgnoredContent", .note, "What the vocabulary model has no place for"),
    (DocumentRule.noConcepts, .error, "Documents in which no concept was found"),
  ])

  private static func imported(
    _ rules: [(String, VocabularyFinding.Severity, String)]
  ) -> [RuleDescription] {
    rules.map { RuleDescription(name: $0.0, severity: $0.1, summary: $0.2) }
  }

  /// Checks a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: what is checked.
  ///   - importFindings: what its importers found; added unless the rule is not asked for.
  /// - Returns: the findings by source, line and column.
  /// - Complexity: O(labels + relations) for all rules together, sorting of the findings apart.
  package func check(
    _ vocabulary: Vocabulary, importFindings: [VocabularyFinding] = []
  ) -> [VocabularyFinding] {
    let subject = CheckSubject(vocabulary, links: links)
    var report = CheckReport(vocabulary)
    for rule in Self.rules where ruleNames?.contains(rule.name) ?? true {
      report.begin(rule)
      rule.check(subject, &report)
    }
    let found = report.findings
    let wanted = importFindings.filter { ruleNames?.contains($0.rule) ?? true }
    let rules = Set(wanted.lazy.map(\.rule))
    let reported = Set(
      found.lazy.filter { rules.contains($0.rule) }.map(FindingPlace.init))
    let imported = wanted.filter { !reported.contains(FindingPlace($0)) }
    return Self.sorted(imported + found, by: vocabulary.sources)
  }

  /// What importers found, and the errors of integrity that only the compiled vocabulary shows.
  ///
  /// - Complexity: O(labels + relations), without the rules of quality.
  package static func findings(
    ofImport importFindings: [VocabularyFinding], into vocabulary: Vocabulary
  ) -> [VocabularyFinding] {
    let names = rules.filter { $0.severity == .error }.map { $0.name }
    let known = Set(importFindings.lazy.map(FindingPlace.init))
    let errors = VocabularyChecker(ruleNames: Set(names)).check(vocabulary).filter {
      !known.contains(FindingPlace($0))
    }
    return sorted(importFindings + errors, by: vocabulary.sources)
  }

  /// Findings in the order of the sources, lines and columns; of one place as they were found.
  private static func sorted(
    _ findings: [VocabularyFinding], by sources: [String]
  ) -> [VocabularyFinding] {
    let ranks = Dictionary(sources.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    let places = findings.enumerated().map { index, finding in
      (ranks[finding.path] ?? .max, finding.line, finding.column, index)
    }
    return places.sorted(by: <).map { findings[$0.3] }
  }
}

/// What a finding is about; an importer and a rule that find the same thing differ in words only.
private struct FindingPlace: Hashable {
  var rule: String
  var path: String
  var line: Int
  var concept: String?

  init(_ finding: VocabularyFinding) {
    rule = finding.rule
    path = finding.path
    line = finding.line
    concept = finding.concept
  }
}

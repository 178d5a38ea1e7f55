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
    ConceptAndScheme.self, SuccessorLoops.self, DoubleEncodedText.self, PlaceholderLabels.self,
    SuccessorInNote.self, OldNameNotCarriedOver.self, AliasOfSeveralConcepts.self,
    AmbiguousAbbreviations.self, DeprecatedWithoutSuccessor.self, SuccessorOfConceptInUse.self,
  ]

  /// All rules: those of this checker, then those that importers apply while reading.
  package static let descriptions: [RuleDescription] =
    rules.map {
      RuleDescription(name: $0.name, severity: $0.severity, summary: $0.summary)
    } + importRules

  /// What importers find, for only the source shows it.
  private static let importRules: [RuleDescription] = [
    RuleDescription(
      name: "UnidirectionallyRelatedConcepts", severity: .note,
      summary: "Relations stated in one direction only"),
    RuleDescription(
      name: "SolelyTransitivelyRelatedConcepts", severity: .warning,
      summary: "Concepts joined by skos:broaderTransitive or narrowerTransitive only"),
    RuleDescription(
      name: "UndefinedSKOSResources", severity: .warning,
      summary: "Terms of the SKOS namespace that SKOS does not define"),
    RuleDescription(
      name: "ConceptAndCollection", severity: .error,
      summary: "Resources that are a concept and a collection (SKOS S37)"),
    RuleDescription(
      name: "LabelAndConcept", severity: .error,
      summary: "Resources that are a label and a concept, scheme or collection (SKOS S48)"),
    RuleDescription(
      name: "LiteralFormCardinality", severity: .error,
      summary: "XL labels without exactly one literal form (SKOS S52)"),
    RuleDescription(
      name: "DisjointXLLabels", severity: .error,
      summary: "XL labels that are of two kinds for one concept (SKOS S58)"),
    RuleDescription(
      name: "DuplicateIdentifier", severity: .error,
      summary: "Identifiers that are defined twice in one source"),
    RuleDescription(
      name: "UndefinedConcept", severity: .error,
      summary: "Relations and successors that lead to no defined concept"),
  ]

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
    let reported = Set(found)
    let imported = importFindings.filter {
      (ruleNames?.contains($0.rule) ?? true) && !reported.contains($0)
    }
    let sourceRanks = Dictionary(
      vocabulary.sources.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    return (imported + found).enumerated().sorted { left, right in
      let (one, two) = (left.element, right.element)
      let ranks = (sourceRanks[one.path] ?? .max, sourceRanks[two.path] ?? .max)
      return (ranks.0, one.line, one.column, left.offset)
        < (ranks.1, two.line, two.column, right.offset)
    }.map(\.element)
  }
}

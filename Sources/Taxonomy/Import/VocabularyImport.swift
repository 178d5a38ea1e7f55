/// What an import came to.
package struct VocabularyImport: Sendable {
  /// The vocabulary.
  package let vocabulary: Vocabulary

  /// What the importers and the compiler found, in the order of reading.
  package let findings: [VocabularyFinding]

  /// The counts by scheme.
  package var counts: VocabularyCounts { VocabularyCounts(vocabulary, findings: findings) }
}

/// How much a vocabulary holds, by scheme; a concept counts in its home scheme only.
package struct VocabularyCounts: Hashable, Sendable {
  /// The counts of one scheme.
  package struct Scheme: Hashable, Sendable {
    /// The URI of the scheme.
    package var uri = ""
    /// The key of the facet.
    package var key = ""
    /// The title in English, or the nearest to it.
    package var title = ""
    /// Concepts, deprecated ones included.
    package var concepts = 0
    /// Deprecated concepts.
    package var deprecated = 0
    /// Preferred labels.
    package var preferredLabels = 0
    /// Alternative labels that are neither abbreviations, former names nor codes.
    package var alternativeLabels = 0
    /// Hidden labels.
    package var hiddenLabels = 0
    /// Abbreviations of any kind.
    package var abbreviations = 0
    /// Former names of any kind.
    package var formerNames = 0
    /// Notations.
    package var codes = 0
    /// Findings about concepts of the scheme, notes excepted.
    package var findings = 0

    /// Labels of all kinds.
    package var labels: Int {
      preferredLabels + alternativeLabels + hiddenLabels + abbreviations + formerNames + codes
    }
  }

  /// The schemes in the order of the vocabulary.
  package var schemes: [Scheme]

  /// The findings by severity, of concepts or not.
  package var findings: [VocabularyFinding.Severity: Int]

  /// Counts what `vocabulary` holds.
  ///
  /// - Complexity: O(labels + findings · log concepts).
  package init(_ vocabulary: Vocabulary, findings: [VocabularyFinding]) {
    schemes = vocabulary.schemes.map { ordinal in
      let scheme = vocabulary.scheme(ordinal)
      return Scheme(uri: scheme.uri, key: scheme.key, title: scheme.title())
    }
    self.findings = [:]
    for concept in vocabulary.concepts {
      guard let home = vocabulary.schemes(of: concept).first else { continue }
      let index = Int(home.rawValue)
      schemes[index].concepts += 1
      if vocabulary.isDeprecated(concept), !vocabulary.isCompound(concept) {
        schemes[index].deprecated += 1
      }
      for label in vocabulary.labels(of: concept) {
        schemes[index][keyPath: Self.counter(of: label, in: vocabulary)] += 1
      }
    }
    for finding in findings {
      self.findings[finding.severity, default: 0] += 1
      if finding.severity != .note, let uri = finding.concept,
        let concept = vocabulary.concept(uri: uri),
        let home = vocabulary.schemes(of: concept).first
      {
        schemes[Int(home.rawValue)].findings += 1
      }
    }
  }

  private static func counter(
    of label: LabelOrdinal, in vocabulary: Vocabulary
  ) -> WritableKeyPath<Scheme, Int> {
    switch (vocabulary.role(of: label), vocabulary.kind(of: label)) {
    case (.abbreviation, _): \.abbreviations
    case (.formerName, _): \.formerNames
    case (.code, _): \.codes
    case (.plain, .preferred): \.preferredLabels
    case (.plain, .alternative): \.alternativeLabels
    case (.plain, .hidden): \.hiddenLabels
    }
  }
}

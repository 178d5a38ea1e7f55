import Testing

@testable import Taxonomy

/// Names and numbers that files and other programs hold: none may change because a case is renamed.
struct WireNamedTests {
  /// The cases of an enumeration with a name and a number each, as `name=number`.
  private func pinned<Kind: WireNamed & RawRepresentable>(_ kind: Kind.Type) -> String {
    kind.allCases.map { "\($0.wireName)=\($0.rawValue)" }.joined(separator: " ")
  }

  private func pinned<Kind: CaseIterable & RawRepresentable>(names kind: Kind.Type) -> String
  where Kind.RawValue == String {
    kind.allCases.map(\.rawValue).joined(separator: " ")
  }

  @Test func `the names and numbers in files are what they always were`() {
    #expect(pinned(Label.Kind.self) == "preferred=0 alternative=1 hidden=2")
    #expect(pinned(Label.Role.self) == "plain=0 abbreviation=1 formerName=2 code=3")
    #expect(
      Label.Role.allCases.map { $0.exportedName ?? "-" } == ["-", "abbreviation", "former", "code"])
    #expect(pinned(Label.CaseRule.self) == "automatic=0 any=1 exact=2")
    #expect(pinned(Successor.Origin.self) == "stated=0 suggested=1")
    #expect(
      pinned(ConceptNote.Kind.self)
        == "note=0 definition=1 scope=2 example=3 history=4 editorial=5 change=6")
    #expect(
      ConceptNote.Kind.allCases.map(\.skosName).joined(separator: " ")
        == "skos:note skos:definition skos:scopeNote skos:example skos:historyNote "
        + "skos:editorialNote skos:changeNote")
    #expect(
      pinned(ConceptMapping.Kind.self)
        == "exact=0 close=1 broad=2 narrow=3 related=4 unspecified=5")
    #expect(
      ConceptMapping.Kind.allCases.map(\.skosName).joined(separator: " ")
        == "skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch "
        + "skos:mappingRelation")
    #expect(pinned(Cue.Place.self) == "title=0 heading=1 folder=2 file=3 text=4 format=5")
    #expect(pinned(ConceptScheme.Assignment.self) == "many=0 one=1")
    #expect(pinned(HierarchyKind.self) == "unspecified=0 generic=1 partitive=2 instantial=3")
    #expect(
      pinned(ConceptRelation.self)
        == "broader=0 narrower=1 related=2 part=3 partOf=4 predecessor=5 scheme=6 topOf=7")
  }

  @Test func `elements and attributes of Parlance XML are what they always were`() {
    let names = ParlanceName.allCases.map(\.written).joined(separator: " ")
    let expected = """
      vocabulary title description scheme concept name alias abbreviation misspelling former code \
      definition scope note example history editorial change cue related broader narrower match \
      part successor in collection member top creator contributor created modified license id base \
      version facet assign deprecated compound status top from until case with without note kind in ref type href on when origin ordered by datatype \
      xml:lang xml:space
      """
    #expect(names == expected)
    #expect(ParlanceName.id.rawValue == 34)
  }

  @Test func `the numbers of sections are those of snapshots that exist`() {
    #expect(SnapshotSection.allCases.map(\.rawValue) == Array(1...39) + [100])
    #expect(SnapshotSection.labels.rawValue == 12)
    #expect(SnapshotSection.outsideRelations.rawValue == 34)
  }

  @Test func `the words of commands and reports are what they always were`() {
    #expect(pinned(names: VocabularyRepair.PreferredLabel.self) == "first shortest longest")
    #expect(pinned(names: VocabularyFinding.Severity.self) == "error warning note")
    #expect(
      pinned(names: VocabularyChange.Kind.self)
        == "added removed renamed merged split deprecated restored redirected moved label-added "
        + "label-lost label-moved label-changed code-changed note-changed provenance-changed cue-changed "
        + "relation-changed match-changed life-changed collection-added collection-removed "
        + "collection-changed scheme-added scheme-removed scheme-changed vocabulary-changed")
    #expect(
      pinned(names: ExportFormat.self)
        == "skos turtle ntriples jsonld parlance csv tsv sharepoint solr annif json")
    #expect(
      pinned(names: VocabularyFormat.self)
        == "parlance skos turtle jsonld table list zthes iso25964 marc tbx sharepoint genericode mesh cpe "
        + "spdx cldr dspace authority recog")
  }

  @Test func `the elements and attributes of Parlance XML are what they always were`() {
    let names = ParlanceName.allCases.map(\.written)
    let expected = """
      vocabulary title description scheme concept name alias abbreviation misspelling former code \
      definition scope note example history editorial change cue related broader narrower \
      match part successor in collection member top creator contributor created modified license id base version \
      facet assign deprecated compound status top from until case \
      with without note kind in ref type href on when origin ordered by \
      datatype xml:lang xml:space
      """
    #expect(names.joined(separator: " ") == expected)
  }

  @Test
  func `the names of check rules are those that scripts look for, whatever their types are called`()
  {
    let names = VocabularyChecker.rules.map { $0.name }
    #expect(
      names.joined(separator: " ") == """
        OmittedOrInvalidLanguageTags IncompleteLanguageCoverage NoCommonLanguages UndocumentedConcepts \
        OverlappingLabels MissingLabels UnprintableCharactersInLabels EmptyLabels AmbiguousNotationReferences \
        OrphanConcepts DisconnectedConceptClusters CyclicHierarchicalRelations ValuelessAssociativeRelations \
        OmittedTopConcepts TopConceptsHavingBroaderConcepts HierarchicalRedundancy ReflexiveRelations \
        MissingInLinks MissingOutLinks BrokenLinks HTTPURISchemeViolation RelationClashes MappingClashes \
        InconsistentPreferredLabels DisjointLabelsViolation MappingRelationsMisuse ConceptAndScheme \
        CollectionAndConcept SuccessorLoops DoubleEncodedText PlaceholderLabels SuccessorInNote \
        OldNameNotCarriedOver AliasOfSeveralConcepts AmbiguousAbbreviations UnmarkedAbbreviations \
        DeprecatedWithoutSuccessor SuccessorOfConceptInUse UpcomingDeprecations InvalidIRIs SeveralDefinitions \
        CompoundOfSingleValuedScheme InvertedPeriods
        """)
    let all = VocabularyChecker.descriptions.map(\.name)
    #expect(Set(all).count == all.count)
  }

  @Test func `the names of RDF/XML are those of its specification, whatever the cases are called`()
  {
    #expect(
      RDFName.localNames.joined(separator: " ") == """
        RDF Description ID about nodeID resource datatype parseType li type aboutEach aboutEachPrefix bagID \
        base lang
        """)
  }

  @Test func `names lead back to their cases`() {
    for kind in Label.Kind.allCases { #expect(Label.Kind(wireName: kind.wireName) == kind) }
    for place in Cue.Place.allCases { #expect(Cue.Place(wireName: place.wireName) == place) }
    #expect(Label.Kind(wireName: "Preferred") == nil)
  }
}

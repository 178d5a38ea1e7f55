/// What a property or class means to the import, whatever its IRI.
enum SKOSTerm: UInt8 {
  case unknown
  // Labels.
  case prefLabel, altLabel, hiddenLabel, notation
  case xlPrefLabel, xlAltLabel, xlHiddenLabel, literalForm
  case rdfsLabel, title, comment, version
  // Relations.
  case broaderTransitive, narrowerTransitive
  case broader, narrower, related, inScheme, topConceptOf, hasTopConcept
  case exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch, mappingRelation
  // Collections.
  case member, memberList, first, rest
  // Notes, in the order of `ConceptNote.Kind`.
  case note, definition, scopeNote, example, historyNote, editorialNote, changeNote
  // Nodes.
  case type, value, seeAlso
  // Who wrote something, when, and in which language.
  case creator, contributor, created, modified, license, date, language, personName
  // Declarations.
  case subClassOf, subPropertyOf, equivalentClass, equivalentProperty
  // Life.
  case deprecated, isReplacedBy, replaces, startDate, endDate, status, labelType
  // What Parlance adds.
  case role, caseRule, from, until, with, without, remark, facet, assign, deprecatedSince
  case successor, concept, on, when, origin, part, cue, place, datatype, compound
  // Compound equivalence of ISO 25964.
  case plusUse, plusUF, compoundClass
  // Classes.
  case conceptClass, schemeClass, collectionClass, orderedCollectionClass, labelClass
  case vocabularyClass
  // Stated by RDF and SKOS themselves, without a meaning of its own here.
  case implied

  /// Every IRI that means one of them.
  static let iris: [(SKOSTerm, String)] = coreIRIs + relatedIRIs

  /// Those of RDF, SKOS and Parlance.
  private static let coreIRIs: [(SKOSTerm, String)] = {
    let skos = "http://www.w3.org/2004/02/skos/core#"
    let xl = "http://www.w3.org/2008/05/skos-xl#"
    let rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    let owl = "http://www.w3.org/2002/07/owl#"
    let parlance = "urn:parlance:vocabulary:1#"
    return [
      (.prefLabel, skos + "prefLabel"), (.altLabel, skos + "altLabel"),
      (.hiddenLabel, skos + "hiddenLabel"), (.notation, skos + "notation"),
      (.xlPrefLabel, xl + "prefLabel"), (.xlAltLabel, xl + "altLabel"),
      (.xlHiddenLabel, xl + "hiddenLabel"), (.literalForm, xl + "literalForm"),
      (.rdfsLabel, rdfs + "label"),
      (.comment, rdfs + "comment"), (.broader, skos + "broader"),
      (.broaderTransitive, skos + "broaderTransitive"),
      (.narrowerTransitive, skos + "narrowerTransitive"),
      (.narrower, skos + "narrower"), (.related, skos + "related"),
      (.inScheme, skos + "inScheme"), (.topConceptOf, skos + "topConceptOf"),
      (.hasTopConcept, skos + "hasTopConcept"), (.exactMatch, skos + "exactMatch"),
      (.closeMatch, skos + "closeMatch"), (.broadMatch, skos + "broadMatch"),
      (.narrowMatch, skos + "narrowMatch"), (.relatedMatch, skos + "relatedMatch"),
      (.mappingRelation, skos + "mappingRelation"), (.member, skos + "member"),
      (.memberList, skos + "memberList"), (.first, RDFVocabulary.namespace + "first"),
      (.rest, RDFVocabulary.namespace + "rest"),
      (.note, skos + "note"), (.definition, skos + "definition"),
      (.scopeNote, skos + "scopeNote"), (.example, skos + "example"),
      (.historyNote, skos + "historyNote"), (.editorialNote, skos + "editorialNote"),
      (.changeNote, skos + "changeNote"), (.type, RDFVocabulary.namespace + "type"),
      (.value, RDFVocabulary.namespace + "value"), (.seeAlso, rdfs + "seeAlso"),
      (.subClassOf, rdfs + "subClassOf"), (.subPropertyOf, rdfs + "subPropertyOf"),
      (.equivalentClass, owl + "equivalentClass"),
      (.equivalentProperty, owl + "equivalentProperty"), (.deprecated, owl + "deprecated"),
      (.role, parlance + "role"), (.caseRule, parlance + "case"), (.from, parlance + "from"),
      (.until, parlance + "until"), (.with, parlance + "with"),
      (.without, parlance + "without"), (.remark, parlance + "note"),
      (.facet, parlance + "facet"), (.assign, parlance + "assign"),
      (.deprecatedSince, parlance + "deprecated"), (.successor, parlance + "successor"),
      (.concept, parlance + "concept"), (.on, parlance + "on"), (.when, parlance + "when"),
      (.origin, parlance + "origin"), (.part, parlance + "part"), (.cue, parlance + "cue"),
      (.place, parlance + "in"), (.conceptClass, skos + "Concept"),
      (.schemeClass, skos + "ConceptScheme"), (.collectionClass, skos + "Collection"),
      (.orderedCollectionClass, skos + "OrderedCollection"), (.labelClass, xl + "Label"),
      (.vocabularyClass, parlance + "Vocabulary"), (.version, owl + "versionInfo"),
      (.datatype, parlance + "datatype"), (.compound, parlance + "compound"),
    ]
  }()

  /// Those of other vocabularies, MADS/RDF of the Library of Congress among them.
  private static let relatedIRIs: [(SKOSTerm, String)] = {
    let dct = "http://purl.org/dc/terms/"
    let dc = "http://purl.org/dc/elements/1.1/"
    let iso = "http://purl.org/iso25964/skos-thes#"
    let euvoc = "http://publications.europa.eu/ontology/euvoc#"
    let lines: [(SKOSTerm, [String])] = [
      (.title, [dct + "title", dc + "title"]),
      (.comment, [dct + "description", dc + "description"]),
      (.creator, [dct + "creator", dc + "creator"]),
      (.contributor, [dct + "contributor", dc + "contributor"]),
      (.created, [dct + "created"] + schema("dateCreated")),
      (.modified, [dct + "modified"] + schema("dateModified")),
      (.license, [dct + "license", "http://creativecommons.org/ns#license"] + schema("license")),
      (.date, [dct + "date", dc + "date", dct + "issued"]),
      (.language, [dct + "language", dc + "language"]),
      (.personName, ["http://xmlns.com/foaf/0.1/name"] + schema("name")),
      (.isReplacedBy, [dct + "isReplacedBy"] + schema("supersededBy")),
      (.replaces, [dct + "replaces"]),
      (.startDate, [euvoc + "startDate"] + schema("validFrom") + schema("startDate")),
      (.endDate, [euvoc + "endDate"] + schema("validThrough") + schema("endDate")),
      (
        .status,
        [
          euvoc + "status", iso + "status", "http://www.w3.org/ns/adms#status",
          "http://art.uniroma2.it/ontologies/vocbench#hasStatus",
          "http://metadataregistry.org/uri/profile/regap/status",
          "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
          "urn:parlance:vocabulary:1#status",
        ]
      ),
      (
        .labelType,
        [
          dct + "type", euvoc + "labelType", "http://aims.fao.org/aos/agrontology#hasTermType",
          "http://www.lexinfo.net/ontology/3.0/lexinfo#termType",
        ]
      ),
      (.collectionClass, [iso + "ConceptGroup", iso + "ThesaurusArray"]),
      (.plusUse, [iso + "plusUse"]), (.plusUF, [iso + "plusUF"]),
      (.compoundClass, [iso + "CompoundEquivalence"]),
    ]
    var result: [(SKOSTerm, String)] = []
    for (term, iris) in lines {
      for iri in iris { result.append((term, iri)) }
    }
    let mads = "http://www.loc.gov/mads/rdf/v1#"
    let madsTerms: [(SKOSTerm, String)] = [
      (.prefLabel, "authoritativeLabel"), (.xlAltLabel, "hasVariant"),
      (.literalForm, "variantLabel"), (.broader, "hasBroaderAuthority"),
      (.narrower, "hasNarrowerAuthority"), (.related, "hasReciprocalAuthority"),
      (.inScheme, "isMemberOfMADSScheme"), (.topConceptOf, "isTopMemberOfMADSScheme"),
      (.hasTopConcept, "hasTopMemberOfMADSScheme"), (.schemeClass, "MADSScheme"),
      (.collectionClass, "MADSCollection"), (.exactMatch, "hasExactExternalAuthority"),
      (.closeMatch, "hasCloseExternalAuthority"), (.broadMatch, "hasBroaderExternalAuthority"),
      (.narrowMatch, "hasNarrowerExternalAuthority"), (.isReplacedBy, "useInstead"),
      (.definition, "definitionNote"), (.scopeNote, "scopeNote"), (.example, "exampleNote"),
      (.historyNote, "historyNote"), (.editorialNote, "editorialNote"),
      (.changeNote, "changeNote"), (.note, "note"), (.notation, "code"),
      (.conceptClass, "Authority"), (.conceptClass, "Topic"), (.conceptClass, "ComplexSubject"),
      (.conceptClass, "GenreForm"), (.conceptClass, "Geographic"),
      (.conceptClass, "Temporal"), (.conceptClass, "Name"), (.conceptClass, "CorporateName"),
      (.conceptClass, "PersonalName"), (.conceptClass, "Title"), (.labelClass, "Variant"),
    ]
    for (term, name) in madsTerms { result.append((term, mads + name)) }
    for (iri, _) in hierarchyKinds {
      result.append((iri.contains("#broader") ? .broader : .narrower, iri))
    }
    return result
  }()

  /// The IRIs of the kinds of hierarchical relations: of ISO 25964 and of the Getty vocabularies.
  static let hierarchyKinds: [(iri: String, kind: HierarchyKind)] = {
    let names: [(String, HierarchyKind)] = [
      ("Generic", .generic), ("Partitive", .partitive), ("Instantial", .instantial),
    ]
    var result: [(iri: String, kind: HierarchyKind)] = []
    for namespace in [
      "http://purl.org/iso25964/skos-thes#", "http://vocab.getty.edu/ontology#",
    ] {
      for (name, kind) in names {
        result.append((namespace + "broader" + name, kind))
        result.append((namespace + "narrower" + name, kind))
      }
    }
    return result
  }()

  private static func schema(_ name: String) -> [String] {
    ["http://schema.org/" + name, "https://schema.org/" + name]
  }

  /// What a property says about who made something, or when.
  var provenanceKind: Provenance.Kind? {
    switch self {
    case .creator: .creator
    case .contributor: .contributor
    case .created: .created
    case .modified: .modified
    case .license: .license
    default: nil
    }
  }

  /// The kind of note that a note property makes.
  var noteKind: ConceptNote.Kind? {
    guard rawValue >= SKOSTerm.note.rawValue, rawValue <= SKOSTerm.changeNote.rawValue else {
      return nil
    }
    return ConceptNote.Kind(rawValue: rawValue - SKOSTerm.note.rawValue)
  }

  /// The kind of label that a label property makes.
  var labelKind: Label.Kind? {
    switch self {
    case .prefLabel, .xlPrefLabel: .preferred
    case .altLabel, .xlAltLabel: .alternative
    case .hiddenLabel, .xlHiddenLabel: .hidden
    default: nil
    }
  }

  /// The kind of mapping, and that of its inverse (S43, S44), if it has one.
  var mappingKinds: (own: ConceptMapping.Kind, inverse: ConceptMapping.Kind?)? {
    switch self {
    case .exactMatch: (.exact, .exact)
    case .closeMatch: (.close, .close)
    case .broadMatch: (.broad, .narrow)
    case .narrowMatch: (.narrow, .broad)
    case .relatedMatch: (.related, .related)
    case .mappingRelation: (.unspecified, nil)
    default: nil
    }
  }
}

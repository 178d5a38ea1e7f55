package import Model

/// A concept that takes the place of a deprecated one.
package struct Successor: Hashable, Sendable {
  /// How a vocabulary came to name the successor.
  package enum Origin: UInt8, Sendable, CaseIterable {
    /// The source states it.
    case stated = 0
    /// It was read out of a note and is a suggestion.
    case suggested = 1
  }

  /// The URI of the successor.
  package var uri: String

  /// The successor within the vocabulary; `nil` if it is not part of it.
  package var concept: ConceptOrdinal?

  /// When it took over, if known.
  package var date: CalendarDate?

  /// In which case it applies, in words; empty if always.
  package var condition: String

  /// How the vocabulary came to name it.
  package var origin: Origin
}

/// A documentary note of a concept (SKOS Reference, section 7).
package struct ConceptNote: Hashable, Sendable {
  /// What the note is about.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// `skos:note`.
    case note = 0
    /// `skos:definition`.
    case definition = 1
    /// `skos:scopeNote`.
    case scope = 2
    /// `skos:example`.
    case example = 3
    /// `skos:historyNote`.
    case history = 4
    /// `skos:editorialNote`.
    case editorial = 5
    /// `skos:changeNote`.
    case change = 6
  }

  /// What the note is about.
  package var kind: Kind

  /// The words of the note.
  package var text: String

  /// The BCP 47 language tag in lower case, or empty.
  package var language: String

  /// Who wrote it, by name or by URI; empty if the source does not say.
  package var creator: String

  /// When it was written, in the words of the source; empty if it does not say.
  package var date: String

  /// A note.
  package init(
    _ text: String, kind: Kind = .note, language: String = "", creator: String = "",
    date: String = ""
  ) {
    self.text = text
    self.kind = kind
    self.language = language
    self.creator = creator
    self.date = date
  }
}

/// A link from a concept to one of another vocabulary (SKOS Reference, section 10).
package struct ConceptMapping: Hashable, Sendable {
  /// The mapping property.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// `skos:exactMatch`.
    case exact = 0
    /// `skos:closeMatch`.
    case close = 1
    /// `skos:broadMatch`.
    case broad = 2
    /// `skos:narrowMatch`.
    case narrow = 3
    /// `skos:relatedMatch`.
    case related = 4
    /// `skos:mappingRelation`: the source does not say which kind.
    case unspecified = 5
  }

  /// The mapping property.
  package var kind: Kind

  /// The URI of the other concept.
  package var uri: String

  /// A mapping.
  package init(_ kind: Kind, uri: String) {
    self.kind = kind
    self.uri = uri
  }
}

/// A wording that speaks for a document being of a type, beside the type's labels.
package struct Cue: Hashable, Sendable {
  /// Where the wording counts.
  package enum Place: UInt8, Sendable, CaseIterable {
    /// In the title.
    case title = 0
    /// In a heading.
    case heading = 1
    /// In the name of a folder.
    case folder = 2
    /// In the name of the file.
    case file = 3
    /// In the running text.
    case text = 4
    /// As the file's format, such as `pptx`.
    case format = 5
  }

  /// Where the wording counts.
  package var place: Place

  /// The wording.
  package var text: String

  /// The BCP 47 language tag in lower case, or empty.
  package var language: String

  /// A cue.
  package init(_ text: String, in place: Place, language: String = "") {
    self.text = text
    self.place = place
    self.language = language
  }
}

/// A set of concepts that answers one question about a document; one facet.
package struct ConceptScheme: Hashable, Sendable {
  /// How many concepts of the scheme a document takes.
  package enum Assignment: UInt8, Sendable, CaseIterable {
    /// Any number.
    case many = 0
    /// At most one.
    case one = 1
  }

  /// The URI.
  package var uri: String

  /// The key of the facet in commands, such as `type`; unique within a vocabulary.
  package var key: String

  /// The titles by language, in the order of the source.
  package var titles: [Text]

  /// The descriptions by language, in the order of the source.
  package var descriptions: [Text]

  /// Further names and the codes of the scheme itself, in the order of the source.
  package var labels: [Label]

  /// The version that the source states (`owl:versionInfo`), or empty.
  package var version: String

  /// The URIs of top concepts that are outside of the vocabulary.
  package var outsideTopConcepts: [String]

  /// How many concepts a document takes.
  package var assignment: Assignment

  /// Who made it, when, and on which terms, in the order of the source.
  package var provenance: [Provenance]

  /// Words in a language.
  package struct Text: Hashable, Sendable {
    /// The words.
    package var text: String
    /// The BCP 47 language tag in lower case, or empty.
    package var language: String

    /// Words in a language.
    package init(_ text: String, language: String = "") {
      self.text = text
      self.language = language
    }
  }

  /// A scheme; the key is the URI's last segment unless given.
  package init(
    uri: String, key: String? = nil, titles: [Text] = [], descriptions: [Text] = [],
    labels: [Label] = [], version: String = "", outsideTopConcepts: [String] = [],
    assignment: Assignment = .many, provenance: [Provenance] = []
  ) {
    self.uri = uri
    self.key = key ?? Self.lastSegment(of: uri)
    self.titles = titles
    self.descriptions = descriptions
    self.labels = labels
    self.version = version
    self.outsideTopConcepts = outsideTopConcepts
    self.assignment = assignment
    self.provenance = provenance
  }

  /// The title in `language`, else in English, else the first, else the key.
  package func title(language: String = "en") -> String {
    (titles.first { $0.language == language } ?? titles.first { $0.language == "en" }
      ?? titles.first { $0.language.isEmpty } ?? titles.first)?.text ?? key
  }

  /// What follows the last `/`, `#` or `:` that is not at the end, in lower case.
  static func lastSegment(of uri: String) -> String {
    uri.split(whereSeparator: { "/#:".contains($0) }).last.map { $0.lowercased() } ?? uri
  }
}

/// Where something stands in a vocabulary's source.
package struct SourcePosition: Hashable, Sendable, BitwiseCopyable {
  /// The index of the file in the vocabulary's `sources`.
  package var source: UInt32
  /// The line, from 1; 0 if unknown.
  package var line: UInt32
  /// The column in bytes, from 1; 0 if unknown.
  package var column: UInt32

  /// A position.
  package init(source: UInt32 = 0, line: UInt32 = 0, column: UInt32 = 0) {
    self.source = source
    self.line = line
    self.column = column
  }
}

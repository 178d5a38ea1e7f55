package import Model
internal import Taxonomy

/// The answer to a search.
package struct SearchResults: Sendable, Equatable {
  /// The hits asked for, in order.
  package var hits: [SearchHit] = []

  /// How many documents match in all.
  package var total = 0

  /// The values of each facet with the number of hits that have them.
  package var facets: [FacetCounts] = []

  /// What the query was taken for.
  package var understanding = Understanding()

  /// How many hits each period has, if that was asked for.
  package var histogram: DateHistogram?

  /// Words near those that do not occur, if nothing was found.
  package var suggestions: [String] = []

  /// What would have hits, if nothing was found.
  package var relaxations: [Relaxation] = []
}

/// A change of a search that found nothing, and what it would find.
package struct Relaxation: Sendable, Equatable {
  /// What is given up.
  package enum Change: Sendable, Equatable {
    /// The filters on one facet.
    case facet(String)
    /// The filters on all facets.
    case allFacets
    /// The range of dates.
    case dates
    /// That all words, or words in a fixed order, must occur.
    case anyWord
    /// That words stand in the title.
    case anywhere
    /// That documents lie in a folder.
    case anyFolder
    /// The query, in favor of a related concept: its facet and its label.
    case related(String, String)
  }

  /// What is given up.
  package var change: Change

  /// How many documents there are then.
  package var count: Int
}

/// A document that matches.
package struct SearchHit: Sendable, Equatable {
  /// From 1, the hits left out at the front counted.
  package var rank: Int

  /// How well it matches; comparable within one answer only.
  package var score: Double

  /// What identifies the document.
  package var id: String

  /// Its path, or empty.
  package var path: String

  /// Its title, or empty.
  package var title: String

  /// Its date.
  package var date: CalendarDate?

  /// Its values by facet, facets in the order of the vocabulary.
  package var tags: [HitTags]

  /// The passage that matches best.
  package var snippet = Snippet()

  /// Documents with the same text or nearly so, the best first, if they were to be one.
  package var copies: [SearchCopy] = []

  /// The parts of the score, if they were asked for.
  package var explanation: [ScorePart] = []
}

/// A document with the text of a hit.
package struct SearchCopy: Sendable, Equatable {
  /// What identifies it.
  package var id: String

  /// Its path, or empty.
  package var path: String
}

/// A value of a facet.
package struct FacetValue: Sendable, Equatable {
  /// The label to show.
  package var label: String

  /// The URI of the concept; `nil` for plain words.
  package var concept: String?

  /// A value.
  package init(label: String, concept: String? = nil) {
    self.label = label
    self.concept = concept
  }
}

/// The values that a document has of one facet.
package struct HitTags: Sendable, Equatable {
  /// The key of the facet.
  package var key: String

  /// The values.
  package var values: [FacetValue]
}

/// A part of a score.
package struct ScorePart: Sendable, Equatable {
  /// Why something adds to a score.
  package enum Kind: String, Sendable, CaseIterable {
    /// The query asks for it.
    case match = "match"
    /// It is related to a concept of the query.
    case related = "related"
    /// Words of the query stand side by side.
    case together = "together"
    /// Words of the query stand near one another.
    case near = "near"
    /// What it is among versions of the same thing.
    case version = "version"
    /// A passage answers it, or none does.
    case answer = "answer"
    /// The best hits have it.
    case feedback = "as in the best hits"
    /// It has a word just as it was typed, which others have in another form.
    case exact = "as typed"
    /// It means what the query or the document means that is asked for, by word vectors.
    case meaning = "near in meaning"
  }

  /// Why it adds.
  package var kind: Kind

  /// The word, phrase or concept.
  package var name: String

  /// What it adds.
  package var score: Double

  /// The name, after the kind where it is not just what the query asks for.
  package var title: String { kind == .match ? name : "\(kind.rawValue): \(name)" }
}

/// How often the values of a facet occur among the hits.
package struct FacetCounts: Sendable, Equatable {
  /// A value with its count.
  package struct Entry: Sendable, Equatable {
    /// The value.
    package var value: FacetValue

    /// How many hits have it, or anything narrower.
    package var count: Int

    /// How many levels of broader values lie above it.
    package var depth: Int

    /// The URIs of the values next above it in the facet; several if it has several broader ones.
    package var broader: [String] = []
  }

  /// The key of the facet.
  package var key: String

  /// The title to show.
  package var title: String

  /// The values that occur, the most frequent first; years from the latest.
  package var entries: [Entry]

  /// How many hits have no value.
  package var missing: Int
}

/// What a query was taken for.
package struct Understanding: Sendable, Equatable {
  /// A label of the vocabulary in the query.
  package struct Reading: Sendable, Equatable {
    /// The words of the query.
    package var surface: String

    /// The facet of the concept.
    package var facet: String

    /// The concepts that the words may mean; several for an ambiguous label.
    package var concepts: [FacetValue]

    /// Whether all of them are meant together, and those of the other readings of the same words.
    package var isTogether = false

    /// What the words are, if they are not the name in use: `formerly Acme Vault`.
    package var note: String

    /// For each concept what to write so that it alone is meant.
    package var queries: [String] = []

    /// Related concepts, which decide between hits of equal scores.
    package var related: [FacetValue] = []
  }

  /// A word that does not occur, and those taken for it.
  package struct Correction: Sendable, Equatable {
    /// The word as written.
    package var word: String

    /// The words taken for it.
    package var replacements: [String]
  }

  /// A piece of the query that is not what it may seem.
  package struct Notice: Sendable, Hashable {
    /// What became of it.
    package enum Kind: Sendable, Hashable {
      /// No document has it.
      case absent
      /// It was left out.
      case ignored
      /// It is text, though it looks like a field.
      case text
      /// It is taken for its words, since they stand together nowhere.
      case words
      /// It is taken for a word.
      case word(String)
      /// It stands only within longer words.
      case part
      /// It asks for the newest.
      case newest
      /// It asks for the oldest.
      case oldest
      /// Of what is narrower only so many concepts are looked for by name.
      case narrower(Int)
      /// It is not a concept here, being part of a longer name.
      case partOfName(String)
    }

    /// The piece as written.
    package var surface: String

    /// What became of it.
    package var kind: Kind

    /// What to write instead, if anything.
    package var remedy: String?

    /// A notice.
    package init(surface: String, kind: Kind, remedy: String? = nil) {
      self.surface = surface
      self.kind = kind
      self.remedy = remedy
    }

    /// What became of the piece, and what to write instead.
    package var message: String {
      let fact =
        switch kind {
        case .absent: "no document has \(surface)"
        case .ignored: "'\(surface)' is ignored"
        case .text: "'\(surface)' is text"
        case .words: "no document has \(surface), taken for its words"
        case .part: "\(surface) stands only within longer words"
        case .narrower(let count):
          "of what is narrower than \(surface), \(count) concepts are looked for by name"
        case .newest: "'\(surface)' puts the newest first"
        case .oldest: "'\(surface)' puts the oldest first"
        case .word(let word): "\(surface) is taken for \(word)"
        case .partOfName(let name): "\(surface) is part of the name \(name)"
        }
      return remedy.map { "\(fact): \($0)" } ?? fact
    }
  }

  /// The labels found.
  package var readings: [Reading] = []

  /// The corrections made.
  package var corrections: [Correction] = []

  /// What else is to be told, in the order of the query.
  package var notices: NoticeList = []

  /// Whether the query was taken for just its words, all of which documents have.
  package var isPlain: Bool { isLiteral && notices.isEmpty }

  /// Whether no word stands for anything but itself.
  package var isLiteral: Bool { readings.isEmpty && corrections.isEmpty }

  /// Adds what another part of the query was taken for.
  mutating func add(_ other: Understanding) {
    readings += other.readings
    corrections += other.corrections
    for notice in other.notices { notices.append(notice) }
  }
}

/// A passage of a document with the places that match.
package struct Snippet: Sendable, Equatable {
  /// The passage on one line, with `…` where it was cut.
  package var text = ""

  /// The byte ranges of its UTF-8 that match.
  package var highlights: [Range<Int>] = []
}

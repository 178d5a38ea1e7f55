extension SearchService {
  /// What a search came to.
  public struct Answer: Sendable, Hashable {
    /// The query that is answered.
    public let query: String
    /// What was understood of the query.
    public let understood: Understanding
    /// The number of all hits.
    public let total: Int
    /// The hits asked for.
    public let hits: [Hit]
    /// The keys of all facets: those of the vocabulary, then others that documents have.
    public let facetKeys: [String]
    /// The facets in that order, with exact counts over all hits; empty if they were not to be counted.
    public let facets: [Facet]
    /// How many hits each period has, if that was asked for.
    public let histogram: Histogram?
    /// Words near those that do not occur, if nothing was found.
    public let suggestions: [String]
    /// What would have hits, if nothing was found.
    public let relaxations: [Relaxation]
    /// How long the search took.
    public let took: Duration
    /// Why not all documents were looked at, or not all values counted, which only a search engine can say;
    /// `nil` if the answer is whole.
    public let partial: String?

    /// The facet of a key; `nil` if there is none, or it was not to be counted.
    public func facet(_ key: String) -> Facet? { facets.first { $0.key == key } }
  }

  /// A value of a facet.
  public struct Value: Sendable, Hashable {
    /// The label to show.
    public let label: String
    /// The URI of its concept; `nil` for a plain value, such as a year.
    public let concept: String?
  }

  /// A document found.
  public struct Hit: Sendable, Hashable {
    /// The place among the hits, from 1, those left out at the front counted.
    public let rank: Int
    /// The score; only the order of scores of one search means anything.
    public let score: Double
    /// What identifies it.
    public let id: String
    /// Its path, empty if it is not a file.
    public let path: String
    /// Its title, or empty.
    public let title: String
    /// Its date as ISO 8601, if known.
    public let date: String?
    /// Its values by facet, facets in the order of the vocabulary.
    public let tags: [Tags]
    /// The passage that matches best.
    public let passage: Passage
    /// Documents with the same text or nearly so, which are not hits of their own, the best first.
    public let copies: [Copy]
    /// The parts of the score, if they were asked for.
    public let explanation: [ScorePart]

    /// The labels of its values of a facet.
    public func labels(ofFacet key: String) -> [String] {
      tags.first { $0.facet == key }?.values.map(\.label) ?? []
    }
  }

  /// The values that a document has of one facet.
  public struct Tags: Sendable, Hashable {
    /// The key of the facet.
    public let facet: String
    /// The values.
    public let values: [Value]
  }

  /// A passage of a document with the places that match.
  public struct Passage: Sendable, Hashable {
    /// The passage on one line, with `…` where it was cut.
    public let text: String
    /// The byte ranges of its UTF-8 that match.
    public let highlights: [Range<Int>]
  }

  /// A document with the text of a hit.
  public struct Copy: Sendable, Hashable {
    /// What identifies it.
    public let id: String
    /// Its path, or empty.
    public let path: String
  }

  /// A part of a score.
  public struct ScorePart: Sendable, Hashable {
    /// Why it adds: `match` for what the query asks for, else such as `near` or `related`.
    public let kind: String
    /// The word, phrase or concept.
    public let name: String
    /// What it adds.
    public let score: Double

    /// Whether it is just what the query asks for.
    public var isMatch: Bool { kind == "match" }

    /// The name, after the kind where it is not just what the query asks for.
    public var title: String { isMatch ? name : "\(kind): \(name)" }
  }

  /// How many hits each period has.
  public struct Histogram: Sendable, Hashable {
    /// A period with its hits.
    public struct Entry: Sendable, Hashable {
      /// The period as ISO 8601; a date that states no month or day counts for the year or month alone.
      public let period: String
      /// The number of hits.
      public let count: Int
    }

    /// The periods that have hits, the earliest first.
    public let entries: [Entry]
    /// How many hits have no date.
    public let undated: Int
  }

  /// A change of a search that found nothing, and what it would find.
  public struct Relaxation: Sendable, Hashable {
    /// What is given up.
    public enum Change: Sendable, Hashable {
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
      /// The query, in favor of a related concept.
      case related(facet: String, label: String)
    }

    /// What is given up.
    public let change: Change
    /// How many documents there are then.
    public let count: Int
  }
}

// MARK: - What was understood

extension SearchService {
  /// What a query was taken for.
  public struct Understanding: Sendable, Hashable {
    /// The labels of the vocabulary found in it.
    public let readings: [Reading]
    /// The corrections made.
    public let corrections: [Correction]
    /// What else is to be told, in the order of the query.
    public let notices: [Notice]

    /// Whether no word stands for anything but itself.
    public var isLiteral: Bool { readings.isEmpty && corrections.isEmpty }

    /// Whether the query was taken for just its words, all of which documents have.
    public var isPlain: Bool { isLiteral && notices.isEmpty }
  }

  /// Words of a query that were taken for concepts.
  public struct Reading: Sendable, Hashable {
    /// The words.
    public let surface: String
    /// The key of the facet.
    public let facet: String
    /// The concepts that they may mean; several for an ambiguous label.
    public let concepts: [Value]
    /// Whether all of them are meant together, and those of the other readings of the same words.
    public let isTogether: Bool
    /// How that was concluded, such as "formerly Acme Vault"; empty if it needs no words.
    public let note: String
    /// For each concept what to write so that it alone is meant.
    public let queries: [String]
    /// Related concepts, which decide between hits of equal scores.
    public let related: [Value]
  }

  /// A word that does not occur, and those taken for it.
  public struct Correction: Sendable, Hashable {
    /// The word as written.
    public let word: String
    /// The words taken for it.
    public let replacements: [String]
  }

  /// A piece of a query that is not what it may seem.
  public struct Notice: Sendable, Hashable {
    /// What became of it.
    public enum Kind: String, Sendable, CaseIterable {
      /// No document has it.
      case absent = "absent"
      /// It was left out.
      case ignored = "ignored"
      /// It is text, though it looks like a field.
      case text = "text"
      /// It is taken for its words, since they stand together nowhere.
      case words = "words"
      /// It is taken for a word.
      case word = "word"
      /// It stands only within longer words.
      case part = "part"
      /// It asks for the newest.
      case newest = "newest"
      /// It asks for the oldest.
      case oldest = "oldest"
      /// Of what is narrower only so many concepts are looked for by name.
      case narrower = "narrower"
      /// It is not a concept here, being part of a longer name.
      case partOfName = "part-of-name"
    }

    /// The piece as written.
    public let surface: String
    /// What became of it.
    public let kind: Kind
    /// What became of it in words, and what to write instead.
    public let message: String
  }
}

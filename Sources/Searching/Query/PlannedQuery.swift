/// A query ready to be run.
struct PlannedQuery {
  /// What matches.
  var plan = Plan.everything

  /// What facets must be, those in the query and those beside it.
  var filters: [FacetFilter] = []

  /// Ranges of dates, each of which a document must be in.
  var dates: [DateRange] = []

  /// The scored parts by name, for explanations; their scores add up to that of a hit.
  var parts: [PlannedPart] = []

  /// What is related to the concepts of the query, which decides between hits of equal scores.
  var related: [RelatedConcept] = []

  /// Words of labels, which only score: what the labels stand for decides what is found.
  var coveredWords: [Plan] = []

  /// What was added to bring the best hits into a better order, for explanations.
  var added: [ScoringTerm] = []

  /// What versions were moved by, for explanations.
  var moves: [VersionOrder.Move] = []

  /// The words of the query that are scored and no part of a label, in runs of those side by side.
  var runs: [[String]] = []

  /// The words and phrases of the query that are no part of a label, folded as they were typed.
  var exactForms: [[String]] = []

  /// The words of the labels that were understood: the concepts stand for them.
  var understoodWords: [String] = []

  /// The labels that were understood, each as folded words: words of a name set nothing aside.
  var askedNames: [[String]] = []

  /// The concepts that were understood, for what their tags add beside the words.
  var concepts: [UnderstoodConcept] = []

  /// Sequences of stems to mark in passages; a place has one of several stems.
  var patterns: [[Set<String>]] = []

  /// What is asked for, if the query is a question, and what a passage with the answer has.
  var question: Question?
  var answerTerms: [AnswerTerm] = []

  /// Where the passages begin that answer it.
  var passages: [DocumentPlace: Int] = [:]

  /// Whether the newest or the oldest of the best is asked for.
  var askedAge: VersionOrder.Age?

  /// The words that no document has, and for which no others are taken.
  var absentWords: [String] = []

  /// The meaning of the document whose like is asked for, if the index has meanings.
  var meaning: MeaningVector?

  /// Whether words ask for a certain version, so that they settle which one comes first.
  var namesVersion = false

  /// Names of what is narrower than its concepts, marked where nothing else is.
  var narrowerPatterns: [[Set<String>]] = []

  /// What the query was taken for.
  var understanding = Understanding()

  /// What made stems of its words.
  var analyzer: WordAnalyzer?

  /// Words near those that do not occur.
  var suggestions: [String] = []
}

extension PlannedQuery {
  /// The words that say what is meant, also those that no document has.
  var meaningWords: [String] { runs.flatMap { $0 } + understoodWords + absentWords }

  /// Takes over what a part of the query brings along.
  ///
  /// - Parameter part: the part.
  /// - Returns: what matches it.
  mutating func take(_ part: PlannedQuery) -> Plan {
    filters += part.filters
    dates += part.dates
    parts += part.parts
    related += part.related
    runs += part.runs
    exactForms += part.exactForms
    understoodWords += part.understoodWords
    askedNames += part.askedNames
    absentWords += part.absentWords
    concepts += part.concepts
    patterns += part.patterns
    narrowerPatterns += part.narrowerPatterns
    understanding.add(part.understanding)
    suggestions += part.suggestions
    askedAge = askedAge ?? part.askedAge
    namesVersion = namesVersion || part.namesVersion
    question = question ?? part.question
    answerTerms += part.answerTerms
    return part.plan
  }
}

/// A scored part of a query, for explanations.
struct PlannedPart {
  var kind = ScorePart.Kind.match
  var name: String
  var plan: Plan
}

/// A concept that a query names, with the documents that are tagged with it or with what it holds.
struct UnderstoodConcept {
  /// What to show of it.
  var name: String

  /// What a tag adds, of the highest score that the query can give.
  var share: Float

  /// For each segment, the tagged documents.
  var tagged: [[UInt32]]

  /// For each segment, the documents that nobody tagged so, but that are likely to be of it.
  var likely: [[UInt32]] = []
}

/// A concept that is related to one of the query.
struct RelatedConcept {
  /// Its facet.
  var facet: String

  /// What to show of it.
  var value: FacetValue

  /// The documents tagged with it, scored.
  var plan: Plan
}

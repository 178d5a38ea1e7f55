import Knowledge

/// What a question asks for, by the word that it begins with.
enum Question: Sendable {
  /// Somebody: a name, an address.
  case person
  /// A time.
  case time
  /// A number.
  case amount
  /// Anything else.
  case thing

  /// Queries of fewer words are not questions: `who guidelines`, `what if`.
  static let fewestWords = 3

  /// The question that folded words begin with; `nil` if they are none.
  init?(_ words: [String]) {
    guard words.count >= Self.fewestWords, let question = Self.questions[words[0]] else {
      return nil
    }
    self =
      question == .thing && Self.hows.contains(words[0]) && Self.amounts.contains(words[1])
      ? .amount : question
  }

  /// What is asked for by the first word.
  private static let questions: [String: Question] = {
    let kinds: [(list: String, question: Question)] = [
      ("ask-person", .person), ("ask-time", .time), ("ask-amount", .amount), ("ask-how", .thing),
      ("ask-thing", .thing),
    ]
    var questions: [String: Question] = [:]
    for kind in kinds {
      for word in QueryWords.lists.terms(kind.list) { questions[word] = kind.question }
    }
    return questions
  }()

  /// First words that ask for a number if a word of `amounts` follows.
  private static let hows = QueryWords.lists["ask-how"]
  private static let amounts = QueryWords.lists["amount"]

  /// Words that tell the same as a stem of the question does, where something answers it.
  func answers(to word: String) -> [String] {
    let relations = self == .time ? Self.timeRelations + Self.relations : Self.relations
    return relations.first { relation in relation.asked.contains { word.hasPrefix($0) } }?.answered
      ?? []
  }

  /// Beginnings of words that ask for something, and words that tell it.
  private typealias Relation = (asked: [String], answered: [String])

  private static let relations = named("relation")

  /// Those that are asked for by questions for a time alone.
  private static let timeRelations = named("time-relation")

  private static func named(_ list: String) -> [Relation] {
    QueryWords.lists.terms(list).map { name in
      (
        asked: QueryWords.lists.terms("\(name)-asked"),
        answered: QueryWords.lists.terms("\(name)-answered")
      )
    }
  }
}

/// A part of a question that a passage with the answer has, too.
struct AnswerTerm {
  /// Sequences of stems, any of which will do; a place has one of several stems.
  var patterns: [[Set<String>]]

  /// How much it tells.
  var weight: Float

  /// Whether it is known how an answer says the same, as `successor` does of `replaces`.
  var isRelation = false
}

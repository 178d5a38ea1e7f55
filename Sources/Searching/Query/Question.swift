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

  /// Words that tell the same as a stem of a question does, where something answers it.
  static func answers(to word: String) -> [String] {
    relations.first { relation in relation.asked.contains { word.hasPrefix($0) } }?.answered ?? []
  }

  private static let relations = QueryWords.lists.terms("relation").map { name in
    (
      asked: QueryWords.lists.terms("\(name)-asked"),
      answered: QueryWords.lists.terms("\(name)-answered")
    )
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

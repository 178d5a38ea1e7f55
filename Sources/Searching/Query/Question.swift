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

  /// Queries of fewer words are no questions: `who guidelines`, `what if`.
  static let fewestWords = 3

  /// The question that folded words begin with; `nil` if they are none.
  init?(_ words: [String]) {
    guard words.count >= Self.fewestWords else { return nil }
    switch words[0] {
    case "who", "whom", "wer", "wen", "wem", "qui", "quien": self = .person
    case "when", "wann", "quand", "cuando": self = .time
    case "how", "wie":
      self = Self.amounts.contains(words[1]) ? .amount : .thing
    case "what", "which", "where", "why", "was", "welche", "welcher", "welches", "wo", "warum",
      "wieviel", "wieviele":
      self = words[0].hasPrefix("wieviel") ? .amount : .thing
    default: return nil
    }
  }

  private static let amounts: Set<String> = [
    "many", "much", "long", "often", "big", "large", "far", "old", "viel", "viele", "lange", "oft",
    "gross", "hoch", "weit", "alt",
  ]

  /// Words that tell the same as a stem of a question does, where something answers it.
  static func answers(to word: String) -> [String] {
    relations.first { relation in relation.asked.contains { word.hasPrefix($0) } }?.answered ?? []
  }

  private static let relations: [(asked: [String], answered: [String])] = [
    (
      ["replac", "supersed", "success", "ersetz", "nachfolg", "ablos", "abgelost"],
      [
        "replace", "replaces", "replaced", "replacement", "successor", "supersedes", "superseded",
        "instead", "nachfolger", "ersetzt", "ersatz", "abgelost",
      ]
    ),
    (
      ["contact", "ansprechpartner", "kontakt"],
      ["contact", "phone", "telephone", "email", "mail", "ansprechpartner", "kontakt", "telefon"]
    ),
    (
      ["cost", "price", "kost", "preis"],
      ["cost", "costs", "price", "prices", "preis", "preise", "kosten", "kostet", "eur", "usd"]
    ),
    (
      ["respons", "lead", "manag", "own", "verantwort", "leit"],
      [
        "responsible", "lead", "leads", "led", "leader", "manager", "owner", "verantwortlich",
        "leiter", "leitung", "leitet",
      ]
    ),
  ]
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

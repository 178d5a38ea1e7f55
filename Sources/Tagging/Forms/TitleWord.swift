/// What a word says of a label that it stands beside in a title, as `document-forms.tsv` lists them.
enum TitleWord: String, CaseIterable, Sendable {
  /// It denies what follows it, one word between aside: "ohne", "without".
  case denial = "denial"
  /// It denies what follows it at once or behind an article: "not".
  case negation = "negation"
  /// "the", "ein".
  case article = "article"
  /// "our", "Ihr".
  case possessive = "possessive"
  /// "and".
  case conjunction = "conjunction"
  /// The verb or the subject of a sentence: "fails", "fehlt", "we".
  case clause = "clause"
  /// It begins a question or a request: "where", "please".
  case request = "request"
  /// It says in what state a document is, and leaves it what it is: "signed".
  case state = "state"
  /// It stands before a number, or is a part of a date: "no", "mars".
  case number = "number"
  /// A type's name that, before a genitive, is what is done to something: "Prüfung der Feuerlöscher".
  case deed = "deed"
  /// An article of a genitive: "der".
  case genitive = "genitive"
  /// How English common nouns end that hardly any name ends with: "processing".
  case nounEnding = "noun-ending"
  /// It answers what it stands beside: "response".
  case answer = "answer"
  /// It begins the subject of a mail that answers another: "re".
  case reply = "reply"
  /// It begins the subject of a mail that hands another on: "fwd".
  case forward = "forward"
  /// A format of mails: "eml".
  case mail = "mail"
  /// A language in which a noun is followed by what tells it apart, so that a label before a word is no part of a name.
  case headFirst = "head-first"
}

internal import TextAnalysis

/// How documents of each form begin, end and are laid out, as `document-forms.tsv` says.
struct FormLexicon: Sendable {
  /// What speaks for one form; all words as the analyzer folds them.
  struct Entry: Sendable {
    /// Labels of document types that are of the form.
    var typeLabels: Set<[String]> = []
    /// Plain verbs and gerunds with which a title begins.
    var verbs: Set<String> = []
    /// Infinitives with which a title ends.
    var endings: Set<String> = []
    /// Words with which a title begins.
    var openings: Set<[String]> = []
    /// Words with which a title ends.
    var closings: Set<[String]> = []
    /// Headings that such documents have.
    var sections: Set<[String]> = []
    /// What stands behind "this article".
    var tellings: [FormTelling] = []
  }

  /// The lexicon that is compiled into the library.
  static let shared = FormLexicon(PackageResources.document_forms_tsv)

  private var entries: [DocumentForm: Entry] = [:]

  /// Words that end the noun phrase with which a title begins.
  private(set) var prepositions: Set<String> = []

  /// Words that name any folder or file, and so say hardly anything there.
  private(set) var everydayWords: Set<String> = []

  /// Words that name many kinds of things in folders and files.
  private(set) var commonWords: Set<String> = []

  /// Words with which a document points at itself.
  private(set) var selfWords: Set<String> = []

  /// Words that any document calls itself.
  private(set) var documentNouns: Set<String> = []

  /// Words that may stand before what a document says of itself and add nothing.
  private(set) var fillers: Set<String> = []

  /// Phrases that begin with a type's name and mean something else: "talk to".
  private(set) var sayings: Set<[String]> = []

  private var titleWords: [TitleWord: Set<String>] = [:]

  /// The longest opening or closing, in words.
  private(set) var longestPhrase = 0

  /// What speaks for a form.
  subscript(form: DocumentForm) -> Entry { entries[form] ?? Entry() }

  /// The words that say one thing of a label beside them.
  subscript(kind: TitleWord) -> Set<String> { titleWords[kind] ?? [] }

  /// Whether a word names any document, file or folder, or many kinds of things in them.
  func namesAnything(_ word: String) -> Bool {
    everydayWords.contains(word) || commonWords.contains(word) || documentNouns.contains(word)
  }

  /// Reads the columns form, kind, language, terms; a line that begins with `#` is a comment.
  ///
  /// - Precondition: every line has four columns, a known form and a known kind.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      precondition(columns.count == 4, "document-forms.tsv: \(line.prefix(60))")
      for term in columns[3].split(separator: ";") {
        let words = Analyzer.tokens(of: String(term)).map(\.text)
        if columns[0] == "*" {
          addWords(words, kind: String(columns[1]))
        } else if let form = DocumentForm(rawValue: String(columns[0])) {
          if columns[1] == "telling" {
            entries[form, default: Entry()].tellings.append(FormTelling(term))
            continue
          }
          add(words, kind: String(columns[1]), language: String(columns[2]), to: form)
        } else {
          preconditionFailure("document-forms.tsv: the form \(columns[0])")
        }
      }
    }
  }

  private mutating func addWords(_ words: [String], kind: String) {
    switch kind {
    case "preposition": prepositions.formUnion(words)
    case "everyday": everydayWords.formUnion(words)
    case "common": commonWords.formUnion(words)
    case "self": selfWords.formUnion(words)
    case "noun": documentNouns.formUnion(words)
    case "filler": fillers.formUnion(words)
    case "saying": sayings.insert(words)
    default:
      guard let known = TitleWord(rawValue: kind) else {
        preconditionFailure("document-forms.tsv: the kind \(kind)")
      }
      titleWords[known, default: []].formUnion(words)
    }
  }

  private mutating func add(
    _ words: [String], kind: String, language: String, to form: DocumentForm
  ) {
    guard let first = words.first else { return }
    switch kind {
    case "type": entries[form, default: Entry()].typeLabels.insert(words)
    case "verb":
      entries[form, default: Entry()].verbs.insert(first)
      if language == "en" {
        entries[form, default: Entry()].verbs.formUnion(Self.gerunds(of: first))
      }
    case "ending": entries[form, default: Entry()].endings.insert(first)
    case "opening": entries[form, default: Entry()].openings.insert(words)
    case "closing": entries[form, default: Entry()].closings.insert(words)
    case "section": entries[form, default: Entry()].sections.insert(words)
    default: preconditionFailure("document-forms.tsv: the kind \(kind)")
    }
    longestPhrase = max(longestPhrase, words.count)
  }

  /// The gerunds that an English verb may have: "managing" of "manage", "planning" of "plan".
  private static func gerunds(of verb: String) -> [String] {
    var result = [verb + "ing"]
    if verb.hasSuffix("e"), !verb.hasSuffix("ee") { result.append(verb.dropLast() + "ing") }
    if let last = verb.last, !"aeiouwxy".contains(last) { result.append("\(verb)\(last)ing") }
    return result
  }
}

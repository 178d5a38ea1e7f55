import TextAnalysis

/// What is known of an engine's documents: what was asked, and what is still to be asked.
///
/// Planning asks for whatever it needs to know; what is not known yet is noted, and planning begins again
/// with the answers. For one search in one thread.
final class RemoteFacts {
  /// Something that the engine can tell.
  enum Question: Hashable {
    /// The stems that a word has where it is written so.
    case word(String)
    /// The stems of words that are spelled so without their umlauts.
    case spelling(String)
    /// The stems of all words that begin so.
    case beginning(String)
    /// How many documents are of a kind.
    case count(RemoteClause)
  }

  /// What was told.
  enum Answer {
    case stems(Set<String>)
    case count(Int)
  }

  private var answers: [Question: Answer] = [:]

  /// What was needed and not known.
  private(set) var open: [Question] = []

  private func answer(_ question: Question) -> Answer? {
    if let answer = answers[question] { return answer }
    if !open.contains(question) { open.append(question) }
    return nil
  }

  /// Takes the answers to what is open; planning may begin again.
  func settle(_ found: [Question: Answer]) {
    answers.merge(found) { $1 }
    open = []
  }

  /// Forgets counts, which other documents in sight change.
  func forgetCounts() {
    answers = answers.filter { if case .count = $0.key { false } else { true } }
  }

  /// The stems that a question asks for; none as long as that is not known.
  func stems(_ question: Question) -> Set<String> {
    if case .stems(let stems)? = answer(question) { stems } else { [] }
  }

  /// Whether there are documents of a kind; so it is taken to be as long as that is not known.
  func occurs(_ clause: RemoteClause) -> Bool { count(clause) > 0 }

  /// How many documents are of a kind; one as long as that is not known.
  func count(_ clause: RemoteClause) -> Int {
    if clause.isNothing { return 0 }
    if case .count(let count)? = answer(.count(clause)) { return count }
    return 1
  }
}

/// Turns words of queries into the stems that an engine's documents have them under.
struct RemoteWords {
  let facts: RemoteFacts
  /// What makes stems by the languages of the documents.
  let analyzer: WordAnalyzer

  /// The stems of a folded word, as `WordAnalyzer` finds them in an index.
  func stems(_ word: String) throws -> Set<String> {
    let spellings = analyzer.spellings(word)
    var stems = Set(try analyzer.stems(word))
    for spelling in spellings { stems.formUnion(facts.stems(.word(spelling))) }
    for written in Set(spellings).union(stems) {
      stems.formUnion(facts.stems(.spelling(written)))
    }
    return stems
  }

  /// The stems of words that begin so; `nil` if that is not the beginning of one word, or of none.
  func stems(beginningWith beginning: String) throws -> Set<String>? {
    let words = analyzer.words(beginning)
    guard let last = words.last, words.count == 1 else { return nil }
    var stems: Set<String> = []
    for spelling in analyzer.spellings(last) { stems.formUnion(facts.stems(.beginning(spelling))) }
    return stems
  }

  /// The documents with a folded word.
  func word(_ word: String) throws -> RemoteClause { .stems(try stems(word)) }

  /// The documents in which folded words stand together.
  func phrase(
    _ words: [String], slop: Int = 0, isOrdered: Bool = true
  ) throws -> RemoteClause {
    if words.count == 1 { return try word(words[0]) }
    let stems = try words.map { try self.stems($0) }
    if stems.contains(where: \.isEmpty) { return .nothing }
    return .phrases([RemotePhrase(words: stems, slop: slop, isOrdered: isOrdered)])
  }

  /// The documents with words one after the other, the last one a word that begins so; `nil` if none does.
  func phrase(_ words: [String], thenBeginning beginning: String) throws -> RemoteClause? {
    guard let last = try stems(beginningWith: beginning) else { return nil }
    if words.isEmpty { return last.isEmpty ? nil : .stems(last) }
    let stems = try words.map { try self.stems($0) }
    if last.isEmpty || stems.contains(where: \.isEmpty) { return last.isEmpty ? nil : .nothing }
    return .phrases([RemotePhrase(words: stems + [last])])
  }
}

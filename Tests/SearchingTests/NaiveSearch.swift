import Glibc
import Model
import Taxonomy

@testable import Searching

/// A search that looks at every word of every document; the twin of the engine.
struct NaiveSearch {
  let documents: [IndexDocument]

  /// The pairs of words that stand together anywhere.
  private let pairs: Set<[String]>

  /// How words that are one without their marks are spelled out.
  private let forms: [String: Set<String>]

  init(documents: [IndexDocument]) {
    self.documents = documents
    forms = documents.reduce(into: [:]) { forms, document in
      for word in Self.fields(document).flatMap(\.words) {
        let spellings = Self.spellings(word)
        forms[spellings.folded, default: []].insert(spellings.spelledOut)
      }
    }
    pairs = documents.reduce(into: []) { pairs, document in
      for field in Self.fields(document) {
        pairs.formUnion(zip(field.words, field.words.dropFirst()).map { [$0, $1] })
      }
    }
  }

  /// A word without its marks, and with two letters for an umlaut.
  private static func spellings(_ word: String) -> (folded: String, spelledOut: String) {
    let letters: [Character: (String, String)] = [
      "ö": ("o", "oe"), "ü": ("u", "ue"), "å": ("a", "aa"),
    ]
    return (
      word.map { letters[$0]?.0 ?? String($0) }.joined(),
      word.map { letters[$0]?.1 ?? String($0) }.joined()
    )
  }

  /// The ways in which a word of a document may be asked for; words that differ in marks alone are one.
  private func spellings(_ word: String) -> Set<String> {
    let folded = Self.spellings(word).folded
    return (forms[folded] ?? []).union([folded])
  }

  /// Whether a word of a document is one of a query, however their umlauts are spelled.
  private func areSame(_ word: String, _ wanted: String) -> Bool {
    let wanted = Self.spellings(wanted)
    return !spellings(word).isDisjoint(with: [wanted.folded, wanted.spelledOut])
  }

  /// Whether a word of a name is one of a query; each is looked at by itself.
  private func isSpelled(_ word: String, _ wanted: String) -> Bool {
    let word = Self.spellings(word)
    let wanted = Self.spellings(wanted)
    return !Set([word.folded, word.spelledOut])
      .isDisjoint(with: [wanted.folded, wanted.spelledOut])
  }

  /// Whether a word begins so, however umlauts are spelled.
  private func begins(_ word: String, _ start: String) -> Bool {
    let start = Self.spellings(start)
    return spellings(word).contains {
      $0.hasPrefix(start.folded) || $0.hasPrefix(start.spelledOut)
    }
  }

  /// A part of a query.
  indirect enum Part {
    case word(String)
    case compound(String, String)
    case phrase([String])
    case phrasePrefix(String, String)
    case all([Part])
    case any([Part])
    case sequence([Part])
    case not(Part)
    case prefix(String)
    case near(String, String, Int)
    case title(String)
    case author(String)
    case ending(String)
    case language(String)
    case folder(String)
    case years(ClosedRange<Int>)
    case value(String, String)
    case tag(String)
    case everything

    /// The part in the query syntax.
    var syntax: String {
      switch self {
      case .word(let word): word
      case .compound(let first, let second): "\(first)-\(second)"
      case .phrase(let words): "\"\(words.joined(separator: " "))\""
      case .phrasePrefix(let first, let start): "\"\(first) \(start)*\""
      case .all(let parts): "(" + parts.map(\.syntax).joined(separator: " AND ") + ")"
      case .any(let parts): "(" + parts.map(\.syntax).joined(separator: " OR ") + ")"
      case .sequence(let parts): "(" + parts.map(\.syntax).joined(separator: " ") + ")"
      case .not(let part): "-\(part.syntax)"
      case .prefix(let start): "\(start)*"
      case .near(let first, let second, let distance): "\(first) NEAR/\(distance) \(second)"
      case .title(let word): "title:\(word)"
      case .author(let word): "author:\(word)"
      case .ending(let ending): "ext:\(ending)"
      case .language(let code): "lang:\(code)"
      case .folder(let path): "path:\(path)/**"
      case .years(let years): "date:\(years.lowerBound)..\(years.upperBound)"
      case .value(let key, let value): value.isEmpty ? "\(key):\"\"" : "\(key):\(value)"
      case .tag(let value): "tag:\(value)"
      case .everything: "*"
      }
    }

    /// The name of a field.
    var field: String? {
      switch self {
      case .title: "title"
      case .author: "author"
      case .ending: "ext"
      case .language: "lang"
      case .folder: "path"
      case .years: "date"
      case .value(let key, _): key
      case .tag: "tag"
      default: nil
      }
    }

    var isWord: Bool {
      switch self {
      case .word, .compound, .prefix: true
      default: false
      }
    }

    var isPhrase: Bool {
      switch self {
      case .phrase, .phrasePrefix, .near: true
      default: false
      }
    }
  }

  /// The fields of a document with the weight of their words.
  static func fields(_ document: IndexDocument) -> [(words: [String], weight: Double)] {
    [(document.title, 3.0)].map { ($0.0.split(separator: " ").map(String.init), $0.1) }
      + document.headings.map { ($0.split(separator: " ").map(String.init), 2) }
      + [(document.text.split(separator: " ").map(String.init), 1)] + names(document)
  }

  /// The words of the file's name if the title lacks any, of the folders and of the author.
  private static func names(_ document: IndexDocument) -> [(words: [String], weight: Double)] {
    var folders = document.path.split(separator: "/").map(String.init)
    let name = (folders.popLast()?.split(separator: ".")[0].split(separator: " ") ?? [])
      .map(String.init)
    let title = document.title.split(separator: " ").map(String.init)
    let isKnown = name.allSatisfy { word in
      title.contains { spellings($0).folded == spellings(word).folded }
    }
    return (isKnown ? [] : [(name, 2)]) + folders.map { ([$0], 1) }
      + (document.properties[.author] ?? []).map {
        ($0.split(separator: " ").map(String.init), 1)
      }
  }

  func matches(_ part: Part, _ document: IndexDocument) -> Bool {
    switch part {
    case .word(let word):
      Self.fields(document).contains { $0.words.contains { areSame($0, word) } }
    case .compound(let first, let second):
      pairs.contains { areSame($0[0], first) && areSame($0[1], second) }
        ? matches(.phrase([first, second]), document)
        : matches(.any([.word(first), .word(second)]), document)
    case .phrase(let words):
      Self.fields(document).contains { field in
        field.words.count >= words.count
          && (0...(field.words.count - words.count)).contains {
            zip(field.words[$0..<$0 + words.count], words).allSatisfy(areSame)
          }
      }
    case .phrasePrefix(let first, let start):
      Self.fields(document).contains { field in
        zip(field.words, field.words.dropFirst()).contains {
          areSame($0, first) && begins($1, start)
        }
      }
    case .all(let parts): parts.allSatisfy { matches($0, document) }
    case .any(let parts): parts.contains { matches($0, document) }
    case .sequence(let parts): matches(sequence: parts, document)
    case .not(let part): !matches(part, document)
    case .prefix(let start):
      Self.fields(document).contains { $0.words.contains { begins($0, start) } }
    case .near(let first, let second, let distance):
      Self.fields(document).contains { field in
        field.words.indices.contains { left in
          field.words.indices.contains { right in
            left != right && abs(left - right) <= distance + 1
              && areSame(field.words[left], first)
              && areSame(field.words[right], second)
          }
        }
      }
    case .title(let word):
      document.title.split(separator: " ").contains { areSame(String($0), word) }
    case .author(let word):
      (document.properties[.author] ?? []).contains { author in
        author.split(separator: " ").contains { isSpelled(String($0), word) }
      }
    case .ending(let ending): document.path.hasSuffix("." + ending)
    case .language(let code): document.language == code
    case .folder(let path): document.path.hasPrefix(path + "/")
    case .years(let years): document.date.map { years.contains($0.year) } ?? false
    case .value(let key, let value):
      value.isEmpty
        ? Self.values(document, key).isEmpty : Self.values(document, key).contains(value)
    case .tag(let value): document.facets.values.contains { $0.contains(value) }
    case .everything: true
    }
  }

  /// Side by side: any of the words, or else the phrases; any value of each field; each of the rest.
  private func matches(sequence parts: [Part], _ document: IndexDocument) -> Bool {
    let words = parts.filter(\.isWord)
    let phrases = parts.filter(\.isPhrase)
    let others = parts.filter { !$0.isWord && !$0.isPhrase && $0.field == nil }
    let fields = Dictionary(
      grouping: parts.filter { $0.field != nil }, by: { $0.field ?? "" })
    return phrases.allSatisfy { matches($0, document) }
      && (!phrases.isEmpty || words.isEmpty || words.contains { matches($0, document) })
      && others.allSatisfy { matches($0, document) }
      && fields.values.allSatisfy { $0.contains { matches($0, document) } }
  }

  /// BM25 of words side by side, with the lengths as exact as one byte keeps them.
  func scores(_ words: [String]) -> [String: Double] {
    let lengths = documents.map { document in
      Self.fields(document).reduce(0) { $0 + $1.words.count * Int($1.weight) }
    }
    let average = Double(lengths.reduce(0, +)) / Double(documents.count)
    var result: [String: Double] = [:]
    for word in words {
      let count = documents.count { matches(.word(word), $0) }
      let idf = log(
        1 + (Double(documents.count) - Double(count) + 0.5) / (Double(count) + 0.5))
      for (document, length) in zip(documents, lengths) {
        let frequency = Self.fields(document).reduce(0.0) { sum, field in
          sum + Double(field.words.count { areSame($0, word) }) * field.weight
        }
        guard frequency > 0 else { continue }
        let kept = Double(LengthNorm.length(of: LengthNorm.byte(of: length)))
        let k = 1.5 * (1 - 0.65 + 0.65 * kept / average)
        result[document.id, default: 0] += idf * 2.5 * frequency / (frequency + k)
      }
    }
    return result
  }

  /// The values that count for a facet, as filters see them.
  static func values(_ document: IndexDocument, _ key: String) -> [String] {
    key == "year" ? (document.date.map { ["\($0.year)"] } ?? []) : document.facets[key] ?? []
  }

  /// Whether a document passes the filters on one facet.
  static func passes(_ document: IndexDocument, _ filters: [FacetFilter]) -> Bool {
    guard let key = filters.first?.key else { return true }
    let values = Self.values(document, key)
    let included = filters.filter { $0.mode == .include }
    let excluded = filters.filter { $0.mode == .exclude }
    for filter in excluded {
      if filter.value.isEmpty ? values.isEmpty : values.contains(filter.value) { return false }
    }
    if included.isEmpty { return true }
    return included.contains { filter in
      filter.value.isEmpty ? values.isEmpty : values.contains(filter.value)
    }
  }

  /// Hits and counts of a part under filters; a facet's counts ignore what its own filters ask for, but
  /// not what they rule out.
  func answer(
    _ part: Part, _ filters: [FacetFilter]
  ) -> (hits: Set<String>, counts: [String: [String: Int]]) {
    let included = Dictionary(grouping: filters.filter { $0.mode == .include }, by: \.key)
    let excluded = filters.filter { $0.mode == .exclude }
    var hits: Set<String> = []
    var counts: [String: [String: Int]] = [:]
    for document in documents
    where matches(part, document) && excluded.allSatisfy({ Self.passes(document, [$0]) }) {
      let failed = included.filter { !Self.passes(document, $0.value) }.map(\.key)
      if failed.isEmpty { hits.insert(document.id) }
      for key in ["type", "product", "year"] where failed.isEmpty || failed == [key] {
        for value in Self.values(document, key) {
          counts[key, default: [:]][value, default: 0] += 1
        }
      }
    }
    return (hits, counts)
  }
}

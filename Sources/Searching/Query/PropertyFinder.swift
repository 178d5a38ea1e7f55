import TextAnalysis

/// Finds the documents with a value of a property.
struct PropertyFinder {
  let index: SearchIndex
  let analyzer: WordAnalyzer
  let property: DocumentProperty

  /// How many values are named where none is found.
  private static let namedValues = 8

  /// The documents of each segment that have a value; `nil` if none has.
  func documents(with value: String) throws -> [ScoredList]? {
    let matches = matcher(of: value)
    let lists = try index.segments.map { segment in
      // A segment whose documents have no such property has no column for it.
      guard let column = try segment.column(of: property) else { return ScoredList() }
      let documents = try AllowedDocuments(column, where: matches).documents
      return segment.seen(
        ScoredList(
          documents: documents, scores: [Float](repeating: 0, count: documents.count)))
    }
    return lists.contains { $0.count > 0 } ? lists : nil
  }

  /// The most frequent values of documents that may be seen, to be named where one has none.
  func frequentValues() throws -> [String] {
    var counts: [String: Int] = [:]
    for segment in index.segments {
      guard let column = try segment.column(of: property) else { continue }
      var ofSet = [Int](repeating: 0, count: column.setCount)
      for (document, set) in try column.sets().enumerated() where segment.isLive(document) {
        ofSet[set] += 1
      }
      for set in ofSet.indices where ofSet[set] > 0 {
        for member in try column.members(ofSet: set) {
          counts[try column.value(member), default: 0] += ofSet[set]
        }
        // No language, but the sign that the one beside it is a guess.
        counts[DocumentProperty.assumedLanguage] = nil
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.namedValues)
      .map(\.key)
  }

  /// What tells whether a value is meant: all of an ending or language, or words one after the other.
  private func matcher(of value: String) -> (String) -> Bool {
    let begins = value.hasSuffix("*")
    switch property {
    case .ext:
      let wanted = value.lowercased().drop { $0 == "." }.prefix { $0 != "*" }
      return { begins ? $0.hasPrefix(wanted) : $0 == wanted }
    case .lang:
      let wanted = Self.languageCode(value)
      return { $0 == wanted }
    case .author, .from, .to, .keyword:
      let wanted = analyzer.words(value).map { analyzer.spellings($0) }
      return { Self.has(wanted, beginsLast: begins, in: $0) }
    }
  }

  /// The code of a language that is named by its English name or by a tag.
  static func languageCode(_ value: String) -> String {
    let named = Language.allCases.first { "\($0)" == value.lowercased() }
    return (named ?? Language(tag: value))?.rawValue ?? value.lowercased()
  }

  /// Whether a value has words one after the other, in any of their spellings.
  private static func has(_ wanted: [[String]], beginsLast: Bool, in value: String) -> Bool {
    let bytes = Array(value.utf8)
    let words = Analyzer.tokens(of: bytes).map { token in
      [token.text] + (SpelledOut.form(of: bytes[token.range]).map { [$0] } ?? [])
    }
    guard !wanted.isEmpty, words.count >= wanted.count else { return false }
    return (0...(words.count - wanted.count)).contains { start in
      wanted.indices.allSatisfy { place in
        let isBeginning = beginsLast && place == wanted.count - 1
        return words[start + place].contains { word in
          wanted[place].contains { isBeginning ? word.hasPrefix($0) : word == $0 }
        }
      }
    }
  }
}

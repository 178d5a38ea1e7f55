import TextAnalysis

/// What a document says of itself beside its text, or what can be said of it: fields of queries, and no facets.
package enum DocumentProperty: String, Sendable, CaseIterable {
  /// Who wrote it.
  case author = "author"
  /// Who sent it.
  case from = "from"
  /// Who it was sent to.
  case to = "to"
  /// What it was given for keywords.
  case keyword = "keyword"
  /// What its path ends in, such as `pdf`.
  case ext = "ext"
  /// Its language, by the code of ISO 639-1.
  case lang = "lang"

  /// A value beside the language of a document that was neither told nor could be guessed: it has the usual one.
  static let assumedLanguage = "\u{1}"

  /// Its place among all.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The name of the column of a segment that holds the values; no facet can have it.
  var column: String { "\u{1}\(rawValue)" }

  /// Whether its words are found like those of the text.
  var hasWords: Bool { self != .ext && self != .lang }

  /// Whether its words count like those of a heading.
  var isTelling: Bool { self == .keyword }
}

/// The words of paths.
enum PathWords {
  /// The words of a file's name, of which those of mixed case and with numbers also stand apart (`AcmeVault`,
  /// `Offer2010v3`); empty if the title has them all.
  static func name(of path: String, title: String) -> String {
    guard let name = path.split(separator: "/").last else { return "" }
    let stem = stem(of: String(name))
    let known = Set(Analyzer.tokens(of: title).map(\.text))
    let apart = apart(stem)
    // A title that was made of the name has it in one piece, too.
    if Analyzer.tokens(of: stem + "\n" + apart).allSatisfy({ known.contains($0.text) }) {
      return ""
    }
    return apart == stem ? stem : stem + "\n" + apart
  }

  /// The folders of a path, one a line.
  static func folders(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "\n")
  }

  /// What a path ends in, in lower case; `nil` if it has no ending.
  static func ending(of path: String) -> String? {
    guard let name = path.split(separator: "/").last, let point = name.lastIndex(of: "."),
      point > name.startIndex
    else { return nil }
    let ending = name[name.index(after: point)...]
    // A point also stands in dates, versions and sentences: what follows it is an ending only if it
    // is short and has a letter.
    guard (1...5).contains(ending.count), ending.allSatisfy({ $0.isLetter || $0.isNumber }),
      ending.contains(where: \.isLetter)
    else { return nil }
    return ending.lowercased()
  }

  /// A file's name without its ending.
  static func stem(of name: String) -> String {
    ending(of: name).map { String(name.dropLast($0.count + 1)) } ?? name
  }

  /// A name with a blank where a capital follows a small letter, and between words and numbers of three signs and more;
  /// shorter ones (`v3`, `Q4`, `HA7`) are one name.
  private static func apart(_ name: String) -> String {
    var result = ""
    var last: Character?
    var alike = 0
    for character in name {
      if let last {
        let isOther = last.isNumber != character.isNumber
        let isCapital = last.isLowercase && character.isUppercase
        if isCapital || isOther && alike >= 3 && (character.isNumber || character.isLetter) {
          result += " "
        }
        // Signs between count as neither.
        if !character.isNumber, !character.isLetter { alike = -1 } else if isOther { alike = 0 }
      }
      result.append(character)
      alike += 1
      last = character
    }
    return result
  }
}

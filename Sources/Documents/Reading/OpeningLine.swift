internal import Knowledge

/// The line that a document begins with, where it stands like a title whatever the format's styles say:
/// short, on its own, no sentence, no address.
///
/// `INVOICE` above the address of the customer, `Lieferschein` in a text file: what stands first names what
/// follows.
enum OpeningLine {
  private static let lengthLimit = 60
  private static let wordLimit = 6
  private static let lowerWordLimit = 3
  private static let lineLimit = 8

  /// The bytes of the longest line that is looked at, with ornaments or an address; paragraphs are longer.
  private static let lineLengthLimit = 160

  /// The title that a text begins with; `nil` if it begins with something else.
  static func title(of text: String, format: String) -> String? {
    DocumentFormat.framed.contains(format) ? nil : title(of: text)
  }

  /// The title that a text without a frame begins with.
  static func title(of text: String) -> String? {
    let lines = lines(of: text)
    for (index, raw) in lines.enumerated() {
      guard raw.utf8.count <= lineLengthLimit else { return nil }
      if isLetterhead(raw) || isAside(raw) || index > 0 && isPlace(raw) { continue }
      let line = undecorated(raw)
      // Below a letterhead only what is very short stands out.
      guard isTitle(line), index == 0 || words(line).count <= lowerWordLimit else { return nil }
      return line
    }
    return nil
  }

  /// The word in capitals right below a first line that has small letters: `INVOICE` below the name of a company.
  static func sign(below title: String, in text: String) -> String? {
    let lines = lines(of: text)
    guard lines.first == title, !isShouted(title) else { return nil }
    return lines.dropFirst().prefix(2)
      .first { $0.utf8.count <= lineLengthLimit && isSign($0) && !isAside($0) }.map(undecorated)
  }

  /// The first lines of a text that are not empty.
  static func lines(of text: String) -> [String] {
    text.utf8.prefix(2 << 10).split(separator: 10).prefix(lineLimit)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// A line without what makes it stand out: `*** INVOICE ***`, `# Invoice`, `I N V O I C E`, `INVOICE:`.
  private static func undecorated(_ line: String) -> String {
    var line = Substring(line)
    if let first = line.first, let last = line.last, isMark(first), isMark(last) || first == "#" {
      line = line.drop { isMark($0) || $0 == " " }
      while let last = line.last, isMark(last) || last == " " { line.removeLast() }
    }
    let isColon = line.last == ":" && !fieldNames.contains(line.dropLast().lowercased())
    let isPoint = line.last == "." && isShouted(String(line)) && !line.hasSuffix("No.")
    if isColon || isPoint, Self.words(String(line)).count <= 2 { line.removeLast() }
    let words = Self.words(String(line))
    if words.count > 3, words.allSatisfy({ $0.count == 1 && $0.first?.isLetter ?? false }) {
      return words.joined()
    }
    // `INVOICE` and its number, at a stop.
    let cells = line.split(separator: "\t")
    if cells.count == 2, cells[1].contains(where: \.isNumber) {
      return cells.joined(separator: " ")
    }
    return String(line)
  }

  private static func isMark(_ character: Character) -> Bool { "*=#-_~".contains(character) }

  /// Whether all letters are capitals.
  private static func isShouted(_ line: String) -> Bool {
    line == line.uppercased() && line != line.lowercased()
  }

  /// Whether a line is one word in capitals.
  private static func isSign(_ line: String) -> Bool {
    // Most lines have small letters: what the others are is looked at closely.
    guard !line.utf8.contains(where: { $0 &- 0x61 < 26 }) else { return false }
    let line = undecorated(line)
    return words(line).count == 1 && isShouted(line) && isTitle(line) && line.count > 3
  }

  /// Whether a line stands above a title and is none: a page, a date, how secret it is.
  private static func isAside(_ line: String) -> Bool {
    let words = Self.words(line).map { $0.lowercased() }
    let names = words.filter { $0.contains(where: \.isLetter) }
    return asides.contains(line.lowercased())
      || words.count > 1 && words.count <= 4 && names.count < words.count
        && (names.allSatisfy { months.contains($0) } && !names.isEmpty
          || counters.contains(words[0])
            && words.dropFirst().allSatisfy { counters.contains($0) || $0.allSatisfy(\.isNumber) })
  }

  /// Whether a line is a place with its postal code: `24103 Kiel`, `Baltimore, MD 21201`.
  private static func isPlace(_ line: String) -> Bool {
    let words = words(line)
    guard (2...4).contains(words.count), let first = words.first, let last = words.last else {
      return false
    }
    let isCode = { (word: Substring) in word.count == 5 && word.allSatisfy(\.isNumber) }
    return isCode(first) && !last.contains(where: \.isNumber)
      || isCode(last) && words.count > 2 && words[words.count - 2].count == 2
  }

  private static func isTitle(_ line: String) -> Bool {
    guard line.utf8.count <= lengthLimit, let first = line.first,
      first.isUppercase || first.isNumber || first.isLetter && !first.isLowercase,
      let last = line.last, !".,;:!?-".contains(last) || line.hasSuffix("No.")
    else { return false }
    let words = words(line)
    // What is numbered or dated is no longer for that: "Compte rendu de la réunion du 12 mars 2011".
    guard words.count(where: { $0.contains(where: \.isLetter) }) <= wordLimit,
      words.contains(where: isWord)
    else { return false }
    return !line.contains("\t") && !line.contains("@") && !line.contains("://") && !isField(line)
      && !isSalutation(words[0])
  }

  /// Whether a line is a label with its value: `Date: 2010-03-12`, `To: Ann Bell`.
  private static func isField(_ line: String) -> Bool {
    guard let colon = line.range(ofText: ": ") else { return false }
    return words(String(line[..<colon.lowerBound])).count == 1
      && fieldNames.contains(line[..<colon.lowerBound].lowercased())
  }

  private static func isSalutation(_ word: Substring) -> Bool {
    salutations.contains(word.lowercased())
  }

  /// Whether a line names a company or an address, as letters begin.
  private static func isLetterhead(_ line: String) -> Bool {
    let words = words(line)
    guard words.count <= 10, let last = words.last else { return false }
    return words.dropFirst().contains { legalForms.contains($0.lowercased()) }
      || line.contains("@") || line.contains("www.") || streets.contains(last.lowercased())
      || words.indices.dropFirst().contains { isHouse(words[$0], in: words[$0 - 1]) }
  }

  private static func isHouse(_ number: Substring, in street: Substring) -> Bool {
    number.count <= 4 && number.allSatisfy(\.isNumber)
      && streetEndings.contains { street.lowercased().hasSuffix($0) }
  }

  private static func words(_ line: String) -> [Substring] {
    line.split { $0.isWhitespace || $0 == "," || $0 == "|" }
  }

  private static func isWord(_ word: Substring) -> Bool {
    word.count { $0.isLetter } >= 3
  }

  private static let salutations = TitleWords.lists["salutation"]
  private static let fieldNames = TitleWords.lists["field"]
  private static let legalForms = TitleWords.lists["legal-form"]
  private static let asides = TitleWords.lists["aside"]
  private static let months = TitleWords.lists["month"]
  private static let counters = TitleWords.lists["counter"]
  private static let streets = TitleWords.lists["street"]
  private static let streetEndings = TitleWords.lists.terms("street-ending")
}

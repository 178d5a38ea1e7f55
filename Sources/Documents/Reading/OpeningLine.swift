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
  private static let lineLimit = 3

  /// The title that a text begins with; `nil` if it begins with something else.
  static func title(of text: String, format: String) -> String? {
    guard !DocumentFormat.framed.contains(format) else { return nil }
    for (index, line) in lines(of: text).enumerated() {
      if isLetterhead(line) { continue }
      guard isTitle(line) else { return nil }
      // Below a letterhead only what is very short stands out.
      return index == 0 || words(line).count <= lowerWordLimit ? line : nil
    }
    return nil
  }

  /// The first lines of a text that are not empty.
  static func lines(of text: String) -> [String] {
    text.utf8.prefix(2 << 10).split(separator: 10).prefix(lineLimit)
      .map { String(decoding: $0, as: UTF8.self) }
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
      || words.count > 1 && last.allSatisfy(\.isNumber) && last.count <= 4
        && streetEndings.contains { words[words.count - 2].lowercased().hasSuffix($0) }
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
  private static let streets = TitleWords.lists["street"]
  private static let streetEndings = TitleWords.lists.terms("street-ending")
}

internal import Knowledge
package import Model

/// The title under which a list shows a document.
///
/// Metadata titles are often none: `Document1`, `Sheet1`, `layout4.indd`, the one word of a template.
/// Then the first heading says more, or the first line, and the file's name more than nothing. One word is
/// a title where its author wrote it for one (a book, a page, a post) or put it above the text.
package enum DisplayTitle {
  private static let lengthLimit = 160

  /// Words with which programs name what nobody has named yet, and which templates leave behind.
  private static let placeholders = TitleWords.lists["placeholder"]

  /// What to show for a document: never empty unless the document has neither name nor words.
  package static func of(_ document: Document) -> String {
    let given = titles(of: document).first { !$0.isEmpty }
    // The subject of a mail is what its readers know it by, be it one word.
    if let given, document.format == "eml" || document.format == "msg" || isTelling(given) {
      return given
    }
    let meant = given.flatMap { isFileName($0) || isPlaceholder($0) ? nil : $0 }
    if let meant, isOwn(meant, of: document) { return meant }
    if given == nil, let heading = document.headings.first, isOwn(heading: heading, of: document) {
      return heading
    }
    let name = name(of: document.path)
    for candidate in [document.headings.first, firstLine(of: document.text)].compactMap({ $0 })
    where isTelling(candidate) {
      return clipped(candidate)
    }
    if let meant, !(name.map { isTelling($0) && holds(meant, in: $0) } ?? false) { return meant }
    return name ?? given ?? document.id
  }

  /// Formats in which somebody writes the title for those who read it.
  private static let authored: Set<String> = ["html", "epub", "md", "xml", "mht"]

  /// What templates leave behind as title, and sites give to every page.
  private static let generic = TitleWords.lists["generic"]

  /// What the first section of any text is called.
  private static let sections = TitleWords.lists["section"]

  /// Those titles of one word that say nothing on a page, either.
  private static let siteWords = TitleWords.lists["site"]

  /// Whether a title of one word is the document's own: its author's, or one that the text begins with.
  private static func isOwn(_ title: String, of document: Document) -> Bool {
    guard wordCount(title) >= 1 else { return false }
    let word = title.lowercased()
    if !generic.contains(word), !sections.contains(word) { return true }
    if authored.contains(document.format ?? "") {
      return !siteWords.contains(word)
    }
    let opening = OpeningLine.lines(of: document.text).first
    return opening?.lowercased() == word && !sections.contains(word)
  }

  /// The title, and those in other fields, as pages have them for whoever links to them (`og:title`, `dc.title`).
  private static func titles(of document: Document) -> [String] {
    (document.title.map { [$0] } ?? [])
      + document.metadata.filter { $0.role == .title }.map { $0.value }
  }

  /// Whether a first heading of one word is the title of a page or a post that has no other.
  private static func isOwn(heading: String, of document: Document) -> Bool {
    authored.contains(document.format ?? "") && wordCount(heading) == 1 && !isFileName(heading)
      && !isPlaceholder(heading) && !sections.contains(heading.lowercased())
      && isOwn(heading, of: document)
  }

  private static func holds(_ word: String, in name: String) -> Bool {
    name.lowercased().contains(word.lowercased())
  }

  /// Whether a title has two words or more and is neither a file's name nor a placeholder.
  static func isTelling(_ title: String) -> Bool {
    wordCount(title) >= 2 && !isFileName(title) && !isPlaceholder(title)
  }

  private static func wordCount(_ title: String) -> Int {
    title.split(whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "’" })
      .count { $0.count >= 2 || !$0.allSatisfy(\.isASCII) }
  }

  /// Whether a title looks like `Flyer_v3`, `layout4.indd` or `Microsoft Word - flyer.doc`.
  private static func isFileName(_ title: String) -> Bool {
    if title.hasPrefix("Microsoft ") && title.contains(" - ") { return true }
    if let point = title.lastIndex(of: ".") {
      let ending = title[title.index(after: point)...]
      if (2...5).contains(ending.count), ending.allSatisfy({ $0.isASCII && $0.isLetter }),
        title[..<point].last?.isWhitespace == false, !title[..<point].contains(". ")
      {
        return true
      }
    }
    return !title.contains(where: \.isWhitespace) && title.contains("_")
  }

  /// Whether a title is a placeholder, alone or with a number: `Untitled 1`, `Sheet1`.
  private static func isPlaceholder(_ title: String) -> Bool {
    let word = title.lowercased().prefix { $0.isLetter }
    let rest = title.dropFirst(word.count)
    return placeholders.contains(String(word)) && rest.allSatisfy { !$0.isLetter }
  }

  /// The first line with words, if it may be a title: short, not the middle of a sentence, and not
  /// the first row of a table.
  private static func firstLine(of text: String) -> String? {
    for line in text.utf8.prefix(2 << 10).split(separator: 10).prefix(3) {
      let line = String(decoding: line, as: UTF8.self)
      guard wordCount(line) >= 2 else { continue }
      let starts = line.first { $0.isLetter }.map { !$0.isLowercase } ?? false
      return starts && !line.contains("\t") && line.utf8.count <= lengthLimit ? line : nil
    }
    return nil
  }

  private static func clipped(_ title: String) -> String {
    title.count <= lengthLimit ? title : title.prefix(lengthLimit - 1) + "…"
  }

  /// The file's name without its ending, underscores as spaces.
  private static func name(of path: String?) -> String? {
    guard let file = path?.split(separator: "/").last else { return nil }
    let point = file.lastIndex(of: ".") ?? file.endIndex
    let stem = point > file.startIndex ? file[..<point] : file
    return String(stem.replacing("_", with: " "))
  }
}

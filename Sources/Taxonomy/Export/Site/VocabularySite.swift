internal import Model
internal import XMLReading

/// A vocabulary as static pages for any web server: one for each concept, the hierarchy, the alphabet,
/// and the data beside them as Turtle, RDF/XML and JSON-LD.
///
/// Pages have no scripts and nothing from elsewhere. Files of concepts are named after what their URIs
/// do not have in common, so that a page keeps its address from release to release.
package struct VocabularySite {
  let vocabulary: Vocabulary
  let language: String
  let forest: ConceptForest
  /// The name of each concept's files, without an ending.
  let names: [String]

  /// The pages of a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary.
  ///   - language: the language of names; others stand on the pages of concepts.
  package init(_ vocabulary: Vocabulary, language: String = "en") {
    self.vocabulary = vocabulary
    self.language = language
    forest = ConceptForest(vocabulary)
    names = Self.fileNames(vocabulary)
  }

  /// The title of the whole.
  var title: String {
    (vocabulary.titles.first { $0.language == language } ?? vocabulary.titles.first)?.text
      ?? "Vocabulary"
  }

  /// Gives every file, one after the other.
  ///
  /// - Parameter write: takes the path below the folder of the site, and the content.
  /// - Throws: what `write` or exporting throws.
  package func forEachFile(_ write: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws {
    try write("index.html", indexPage())
    try write("alphabet.html", alphabetPage())
    try write("style.css", Array(Self.style.utf8))
    try write("vocabulary.ttl", vocabulary.exported(as: .turtle))
    try write("vocabulary.rdf", vocabulary.exported(as: .skos))
    try write("vocabulary.jsonld", vocabulary.exported(as: .jsonld))
    for concept in vocabulary.concepts {
      try write("concept/\(name(of: concept)).html", ConceptPage(self, concept).document())
    }
    // Gathered first: `describe` calls nothing that may fail.
    var data: [(String, [UInt8])] = []
    SKOSDescriber(vocabulary: vocabulary).describe { description in
      guard let uri = description.uri, let concept = vocabulary.concept(uri: uri) else { return }
      var writer = TurtleWriter()
      writer.write(description)
      data.append(("concept/\(name(of: concept)).ttl", writer.bytes))
    }
    for (path, bytes) in data { try write(path, bytes) }
  }

  func name(of concept: ConceptOrdinal) -> String { names[Int(concept.rawValue)] }

  func label(of concept: ConceptOrdinal) -> String {
    vocabulary.preferredLabel(of: concept, language: language)
  }

  /// A link to the page of a concept.
  func link(to concept: ConceptOrdinal, from folder: String = "") -> String {
    "<a href=\"\(folder)\(name(of: concept)).html\">\(Self.escaped(label(of: concept)))</a>"
  }

  static func escaped(_ text: String) -> String {
    String(decoding: XMLText.escaped(text), as: UTF8.self)
  }

  // MARK: Pages of the whole

  private func indexPage() -> [UInt8] {
    var body = "<h1>\(Self.escaped(title))</h1>\n"
    for text in vocabulary.descriptions { body += "<p>\(Self.escaped(text.text))</p>\n" }
    body += "<p><a href=\"alphabet.html\">From A to Z</a> · "
    body += "<a href=\"vocabulary.ttl\">Turtle</a> · <a href=\"vocabulary.rdf\">RDF/XML</a> · "
    body += "<a href=\"vocabulary.jsonld\">JSON-LD</a></p>\n"
    for scheme in vocabulary.schemes {
      let title = vocabulary.scheme(scheme).title(language: language)
      body += "<h2>\(Self.escaped(title))</h2>\n" + tree(of: scheme)
    }
    let alternates = [
      ("text/turtle", "vocabulary.ttl"), ("application/rdf+xml", "vocabulary.rdf"),
      ("application/ld+json", "vocabulary.jsonld"),
    ]
    return page(title, body, folder: "", alternates: alternates)
  }

  /// The hierarchy of a scheme as nested lists.
  private func tree(of scheme: SchemeOrdinal) -> String {
    var html = "<ul>\n"
    // A stack instead of recursion: nil closes the list that was opened last.
    var open: [ConceptOrdinal?] = forest.roots(of: scheme).reversed()
    while let next = open.popLast() {
      guard let concept = next else {
        html += "</ul></li>\n"
        continue
      }
      let children = forest.children(of: concept)
      let mark = vocabulary.isDeprecated(concept) ? " class=\"old\"" : ""
      html += "<li\(mark)>\(link(to: concept, from: "concept/"))"
      html += children.isEmpty ? "</li>\n" : "<ul>\n"
      if !children.isEmpty { open.append(nil) }
      for child in children.reversed() { open.append(child) }
    }
    return html + "</ul>\n"
  }

  /// All names in the language and in none, sorted, each leading to its concept.
  private func alphabetPage() -> [UInt8] {
    var entries: [(name: String, concept: ConceptOrdinal, isPreferred: Bool)] = []
    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept).map(vocabulary.label)
      where label.kind != .hidden && label.role != .code
        && (label.language == language || label.language.isEmpty)
      {
        entries.append((label.text, concept, label.kind == .preferred))
      }
    }
    entries.sort { ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name) }
    var body = "<h1>\(Self.escaped(title)): A to Z</h1>\n"
    var letter = ""
    for entry in entries {
      let initial = entry.name.prefix(1).uppercased()
      if initial != letter {
        body += (letter.isEmpty ? "" : "</ul>\n") + "<h2>\(Self.escaped(initial))</h2>\n<ul>\n"
        letter = initial
      }
      let target = link(to: entry.concept, from: "concept/")
      body +=
        entry.isPreferred
        ? "<li>\(target)</li>\n" : "<li>\(Self.escaped(entry.name)) → \(target)</li>\n"
    }
    return page("\(title): A to Z", body + (letter.isEmpty ? "" : "</ul>\n"), folder: "")
  }

  /// A page with its head.
  func page(
    _ title: String, _ body: String, folder: String, alternates: [(type: String, href: String)] = []
  ) -> [UInt8] {
    let links = alternates.map {
      "<link rel=\"alternate\" type=\"\($0.type)\" href=\"\(Self.escaped($0.href))\">\n"
    }.joined()
    let text = """
      <!DOCTYPE html>
      <html lang="\(Self.escaped(language))"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><title>\(Self.escaped(title))</title>
      <link rel="stylesheet" href="\(folder)style.css">
      \(links)</head><body>
      \(body)</body></html>

      """
    return Array(text.utf8)
  }

  private static let style = """
    body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
    a{color:#06c}
    .old a,.old{color:#777}
    dt{font-weight:bold;margin-top:.5rem}
    svg{max-width:100%;height:auto}
    nav{font-size:.9rem}

    """

  // MARK: Names of files

  /// What the URIs do not have in common, made fit for file names; what would be the same twice gets a
  /// number.
  private static func fileNames(_ vocabulary: Vocabulary) -> [String] {
    let uris = vocabulary.concepts.map { vocabulary.uri(of: $0) }
    var common = uris.first.map { Array($0.utf8) } ?? []
    for uri in uris {
      let shared = zip(common, uri.utf8).prefix { $0 == $1 }.count
      common.removeLast(common.count - shared)
    }
    // The common part ends behind a separator, so that no name is cut in the middle.
    let end = common.lastIndex { "/#:".utf8.contains($0) }.map { $0 + 1 } ?? 0
    var used: Set<String> = []
    return uris.map { uri in
      let rest = Array(uri.utf8.dropFirst(end))
      let bytes = rest.map { byte in
        TurtleScanner.isLetter(byte) || TurtleScanner.isDigit(byte) || byte == UInt8(ascii: "-")
          ? byte : UInt8(ascii: "_")
      }
      // File systems take 255 bytes, of which a number and an ending need some.
      let base = String(decoding: bytes.prefix(120), as: UTF8.self)
      var name = base.isEmpty ? "_" : base
      var number = 2
      // Some file systems do not tell capitals from small letters.
      while !used.insert(name.lowercased()).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      return name
    }
  }
}

internal import Model

/// The page of a concept: names with their times, notes, hierarchy, history, matches.
struct ConceptPage {
  private let site: VocabularySite
  private let concept: ConceptOrdinal
  private var vocabulary: Vocabulary { site.vocabulary }

  init(_ site: VocabularySite, _ concept: ConceptOrdinal) {
    self.site = site
    self.concept = concept
  }

  /// The page.
  func document() -> [UInt8] {
    let title = site.label(of: concept)
    var body = "<nav>\(path)</nav>\n<h1>\(VocabularySite.escaped(title))</h1>\n"
    let uri = VocabularySite.escaped(vocabulary.uri(of: concept))
    body += "<p><code>\(uri)</code></p>\n"
    if vocabulary.hasDeprecation(concept) { body += deprecation }
    body += notes + names + timeline + relations + matches + provenance
    let file = site.name(of: concept) + ".ttl"
    body += "<p><a href=\"\(file)\">Turtle</a></p>\n"
    return site.page(title, body, folder: "../", alternates: [("text/turtle", file)])
  }

  private var path: String {
    let above = site.forest.path(to: concept).dropLast().map { site.link(to: $0) }
    return (["<a href=\"../index.html\">\(VocabularySite.escaped(site.title))</a>"] + above)
      .joined(separator: " › ")
  }

  private var deprecation: String {
    let end = vocabulary.deprecationDate(of: concept)
    let state =
      vocabulary.isDeprecated(concept)
      ? "Not in use" + (end.map { " since \($0)" } ?? "")
      : "In use" + (end.map { " until \($0)" } ?? "")
    let successors = vocabulary.successors(of: concept).map { successor in
      let target =
        successor.concept.map { site.link(to: $0) } ?? VocabularySite.escaped(successor.uri)
      let condition = successor.condition.isEmpty ? "" : " (\(successor.condition))"
      return target + VocabularySite.escaped(condition)
    }
    if vocabulary.isCompound(concept) {
      return "<p class=\"old\">Stands for \(successors.joined(separator: " + ")) together</p>\n"
    }
    let instead = successors.isEmpty ? "" : ": use " + successors.joined(separator: ", ")
    return "<p class=\"old\">\(state)\(instead)</p>\n"
  }

  private var notes: String {
    let notes = vocabulary.notes(of: concept)
    let shown = notes.filter { $0.language == site.language || $0.language.isEmpty }
    return (shown.isEmpty ? notes : shown).map { note in
      let kind = note.kind == .definition ? "" : "<strong>\(note.kind.wireName)</strong>: "
      let origin = [note.creator, note.date].filter { !$0.isEmpty }.joined(separator: ", ")
      let words = origin.isEmpty ? note.text : "\(note.text) (\(origin))"
      return "<p>\(kind)\(VocabularySite.escaped(words))</p>\n"
    }.joined()
  }

  private var names: String {
    let labels = vocabulary.labels(of: concept).map(vocabulary.label).filter { $0.kind != .hidden }
    guard !labels.isEmpty else { return "" }
    let items = labels.map { label in
      var remarks = [label.role == .plain ? label.kind.wireName : label.role.wireName]
      if let from = label.validity.from { remarks.append("from \(from)") }
      if let until = label.validity.until { remarks.append("until \(until)") }
      let code = VocabularySite.escaped(label.language)
      let tag = code.isEmpty ? "" : " lang=\"\(code)\""
      let language = code.isEmpty ? "" : " (\(code))"
      return "<li><span\(tag)>\(VocabularySite.escaped(label.text))</span>\(language) · "
        + remarks.joined(separator: ", ") + "</li>\n"
    }
    return "<h2>Names</h2>\n<ul>\n\(items.joined())</ul>\n"
  }

  /// The names that have dates, each as a line from its first year to its last.
  private var timeline: String {
    let dated = vocabulary.labels(of: concept).map(vocabulary.label).filter {
      $0.kind != .hidden && ($0.validity.from != nil || $0.validity.until != nil)
    }
    let years = dated.flatMap { [$0.validity.from?.year, $0.validity.until?.year] }
      .compactMap { $0 }
    guard let first = years.min(), let last = years.max() else { return "" }
    // A year on both sides, so that an open end is seen to go on.
    let (start, end) = (first - 1, last + 1)
    func x(_ year: Int) -> Int { 220 + (year - start) * 560 / max(1, end - start) }
    var lines = ""
    // More lines than that are no picture; the names themselves stand above with their dates.
    for (index, label) in dated.prefix(40).enumerated() {
      let y = 20 + index * 24
      let (from, until) = (label.validity.from?.year ?? start, label.validity.until?.year ?? end)
      let text = VocabularySite.escaped(String(label.text.prefix(30)))
      let span =
        "\(label.validity.from?.description ?? "…") – "
        + (label.validity.until?.description ?? "…")
      lines += "<text x=\"0\" y=\"\(y + 5)\">\(text)</text>"
      lines += "<line x1=\"\(x(from))\" x2=\"\(x(until))\" y1=\"\(y)\" y2=\"\(y)\" "
      lines += "stroke=\"#06c\" stroke-width=\"6\"><title>\(span)</title></line>\n"
    }
    let bottom = 20 + min(dated.count, 40) * 24
    lines += "<text x=\"\(x(first))\" y=\"\(bottom + 5)\">\(first)</text>"
    if last != first { lines += "<text x=\"\(x(last))\" y=\"\(bottom + 5)\">\(last)</text>" }
    return "<h2>Names in time</h2>\n<svg viewBox=\"0 0 800 \(bottom + 16)\" role=\"img\" "
      + "font-size=\"14\">\n\(lines)\n</svg>\n"
  }

  private var relations: String {
    let narrower = vocabulary.narrower(of: concept).map { site.link(to: $0) }
    let related = vocabulary.related(.related, to: concept).map { site.link(to: $0) }
    let parts = vocabulary.related(.part, to: concept).map { site.link(to: $0) }
    let broader = vocabulary.broader(of: concept).map { site.link(to: $0) }
    return list("Broader", broader) + list("Narrower", narrower) + list("Related", related)
      + list("Parts", parts)
  }

  private var matches: String {
    let items = vocabulary.mappings(of: concept).map { mapping in
      let uri = VocabularySite.escaped(mapping.uri)
      // A link only to what a browser opens: a vocabulary may hold javascript: as well.
      let isWeb = mapping.uri.hasPrefix("http://") || mapping.uri.hasPrefix("https://")
      return "\(mapping.kind.wireName): " + (isWeb ? "<a href=\"\(uri)\">\(uri)</a>" : uri)
    }
    return list("In other vocabularies", items)
  }

  private var provenance: String {
    list(
      "History",
      vocabulary.provenance(of: concept).map {
        "\($0.kind.wireName): " + VocabularySite.escaped($0.value)
      })
  }

  private func list(_ title: String, _ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    return "<h2>\(title)</h2>\n<ul>\n" + items.map { "<li>\($0)</li>\n" }.joined() + "</ul>\n"
  }
}

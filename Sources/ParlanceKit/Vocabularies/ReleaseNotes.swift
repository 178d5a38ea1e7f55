internal import Taxonomy
internal import XMLReading

/// What changed between two releases, as notes that their readers understand.
package struct ReleaseNotes {
  /// How notes are written.
  package enum Form: String, CaseIterable, Sendable {
    /// Markdown.
    case markdown = "markdown"
    /// A page of its own, without anything from elsewhere.
    case html = "html"
  }

  /// The changes of one sort.
  package struct Section: Sendable {
    /// What they have in common.
    package var title: String
    /// Each in words.
    package var lines: [String]
  }

  private let report: DiffReport

  /// The notes of a comparison.
  package init(_ report: DiffReport) { self.report = report }

  /// The notes as a document.
  package func document(as form: Form) -> [UInt8] {
    Array((form == .markdown ? markdown : html).utf8)
  }

  private var heading: String {
    let title = report.title.isEmpty ? "Release notes" : report.title
    switch (report.versions.old, report.versions.new) {
    case ("", ""): return title
    case (let old, let new) where old.isEmpty || old == new: return "\(title) \(new)"
    case (let old, let new): return "\(title): \(old) → \(new.isEmpty ? "next" : new)"
    }
  }

  /// The sections, in the order in which a reader cares, each with the kinds of changes in it.
  private static let sections: [(title: String, kinds: Set<VocabularyChange.Kind>)] = [
    ("New", [.added, .collectionAdded, .schemeAdded]),
    ("Renamed", [.renamed]),
    ("Merged and split", [.merged, .split]),
    ("Out of use", [.deprecated, .redirected]),
    ("In use again", [.restored]),
    ("Gone", [.removed, .collectionRemoved, .schemeRemoved]),
    ("Moved", [.moved]),
    ("Names", [.labelAdded, .labelLost, .labelMoved, .labelChanged]),
  ]

  /// The changes of each scheme by section; what is still to come is under "Announced", notes on changes under "Why", what no section has under
  /// "Other changes".
  package var parts: [(scheme: String, sections: [Section])] {
    var schemes: [String] = []
    let told = told
    for change in told where !schemes.contains(change.scheme) {
      schemes.append(change.scheme)
    }
    let named = Self.sections.reduce(into: Set<VocabularyChange.Kind>()) { $0.formUnion($1.kinds) }
    return schemes.map { scheme in
      let changes = told.filter { $0.scheme == scheme }
      let past = changes.filter { $0.change.due == nil }
      var sections = Self.sections.map { section in
        Section(
          title: section.title,
          lines: past.filter { section.kinds.contains($0.change.kind) }.map(Self.line))
      }
      sections.append(
        Section(
          title: "Announced", lines: changes.filter { $0.change.due != nil }.map(Self.line)))
      let others = past.filter { !named.contains($0.change.kind) }
      sections.append(
        Section(title: "Why", lines: others.compactMap { Self.reason($0.change) }))
      sections.append(
        Section(
          title: "Other changes",
          lines: others.filter { $0.change.newChangeNote == nil }.map(Self.line)))
      return (scheme, sections.filter { !$0.lines.isEmpty })
    }
  }

  /// The changes without those of when a concept was changed last and by whom: the others say what.
  private var told: [DiffReport.Change] {
    // Otherwise every concept with a new date of change would be told twice.
    report.changes.filter { $0.change.kind != .provenanceChanged }
  }

  /// What a new note says of a change, in its own words.
  private static func reason(_ change: VocabularyChange) -> String? {
    change.newChangeNote.map { note in
      (change.concepts.map(\.name) + [note]).joined(separator: ": ")
    }
  }

  private static func line(_ change: DiffReport.Change) -> String {
    guard let documents = change.documents, documents > 0 else { return change.message }
    return change.message + " (\(documents) document\(documents == 1 ? "" : "s"))"
  }

  // MARK: Forms

  private var markdown: String {
    var text = "# \(Self.markdown(heading))\n"
    for part in parts {
      text += "\n## \(Self.markdown(part.scheme.isEmpty ? "The vocabulary" : part.scheme))\n"
      for section in part.sections {
        text += "\n### \(section.title)\n\n"
        for line in section.lines { text += "- \(Self.markdown(line))\n" }
      }
    }
    return told.isEmpty ? text + "\nNo differences.\n" : text
  }

  private var html: String {
    let title = Self.escaped(heading)
    var text = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
      <style>body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}</style>
      </head><body>
      <h1>\(title)</h1>

      """
    for part in parts {
      let scheme = part.scheme.isEmpty ? "The vocabulary" : part.scheme
      text += "<h2>\(Self.escaped(scheme))</h2>\n"
      for section in part.sections {
        text += "<h3>\(section.title)</h3>\n<ul>\n"
        for line in section.lines { text += "<li>\(Self.escaped(line))</li>\n" }
        text += "</ul>\n"
      }
    }
    if told.isEmpty { text += "<p>No differences.</p>\n" }
    return text + "</body></html>\n"
  }

  private static func escaped(_ text: String) -> String {
    String(decoding: XMLText.escaped(text), as: UTF8.self)
  }

  /// A line that Markdown shows as it is.
  private static func markdown(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>#|&~".contains(character) { result += "\\" }
      result.append(character.isNewline ? " " : character)
    }
    // At the beginning they would open a list within the list.
    if let first = result.first, first == "-" || first == "+" { return "\\" + result }
    let digits = result.prefix { $0.isNumber }
    guard !digits.isEmpty, let mark = result.dropFirst(digits.count).first, ".)".contains(mark)
    else { return result }
    return digits + "\\" + result.dropFirst(digits.count)
  }
}

/// Writes tags into TOML front matter: `tags = […]` and a key for each facet.
///
/// The tags stand where the file has them: at the top (Hugo), or in `[taxonomies]` (Zola).
struct TOMLMatterWriting {
  private let matter: TOMLMatter
  private let request: TagRequest
  private let newline: [UInt8]
  private var edits = ByteEdits()

  /// The change of the file whose metadata stand in `content`.
  ///
  /// - Throws: `DocumentRefusal` if a part of it cannot be read.
  static func edits(
    _ bytes: [UInt8], _ content: Range<Int>, newline: [UInt8], _ request: TagRequest
  ) throws(DocumentRefusal) -> ByteEdits {
    let matter = TOMLMatter(bytes, content)
    if let failure = matter.failure {
      let line = bytes[..<failure].count { $0 == 0x0A } + 1
      throw DocumentRefusal(
        .damaged, "the TOML front matter cannot be read at line \(line)",
        hint: "write the tags to a sidecar file")
    }
    var writing = TOMLMatterWriting(matter: matter, request: request, newline: newline)
    try writing.editTags()
    for property in request.properties { try writing.edit(property) }
    return writing.edits
  }

  private mutating func editTags() throws(DocumentRefusal) {
    let entry = entry("", "tags") ?? entry("taxonomies", "tags") ?? entry("", "keywords")
    let current =
      try entry.map { entry throws(DocumentRefusal) in try Self.values(of: entry) } ?? []
    let terms = request.terms(changing: current)
    guard terms != current else { return }
    let list = terms.map(Self.quoted).joined(separator: ", ")
    let line = Array("\(entry?.key ?? "tags") = [\(list)]".utf8) + newline
    if let entry {
      edits.replace(entry.range, with: terms.isEmpty ? [] : line)
    } else {
      edits.insert(line, at: matter.tables["taxonomies"] ?? matter.topEnd)
    }
  }

  private func entry(_ table: String, _ key: String) -> TOMLMatter.Entry? {
    matter.entries.first { $0.table == table && $0.key == key }
  }

  private mutating func edit(_ property: TagRequest.Property) throws(DocumentRefusal) {
    let entry = matter.entries.first {
      ["", "params", "extra"].contains($0.table)
        && ($0.key == property.lowerName || $0.key == property.name)
    }
    let current = try entry.map { entry throws(DocumentRefusal) in
      try Self.values(of: entry).joined(separator: FacetProperties.labelSeparator)
    }
    switch property.change(from: current) {
    case .keep: return
    case .remove: if let entry { edits.replace(entry.range, with: []) }
    case .set(let value):
      let line = "\(entry?.key ?? property.lowerName) = \(Self.quoted(value))"
      if let entry {
        edits.replace(entry.range, with: Array(line.utf8) + newline)
      } else {
        edits.insert(Array(line.utf8) + newline, at: matter.topEnd)
      }
    }
  }

  private static func values(of entry: TOMLMatter.Entry) throws(DocumentRefusal) -> [String] {
    switch entry.value {
    case .text(let text): return [text]
    case .list(let texts): return texts
    case .other:
      throw DocumentRefusal(
        .damaged, "the front matter's '\(entry.key)' is neither a text nor a list of texts")
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      default:
        guard scalar.value >= 0x20, scalar.value != 0x7F else { continue }
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Writes tags into the metadata of MultiMarkdown and Pelican: `Keywords:` or `Tags:`, and a line for each facet.
struct MultiMarkdownWriting {
  private struct Entry {
    let key: String
    var value: String
    var range: Range<Int>
  }

  private let request: TagRequest
  private let newline: [UInt8]
  private let bytes: [UInt8]
  private let end: Int
  private var entries: [Entry] = []
  private var edits = ByteEdits()

  /// The change of the file whose metadata stand in `content`.
  static func edits(
    _ bytes: [UInt8], _ content: Range<Int>, newline: [UInt8], _ request: TagRequest
  ) -> ByteEdits {
    var writing = MultiMarkdownWriting(bytes, content, newline, request)
    writing.editKeywords()
    for property in request.properties {
      let entry = writing.entry(property.name)
      switch property.change(from: entry?.value) {
      case .keep: continue
      case .remove: if let entry { writing.edits.replace(entry.range, with: []) }
      case .set(let value): writing.set(entry?.key ?? property.name, value, entry)
      }
    }
    return writing.edits
  }

  private init(
    _ bytes: [UInt8], _ content: Range<Int>, _ newline: [UInt8], _ request: TagRequest
  ) {
    self.bytes = bytes
    self.request = request
    self.newline = newline
    end = content.upperBound
    var lines = LineRanges(bytes, start: content.lowerBound)
    while let line = lines.next(), line.lowerBound < content.upperBound {
      let text = MarkdownMetadata.text(bytes[line])
      if let (key, value) = MarkdownMetadata.multiMarkdownKey(text) {
        entries.append(Entry(key: key, value: value, range: line))
      } else if let last = entries.popLast() {
        entries.append(
          Entry(
            key: last.key, value: last.value + " " + KeywordText.trimmed(text),
            range: last.range.lowerBound..<line.upperBound))
      }
    }
  }

  private func entry(_ name: String) -> Entry? {
    entries.first { Self.plain($0.key) == Self.plain(name) }
  }

  /// Keys are the same whatever their letter case and blanks.
  private static func plain(_ key: String) -> String { key.lowercased().filter { $0 != " " } }

  private mutating func editKeywords() {
    let existing = entry("Keywords") ?? entry("Tags")
    var list = KeywordText(existing?.value ?? "")
    let before = list.text
    list.apply(request)
    guard list.text != before else { return }
    if list.text.isEmpty, let existing {
      edits.replace(existing.range, with: [])
      return
    }
    // Pelican knows tags, MultiMarkdown keywords.
    let isPelican = ["Category", "Slug", "Summary"].contains { entry($0) != nil }
    set(existing?.key ?? (isPelican ? "Tags" : "Keywords"), list.text, existing)
  }

  private mutating func set(_ key: String, _ value: String, _ existing: Entry?) {
    let text = Array("\(key): \(value)".utf8.filter { $0 >= 0x20 }) + newline
    if let existing {
      edits.replace(existing.range, with: text)
    } else {
      // Metadata may be all that the file has, without a line end: the first line added gets one in
      // front.
      let isOpen = end > 0 && bytes[end - 1] != 0x0A
      edits.insert((isOpen && edits.isEmpty ? newline : []) + text, at: end)
    }
  }
}

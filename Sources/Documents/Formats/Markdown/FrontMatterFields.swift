/// The metadata at the start of a Markdown file, as far as flat keys and lists go.
struct FrontMatterFields {
  /// Keys and their values in order; a list gives several values.
  private(set) var fields: [(key: String, values: [String])] = []

  /// Where the text begins.
  private(set) var textStart = 0

  /// Reads the block at the start of `text`.
  ///
  /// Understood of YAML: `key: value`, quotes with their escapes, `[a, b]`, lists of `- item` lines and lists within
  /// them, texts over several lines, anchors and aliases of whole values. Nested maps are passed over.
  init(_ text: [UInt8]) {
    guard let metadata = MarkdownMetadata.find(in: text) else { return }
    if !metadata.isAlsoText { textStart = metadata.range.upperBound }
    var lines = LineRanges(text, start: metadata.content.lowerBound)
    switch metadata.notation {
    case .yaml:
      var yaml = YAMLFields()
      while let line = lines.next(), line.lowerBound < metadata.content.upperBound {
        yaml.take(MarkdownMetadata.text(text[line]))
      }
      yaml.finish()
      fields = yaml.fields
    case .multiMarkdown:
      while let line = lines.next(), line.lowerBound < metadata.content.upperBound {
        takeMultiMarkdown(MarkdownMetadata.text(text[line]))
      }
    case .toml: takeTOML(TOMLMatter(text, metadata.content))
    case .foreign: return
    }
    fields = fields.map { ($0.key, $0.values.filter { !$0.isEmpty }) }.filter { !$0.values.isEmpty }
  }

  private mutating func takeMultiMarkdown(_ line: String) {
    if let (key, value) = MarkdownMetadata.multiMarkdownKey(line) {
      fields.append((key, [value]))
    } else if let last = fields.popLast() {
      let before = last.values.first ?? ""
      fields.append((last.key, [before + " " + KeywordText.trimmed(line)]))
    }
  }

  /// Takes the entries at the top and in the tables that site generators give to the author's own keys.
  private mutating func takeTOML(_ matter: TOMLMatter) {
    for entry in matter.entries where ["", "taxonomies", "params", "extra"].contains(entry.table) {
      switch entry.value {
      case .text(let text), .other(let text): fields.append((entry.key, [text]))
      case .list(let texts): fields.append((entry.key, texts))
      }
    }
  }
}

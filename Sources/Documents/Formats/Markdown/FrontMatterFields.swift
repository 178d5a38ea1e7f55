/// The metadata at the start of a Markdown file, as far as flat keys and lists go.
struct FrontMatterFields {
  /// Keys and their values in order; a list gives several values.
  private(set) var fields: [(key: String, values: [String])] = []

  /// Where the text begins.
  private(set) var textStart = 0

  /// A list or map in brackets that is not closed yet.
  private var openFlow: String?

  /// The fields that YAML's anchors (`&name`) stand at, by their names.
  private var anchors: [String: Int] = [:]

  /// Reads the block at the start of `text`.
  ///
  /// Understood of YAML: `key: value`, quotes with their escapes, `[a, b]` over one line or several, lists of
  /// `- item` lines, `|` and `>` blocks, anchors and aliases of whole values. Nested maps are passed over.
  init(_ text: [UInt8]) {
    guard let metadata = MarkdownMetadata.find(in: text) else { return }
    if !metadata.isAlsoText { textStart = metadata.range.upperBound }
    switch metadata.notation {
    case .yaml, .multiMarkdown:
      var lines = LineRanges(text, start: metadata.content.lowerBound)
      while let line = lines.next(), line.lowerBound < metadata.content.upperBound {
        let words = MarkdownMetadata.text(text[line])
        if metadata.notation == .yaml { take(words) } else { takeMultiMarkdown(words) }
      }
    case .toml: takeTOML(TOMLMatter(text, metadata.content))
    case .foreign: return
    }
    endFlow()
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

  /// Takes a line of YAML.
  private mutating func take(_ line: String) {
    let content = line.drop { $0 == " " || $0 == "\t" }
    let isIndented = content.startIndex > line.startIndex
    if let open = openFlow {
      // What goes on is indented: the next key ends a value with a bracket that nobody closed.
      guard !isIndented, FrontMatter.key(line) != nil else {
        return takeFlow(open + " " + YAMLText.withoutComment(String(content)))
      }
      endFlow()
    }
    if content.isEmpty || content.first == "#" { return }
    if content.hasPrefix("- ") || content == "-" {
      guard !fields.isEmpty else { return }
      let item = YAMLText.withoutComment(KeywordText.trimmed(content.dropFirst(2)))
      // A map or list within is passed over, as one below an indented key is.
      if Self.isFlow(item) { return }
      fields[fields.count - 1].values.append(Self.scalar(item))
    } else if isIndented {
      // A line of a block or a folded scalar; nested maps have a colon and are left out.
      guard !fields.isEmpty, fields[fields.count - 1].values.count <= 1,
        !content.contains(": "), content.last != ":"
      else { return }
      let before = fields[fields.count - 1].values.first ?? ""
      fields[fields.count - 1].values = [before.isEmpty ? String(content) : before + " " + content]
    } else if let colon = content.firstIndex(of: ":") {
      let key = Self.scalar(KeywordText.trimmed(content[..<colon]))
      let value = KeywordText.trimmed(content[content.index(after: colon)...])
      if !key.isEmpty { open(key, YAMLText.withoutComment(value)) }
    }
  }

  /// Begins a field with what follows its colon.
  private mutating func open(_ key: String, _ text: String) {
    var text = text
    // What a node is called and what type it has stands before its value (YAML 1.2.2, 6.9).
    while let mark = text.first, mark == "&" || mark == "!" {
      let name = text.prefix { $0 != " " && $0 != "\t" }
      if name == "&" { break }
      if mark == "&" { anchors[String(name.dropFirst())] = fields.count }
      text = KeywordText.trimmed(text.dropFirst(name.count))
    }
    fields.append((key, []))
    switch text.first {
    case nil, "|", ">": break
    case "[", "{": takeFlow(text)
    default:
      let place = text.first == "*" ? anchors[KeywordText.trimmed(text.dropFirst())] : nil
      fields[fields.count - 1].values = place.map { fields[$0].values } ?? [Self.scalar(text)]
    }
  }

  /// Takes what is read so far of a value in brackets, which may go on over lines.
  private mutating func takeFlow(_ text: String) {
    guard YAMLText.isClosed(text) else {
      openFlow = text
      return
    }
    openFlow = nil
    // `[Draft] A title` is no list to whoever wrote it.
    fields[fields.count - 1].values =
      Self.isFlow(text) ? (YAMLText.flowList(text) ?? []).map(Self.line) : [Self.scalar(text)]
  }

  /// Takes a value that began with a bracket and was not closed for the text that it is.
  private mutating func endFlow() {
    if let open = openFlow { fields[fields.count - 1].values = [Self.scalar(open)] }
    openFlow = nil
  }

  /// Whether a value is a list or map in brackets.
  private static func isFlow(_ text: String) -> Bool {
    text.first == "[" && text.last == "]" || text.first == "{" && text.last == "}"
  }

  /// A value without quotes and comment.
  private static func scalar(_ text: String) -> String { line(YAMLText.unquoted(text)) }

  /// A text on one line: a break that is written as an escape parts words.
  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

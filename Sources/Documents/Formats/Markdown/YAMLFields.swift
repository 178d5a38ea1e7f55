/// The fields of a YAML mapping, read line by line: keys at the top with their texts and lists of texts.
///
/// What stands in a list within a list is an item like the others; a map within is passed over with all that is in
/// it. Texts are put on one line. What is no YAML, such as `[Draft] A title`, is the text that its author meant.
///
/// Source: YAML 1.2.2, chapters 6 to 8.
struct YAMLFields {
  /// What the last value is, which the next line may go on with.
  private enum Node {
    /// Nothing yet: the next line tells.
    case unknown
    /// A text without quotes.
    case plain
    /// A text in quotes or a list or map in brackets that is not closed yet.
    case open(YAMLOpenValue)
    /// A text in a block, whose lines are indented deeper than this column.
    case block(Int)
    /// A map whose keys begin at this column.
    case map(Int)
    /// A value that is whole.
    case closed
  }

  /// Keys and their values in order; a list gives several values.
  private(set) var fields: [(key: String, values: [String])] = []

  private var node = Node.closed

  /// The columns of the hyphens of the lists that are open, the innermost one last.
  private var lists: [Int] = []

  /// The fields that anchors (`&name`) stand at, by their names.
  private var anchors: [String: Int] = [:]

  /// Takes the next line, without the blanks behind it.
  mutating func take(_ line: String) {
    let content = line.drop { $0 == " " || $0 == "\t" }
    let column = line.distance(from: line.startIndex, to: content.startIndex)
    if content.isEmpty || goesOn(content, column) || content.first == "#" { return }
    if isItem(content), mayBeItem(column) { return takeItems(content, column) }
    if column > 0 { return takeIndented(String(content), column) }
    guard let (key, rest) = FrontMatter.key(line), !key.isEmpty else { return }
    fields.append((key, []))
    (lists, node) = ([], .unknown)
    if !rest.isEmpty { begin(rest, isKey: true, column) }
  }

  /// Takes what was not closed for the text that it is.
  mutating func finish() {
    if case .open(let value) = node { append(YAMLText.unquoted(value.text)) }
    node = .closed
  }

  /// Whether a line is part of the value before it, which takes it.
  private mutating func goesOn(_ content: Substring, _ column: Int) -> Bool {
    switch node {
    case .open(var value):
      // The next key, or item, ends a value that nobody closed.
      let isNext = column == 0 && FrontMatter.key(String(content)) != nil
      if isNext || value.isQuoted && column == lists.last && isItem(content) {
        finish()
        return false
      }
      value.append(content)
      take(value)
    case .block(let outer) where column > outer: extend(String(content))
    case .map(let first) where column >= first: break
    default: return false
    }
    return true
  }

  /// Takes a line of its own that is indented.
  private mutating func takeIndented(_ content: String, _ column: Int) {
    guard !fields.isEmpty, column > lists.last ?? 0 else { return }
    switch node {
    case .unknown: begin(content, isKey: false, column)
    case .plain:
      let text = YAMLText.withoutComment(content)
      if !YAMLText.isEntry(text) { extend(text) }
    default: break
    }
  }

  // MARK: Lists

  private func isItem(_ content: Substring) -> Bool { content == "-" || content.hasPrefix("- ") }

  /// Whether a hyphen at a column begins an item: further in than a text it is part of it.
  private func mayBeItem(_ column: Int) -> Bool {
    guard !fields.isEmpty else { return false }
    if case .unknown = node { return true }
    return lists.last.map { column <= $0 } ?? false
  }

  /// Takes a line with an item, which may itself begin a list: `- - a`.
  private mutating func takeItems(_ line: Substring, _ start: Int) {
    var (content, column) = (line, start)
    while isItem(content) {
      while let last = lists.last, last > column { lists.removeLast() }
      if lists.last != column { lists.append(column) }
      let rest = content.dropFirst()
      content = rest.drop { $0 == " " || $0 == "\t" }
      column += 1 + rest.count - content.count
      node = .unknown
      if lists.count > Self.depthLimit { return }
    }
    if !content.isEmpty, content.first != "#" { begin(String(content), isKey: false, column) }
  }

  private static let depthLimit = 100

  // MARK: Values

  /// Begins a value.
  ///
  /// - Parameters:
  ///   - line: the rest of its first line.
  ///   - isKey: whether it stands behind a key, where no map may begin.
  ///   - column: where it begins.
  private mutating func begin(_ line: String, isKey: Bool, _ column: Int) {
    let text = withoutMarks(line, isKey: isKey)
    guard let first = text.first, first != "#" else { return }
    if YAMLText.isBlockHeader(text) {
      append("")
      node = .block(lists.last ?? 0)
    } else if !isKey, YAMLText.isEntry(text) {
      node = .map(column)
    } else if "[{\"'".contains(first) {
      var value = YAMLOpenValue()
      value.append(text[...])
      take(value)
    } else if first == "*", let place = anchors[KeywordText.trimmed(text.dropFirst())] {
      fields[fields.count - 1].values += fields[place].values
      node = .closed
    } else {
      append(YAMLText.withoutComment(text))
      node = .plain
    }
  }

  /// A value without its name and its type, which stand before it (YAML 1.2.2, 6.9).
  private mutating func withoutMarks(_ line: String, isKey: Bool) -> String {
    var text = line
    while let mark = text.first, mark == "&" || mark == "!" {
      let name = text.prefix { $0 != " " && $0 != "\t" }
      if name == "&" { break }
      if mark == "&", isKey { anchors[String(name.dropFirst())] = fields.count - 1 }
      text = KeywordText.trimmed(text.dropFirst(name.count))
    }
    return text
  }

  /// Takes what is read so far of a value in quotes or brackets.
  private mutating func take(_ value: YAMLOpenValue) {
    guard value.isClosed else {
      node = .open(value)
      return
    }
    node = .closed
    if value.isQuoted { return append(YAMLText.unquoted(value.text)) }
    if let texts = YAMLText.flowTexts(value.text) {
      for text in texts { append(text) }
    } else {
      append(value.text)
      node = .plain
    }
  }

  private mutating func append(_ text: String) {
    guard !fields.isEmpty else { return }
    fields[fields.count - 1].values.append(Self.line(text))
  }

  /// Goes on with the last text.
  private mutating func extend(_ text: String) {
    guard let place = fields.indices.last, let last = fields[place].values.indices.last else {
      return
    }
    if !fields[place].values[last].isEmpty { fields[place].values[last] += " " }
    fields[place].values[last] += Self.line(text)
  }

  /// A text on one line: a break that is written as an escape parts words.
  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

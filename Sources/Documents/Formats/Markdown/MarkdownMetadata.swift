/// Where the metadata of a Markdown file stand, and in which notation.
///
/// YAML between `---` lines, TOML between `+++` lines (Hugo, Zola), or MultiMarkdown's lines of
/// `Key: value` up to the first empty one (also Pelican and Python-Markdown). A file may as well begin
/// with a rule, `---`, with text behind it: between two rules only lines that YAML reads as a mapping
/// are metadata. What other programs read there, such as Hugo's JSON, is told from text, so that nothing is
/// put in front of it.
struct MarkdownMetadata: Equatable {
  /// The notations.
  enum Notation {
    case yaml, toml, multiMarkdown
    /// One that is neither read nor written.
    case foreign
  }

  /// The notation of the block.
  let notation: Notation

  /// The whole block with its fences and line ends.
  let range: Range<Int>

  /// The lines with keys and values.
  let content: Range<Int>

  /// The first line, counted from 1, that is neither a key nor belongs to one; such a block may be text as
  /// well as broken metadata.
  var unclearLine: Int?

  /// Whether the lines are read as text, too, since they may be nothing else.
  var isAlsoText = false

  private static let sizeLimit = 1 << 20
  private static let lineLimit = 2_000

  /// Finds the metadata at the beginning of a file; `nil` if it begins with its text.
  static func find(in bytes: [UInt8]) -> MarkdownMetadata? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines = LineRanges(bytes, start: start)
    guard let first = lines.next() else { return nil }
    if isForeign(bytes, first) { return foreign(start) }
    switch text(bytes[first]) {
    case "---": return fenced(.yaml, bytes, first, ["---", "..."])
    case "+++": return fenced(.toml, bytes, first, ["+++"])
    default: return multiMarkdown(bytes, start)
    }
  }

  /// A line without the blanks and the line end behind it.
  static func text(_ line: ArraySlice<UInt8>) -> String {
    var line = line
    while let last = line.last, XMLOutline.isSpace(last) { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  // MARK: Fences

  private static func fenced(
    _ notation: Notation, _ bytes: [UInt8], _ first: Range<Int>, _ ends: Set<String>
  ) -> MarkdownMetadata? {
    var lines = LineRanges(bytes, start: first.upperBound)
    var count = 0
    while let line = lines.next(), line.upperBound - first.lowerBound <= sizeLimit {
      count += 1
      guard count <= lineLimit else { return nil }
      let words = text(bytes[line])
      // YAML ends there, too, and what looks for the bare fence does not.
      let isUnclear = notation == .yaml && (words.hasPrefix("--- #") || words.hasPrefix("... #"))
      guard isUnclear || ends.contains(words) else { continue }
      var found = MarkdownMetadata(
        notation: notation, range: first.lowerBound..<line.upperBound,
        content: first.upperBound..<line.lowerBound, unclearLine: isUnclear ? count + 1 : nil)
      return found.holdsMetadata(bytes) ? found : nil
    }
    return nil
  }

  /// Whether the lines between the fences are metadata; notes the first one that is not.
  private mutating func holdsMetadata(_ bytes: [UInt8]) -> Bool {
    var lines = LineRanges(bytes, start: content.lowerBound)
    var shape = BlockShape()
    var number = 1
    while let line = lines.next(), line.lowerBound < content.upperBound {
      number += 1
      let text = Self.text(bytes[line])
      // Behind a map in braces no key may follow.
      if notation == .yaml, !shape.hasKey, text.hasPrefix("{") { unclearLine = number }
      let isMetadata = notation == .toml ? shape.takesTOML(text) : shape.takesYAML(text)
      if isMetadata { continue }
      // What does not begin with a key is text between two rules.
      guard shape.hasKey else { return false }
      if unclearLine == nil { unclearLine = number }
    }
    // A rule with an empty line below it is one to some programs, and opens metadata to others.
    var rest = LineRanges(bytes, start: content.lowerBound)
    if notation == .yaml, let second = rest.next(), Self.text(bytes[second]).isEmpty {
      unclearLine = unclearLine ?? 2
    }
    isAlsoText = unclearLine != nil
    return true
  }

  // MARK: Other notations

  /// Metadata that other programs read at the beginning of a file, which are text here.
  private static func foreign(_ start: Int) -> MarkdownMetadata {
    MarkdownMetadata(
      notation: .foreign, range: start..<start, content: start..<start, isAlsoText: true)
  }

  /// Whether a file begins as one with JSON (Hugo, Hexo), with a fence that names its notation
  /// (`---json`), with Pandoc's title block, or with a comment of Nikola's fields.
  private static func isForeign(_ bytes: [UInt8], _ first: Range<Int>) -> Bool {
    let line = text(bytes[first])
    switch line.first {
    case "{":
      return bytes[(first.lowerBound + 1)...].first { !XMLOutline.isSpace($0) }
        == UInt8(ascii: "\"")
    case "\"": return line.contains("\":") && ends(bytes, first, [";;;"])
    case ";": return line == ";;;" && ends(bytes, first, [";;;"])
    case "-": return isNamed(line, fence: "---") && ends(bytes, first, ["---", "..."])
    case "+": return isNamed(line, fence: "+++") && ends(bytes, first, ["+++"])
    case "%": return line == "%" || line.hasPrefix("% ")
    case "<":
      var lines = LineRanges(bytes, start: first.upperBound)
      return line == "<!--" && lines.next().map { text(bytes[$0]).hasPrefix(".. ") } ?? false
    default: return false
    }
  }

  /// Whether a line is a fence with something behind it.
  private static func isNamed(_ line: String, fence: String) -> Bool {
    line.hasPrefix(fence) && line.count > fence.count
      && line.dropFirst(fence.count).first != fence.first
  }

  /// Whether one of the lines below the first is one of `ends`.
  private static func ends(_ bytes: [UInt8], _ first: Range<Int>, _ ends: Set<String>) -> Bool {
    var lines = LineRanges(bytes, start: first.upperBound)
    for _ in 0..<lineLimit {
      guard let line = lines.next(), line.upperBound - first.lowerBound <= sizeLimit else {
        return false
      }
      if ends.contains(text(bytes[line])) { return true }
    }
    return false
  }

  // MARK: MultiMarkdown

  /// Keys that MultiMarkdown, Pelican or Python-Markdown know, without blanks.
  private static let knownKeys: Set<String> = [
    "title", "subtitle", "author", "authors", "date", "created", "modified", "updated", "keywords",
    "tags", "category", "categories", "language", "lang", "slug", "summary", "description",
    "abstract", "status", "copyright", "affiliation", "revision", "format", "css", "template",
    "layout", "permalink", "baseheaderlevel", "bibliostyle", "bibliography", "bibtex", "htmlheader",
    "htmlfooter", "htmlheaderlevel", "latexmode", "latexinput", "latexheader", "latexfooter",
    "latexconfig", "latextitle", "latexauthor", "quoteslanguage", "transcludebase", "mmdheader",
    "mmdfooter", "xhtmlheader", "odfheader", "documenttype",
  ]

  private static func multiMarkdown(_ bytes: [UInt8], _ start: Int) -> MarkdownMetadata? {
    var lines = LineRanges(bytes, start: start)
    var keys: [String] = []
    var end = start
    while let line = lines.next(), line.upperBound - start <= sizeLimit {
      let text = text(bytes[line])
      if text.isEmpty { break }
      if let (key, _) = multiMarkdownKey(text) {
        keys.append(key.lowercased().filter { $0 != " " })
      } else {
        // Hexo and Jekyll's forerunners close such lines with a fence that none opens.
        let isFence = text == "---" || text == ";;;"
        if isFence, keys.contains(where: knownKeys.contains) { return foreign(start) }
        guard !keys.isEmpty, text.first == " " || text.first == "\t" else { return nil }
      }
      end = line.upperBound
    }
    let known = keys.count { knownKeys.contains($0) }
    guard known > 0 else { return nil }
    var found = MarkdownMetadata(
      notation: .multiMarkdown, range: start..<end, content: start..<end)
    found.isAlsoText = known < 2 && !keys.contains("title")
    return found
  }

  /// The key of a line such as `Base Header Level: 2`, and what follows the colon.
  static func multiMarkdownKey(_ line: String) -> (key: String, value: String)? {
    guard let first = line.first, first.isASCII, first.isLetter || first.isNumber,
      let colon = line.firstIndex(of: ":")
    else { return nil }
    let key = line[..<colon]
    let rest = line[line.index(after: colon)...]
    guard key.count <= 40, rest.isEmpty || rest.first == " " || rest.first == "\t",
      key.allSatisfy({
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_")
      })
    else { return nil }
    return (KeywordText.trimmed(key), KeywordText.trimmed(rest))
  }
}

/// Tells line by line whether a block may be metadata.
private struct BlockShape {
  private(set) var hasKey = false
  /// Brackets of a list or map that go on over lines.
  private var depth = 0
  /// The mark that ends a text of several lines in TOML.
  private var openQuote: String?

  /// Whether a line is part of a YAML mapping.
  mutating func takesYAML(_ line: String) -> Bool {
    if depth > 0 {
      count(line)
      return true
    }
    guard let first = line.first, first != "#" else { return true }
    if first == " " || first == "\t" || line == "-" || line.hasPrefix("- ") { return hasKey }
    // A key of several lines or that is a list (YAML 1.2.2, 8.2.2), which is not understood, but no text.
    if line == "?" || line.hasPrefix("? ") {
      hasKey = true
      return false
    }
    guard let (_, rest) = FrontMatter.key(line) else { return false }
    hasKey = true
    if rest.hasPrefix("[") || rest.hasPrefix("{") { count(rest) }
    return true
  }

  /// Whether a line is part of a TOML document.
  mutating func takesTOML(_ line: String) -> Bool {
    if let mark = openQuote {
      if line.range(ofText: mark) != nil { openQuote = nil }
      return true
    }
    if depth > 0 {
      count(line)
      return true
    }
    let line = KeywordText.trimmed(line)
    guard let first = line.first, first != "#" else { return true }
    if first == "[" {
      hasKey = true
      return line.contains("]")
    }
    guard let equals = line.firstIndex(of: "="), equals > line.startIndex else { return false }
    hasKey = true
    let value = KeywordText.trimmed(line[line.index(after: equals)...])
    for mark in ["\"\"\"", "'''"] where value.hasPrefix(mark) {
      openQuote = value.dropFirst(3).range(ofText: mark) == nil ? mark : nil
      return true
    }
    if value.hasPrefix("[") || value.hasPrefix("{") { count(value) }
    return true
  }

  /// Counts brackets outside of quotes.
  private mutating func count(_ text: String) {
    var quote: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let open = quote {
        if scalar == open { quote = nil }
        continue
      }
      switch scalar {
      case "\"", "'": quote = scalar
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      case "#" where depth > 0: return
      default: continue
      }
    }
    depth = max(0, depth)
  }
}

internal import Documents
internal import Glibc
internal import Model
internal import TextAnalysis

/// What a document looks like to a type classifier: words by place, and layout, as named numbers.
///
/// Groups (title, path, headings, beginning, text, layout) have length 1 each times a weight, so
/// that a long text does not drown a title.
struct TypeFeatures {
  /// The value of each feature by name.
  private(set) var values: [String: Float] = [:]

  private var group: [String: Float] = [:]

  init(_ document: Document) {
    let sketch = DocumentSketch(document)
    addWords(sketch.title, prefix: "title", bigrams: true, edges: true)
    close(weight: 2)
    if let path = document.path {
      let parts = path.split(separator: "/")
      if let file = parts.last {
        addWords(String(DocumentScan.stem(file)), prefix: "file", bigrams: true, edges: true)
      }
      for folder in parts.dropLast() { addWords(String(folder), prefix: "folder", bigrams: false) }
      close(weight: 1.2)
      addPlace(parts.dropLast())
    }
    for heading in sketch.headings.prefix(40) {
      addWords(heading, prefix: "heading", bigrams: true, edges: true)
    }
    close(weight: 1.2)
    for field in document.metadata {
      addWords(field.value, prefix: "field \(field.name)", bigrams: false)
    }
    close(weight: 0.8)
    addWords(sketch.beginning, prefix: "beginning", bigrams: true)
    close(weight: 0.9)
    addWords(sketch.body, prefix: "text", bigrams: false)
    close(weight: 0.9)
    for (name, value) in sketch.layout { group["layout \(name)"] = value }
    close(weight: 1.0)
    if let format = document.format { group["format \(format)"] = 1 }
    close(weight: 0.5)
  }

  /// The folder itself, and less each one above it, to be known again as a whole.
  private mutating func addPlace(_ folders: ArraySlice<Substring>) {
    var path = ""
    for folder in folders {
      path += "\(folder)/"
      values["place \(path)"] = 0.5
    }
    values["place \(path)"] = folders.isEmpty ? nil : 1.2
  }

  private mutating func addWords(
    _ text: String, prefix: String, bigrams: Bool, edges: Bool = false
  ) {
    let words = Analyzer.tokens(of: text).map { token in
      token.flags.contains(.hasLetter) ? token.text : "#"
    }
    for word in words { group["\(prefix) \(word)", default: 0] += 1 }
    if bigrams {
      for (first, second) in zip(words, words.dropFirst()) {
        group["\(prefix) \(first) \(second)", default: 0] += 1
      }
    }
    if edges { addShapes(words, prefix: prefix) }
    if edges, let first = words.first, let last = words.last {
      group["\(prefix) ^\(first)", default: 0] += 1
      group["\(prefix) \(last)$", default: 0] += 1
    }
  }

  /// Beginnings and ends of words, so that "installing" and "configuring" have something in common.
  private mutating func addShapes(_ words: [String], prefix: String) {
    for (number, word) in words.enumerated() where word.utf8.count > 4 {
      let place = number == 0 ? "^" : ""
      group["\(prefix) ~\(place)\(word.suffix(3))", default: 0] += 0.7
      group["\(prefix) \(word.prefix(5))~", default: 0] += 0.7
    }
  }

  /// Scales the open group to a length of `weight`, counts damped, and adds it.
  private mutating func close(weight: Float) {
    let damped = group.mapValues { $0 > 0 ? 1 + log($0) : 0 }
    let isLayout = group.keys.first?.hasPrefix("layout") ?? false
    let source = isLayout ? group : damped
    let length = isLayout ? 1 : source.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 0 { for (name, value) in source { values[name] = value / length * weight } }
    group.removeAll(keepingCapacity: true)
  }
}

/// The parts of a document that tell its type, also where only marked-up text is given.
struct DocumentSketch {
  /// The title: of the document, else the first heading or line.
  let title: String

  /// The headings: of the document, else the lines that markup makes headings.
  let headings: [String]

  /// The first words of the text.
  let beginning: String

  /// The text, up to a limit.
  let body: String

  /// Shares and logarithms that describe the layout.
  let layout: [(String, Float)]

  private static let bodyLimit = 20_000

  init(_ document: Document) {
    let lines = document.text.split(separator: "\n", omittingEmptySubsequences: true)
    var marked: [String] = []
    var front: String?
    for line in lines.prefix(3000) {
      if line.first == "#" {
        marked.append(String(line.drop { $0 == "#" || $0 == " " }))
      } else if front == nil, marked.isEmpty, line.hasPrefix("title:") {
        front = String(line.dropFirst(6))
      }
    }
    headings = document.headings.isEmpty ? marked : document.headings
    title = document.title ?? front ?? headings.first ?? lines.first.map(String.init) ?? ""
    beginning = lines.prefix(12).joined(separator: "\n").prefixUTF8(700)
    body = document.text.prefixUTF8(Self.bodyLimit)
    layout = Self.layout(lines, text: document.text, headings: headings.count)
  }

  private static func layout(
    _ lines: [Substring], text: String, headings: Int
  ) -> [(String, Float)] {
    var bullets: Float = 0
    var numbered: Float = 0
    var tables: Float = 0
    var fences: Float = 0
    var links: Float = 0
    var short: Float = 0
    var questions: Float = 0
    for line in lines {
      let start = line.drop { $0 == " " || $0 == "\t" }
      guard let first = start.utf8.first else { continue }
      if first == 0x2D || first == 0x2A || start.hasPrefix("•") || start.hasPrefix("·") {
        bullets += 1
      }
      if first == 0x7C { tables += 1 }
      if start.hasPrefix("```") { fences += 1 }
      if first &- 0x30 < 10 { numbered += 1 }
      if line.utf8.count < 60 { short += 1 }
      if start.utf8.last == 0x3F { questions += 1 }
      if line.utf8.contains(0x5D), line.contains("](") { links += 1 }
    }
    let count = Float(max(lines.count, 1))
    let length = Float(text.utf8.count)
    var result: [(String, Float)] = [
      ("bullets", bullets / count), ("numbered", min(numbered / count * 3, 1)),
      ("table", tables / count), ("code", min(fences / 10, 1)), ("links", links / count),
      ("short lines", short / count), ("questions", min(questions / 5, 1)),
      ("headings", min(Float(headings) / 20, 1)), ("length", log(length + 1) / 12),
    ]
    let size = Int(log2(length + 1))
    result.append(("size \(size / 2)", 0.5))
    return result
  }
}

extension StringProtocol {
  /// The first bytes, cut at a character.
  func prefixUTF8(_ limit: Int) -> String {
    guard utf8.count > limit else { return String(self) }
    var end = utf8.index(utf8.startIndex, offsetBy: limit)
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(end, offsetBy: -1) }
    return String(decoding: utf8[..<end], as: UTF8.self)
  }
}

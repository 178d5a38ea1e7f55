internal import Documents
internal import Matching
internal import Model
internal import System
internal import Taxonomy
internal import TextAnalysis

/// A part of a document as bytes.
struct ScannedField {
  let field: Evidence.Place
  let bytes: [UInt8]

  /// Where the part begins in the string that evidence refers to.
  let base: Int

  /// The rule by which a label in it counts.
  let rule: Evidence.Rule

  /// The name of the metadata field; empty for all else.
  var name = ""

  /// Whether it is made of sentences: the title, a heading, the running text.
  var holdsSentences: Bool {
    switch field {
    case .title, .heading, .text: true
    case .path, .metadata, .format, .document: false
    }
  }
}

/// A place in a document where labels were found.
struct Mention: BitwiseCopyable {
  let found: FoundLabel

  /// The index of the field among the scanned ones.
  let fieldIndex: UInt32

  /// Whether the label's words stand there one after the other, in the label's order.
  let isInOrder: Bool

  /// Whether the words before it name it in passing: "replaces Nordic Vault".
  var isPassing = false

  /// The index of the field among the scanned ones.
  var field: Int { Int(fieldIndex) }

  init(field: Int, found: FoundLabel, isInOrder: Bool = true) {
    fieldIndex = UInt32(field)
    self.found = found
    self.isInOrder = isInOrder
  }
}

/// All labels found in a document, field by field.
struct DocumentScan {
  var fields: [ScannedField] = []

  /// The places field by field, then those with a label's words in another order.
  var mentions: [Mention] = []

  /// The number of tokens of each field.
  var tokenCounts: [Int] = []

  /// The number of tokens of the running text.
  var textTokens = 0

  /// Cuts a document into its fields.
  init(_ document: Document) {
    func add(
      _ field: Evidence.Place, _ text: Substring, _ rule: Evidence.Rule, base: Int = 0,
      name: String = ""
    ) {
      guard !text.isEmpty else { return }
      // A copy of the whole buffer: the view of a substring would be copied byte by byte.
      let whole = text.utf8Span
      let bytes = whole.span.array
      fields.append(
        ScannedField(field: field, bytes: bytes, base: base, rule: rule, name: name))
    }
    if let title = document.title { add(.title, title[...], .title) }
    for (number, heading) in document.headings.enumerated() {
      add(.heading(number), heading[...], .heading)
    }
    if let path = document.path {
      var base = 0
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      for (number, part) in parts.enumerated() {
        let isFile = number == parts.count - 1
        add(.path, isFile ? Self.stem(part) : part, isFile ? .file : .folder, base: base)
        base += part.utf8.count + 1
      }
    }
    // Departments stand among the authors: "Presales EMEA" is not what its questionnaire is about.
    for (number, field) in document.metadata.enumerated() where field.role != .author {
      add(
        .metadata(number), field.value[...], Self.rule(of: field.role), name: field.name)
    }
    add(.text, document.text[...], .text)
  }

  /// A file name without its extension of up to five characters.
  static func stem(_ name: Substring) -> Substring {
    guard let point = name.lastIndex(of: "."), point > name.startIndex,
      name.distance(from: point, to: name.endIndex) <= 6
    else { return name }
    return name[..<point]
  }

  private static func rule(of role: MetadataField.Role) -> Evidence.Rule {
    switch role {
    case .facet: .facet
    case .category: .category
    case .keyword: .keyword
    case .title, .subject: .title
    case .author, .description, .status, .other: .metadata
    }
  }

  /// Finds the labels in all fields, and if asked for, in title, headings and text those with their
  /// words in another order.
  mutating func match(
    with matcher: borrowing LabelMatcher, anyOrder: OrderFreeMatcher? = nil
  ) {
    var found: [FoundLabel] = []
    var orderFree: [Mention] = []
    for (index, field) in fields.enumerated() {
      found.removeAll(keepingCapacity: true)
      let tokens = matcher.append(matchesIn: field.bytes.span, to: &found)
      tokenCounts.append(tokens)
      if field.field == .text { textTokens = tokens }
      mentions.reserveCapacity(mentions.count + found.count)
      for item in found { mentions.append(Mention(field: index, found: item)) }
      if let anyOrder, field.holdsSentences {
        var windows: [FoundLabel] = []
        anyOrder.append(matchesIn: field.bytes.span, beside: found, to: &windows)
        orderFree += windows.map { Mention(field: index, found: $0, isInOrder: false) }
      }
    }
    mentions += orderFree
  }

  /// Leaves out the places in lines that many documents have: they say nothing of this one.
  mutating func drop(_ lines: RepeatedLines.Reader) {
    var last: (field: Int, range: Range<Int>, isRepeated: Bool) = (-1, 0..<0, false)
    let fields = self.fields
    var edges: (field: Int, edges: RepeatedLines.Edges)?
    mentions.removeAll { mention in
      let (field, start) = (mention.field, mention.found.range.lowerBound)
      // Places in one line follow each other, and a line is hashed once for all of them.
      if last.field == field, last.range.contains(start) { return last.isRepeated }
      let bytes = fields[field].bytes
      switch fields[field].field {
      case .title, .heading: last = (field, bytes.indices, lines.isHeader(bytes[...]))
      case .text:
        let begin = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        if edges?.field != field { edges = (field, RepeatedLines.Edges(of: bytes)) }
        let edge = edges?.edges.edge(at: start)
        last = (field, begin..<end, lines.isRepeated(bytes[begin..<end], at: edge))
      case .path, .metadata, .format, .document: return false
      }
      return last.isRepeated
    }
  }

  /// Finds out which places name something in passing.
  mutating func findPassing(_ phrases: PassingPhrases = .shared) {
    var text: (field: Int, text: PhraseText)?
    var parts: ArraySlice<Range<Int>> = []
    var last: (field: Int, end: Int)?
    for number in mentions.indices {
      let (field, range) = (mentions[number].field, mentions[number].found.range)
      guard mentions[number].isInOrder, fields[field].holdsSentences else { continue }
      if text?.field != field {
        text = (field, PhraseText(fields[field].bytes))
        let isText = fields[field].field == .text
        parts = isText ? PassingPlaces(in: fields[field].bytes, phrases).ranges[...] : []
      }
      guard let text else { continue }
      while let part = parts.first, part.upperBound <= range.lowerBound { parts.removeFirst() }
      let isInPart = parts.first?.contains(range.lowerBound) ?? false
      let before = last.flatMap { $0.field == field ? $0.end : nil }
      guard isInPart || phrases.surround(range, in: text.text, behind: before) else { continue }
      mentions[number].isPassing = true
      last = isInPart ? nil : (field, range.upperBound)
    }
  }

  /// The rule by which a mention counts.
  func rule(of mention: Mention) -> Evidence.Rule {
    mention.isInOrder ? fields[mention.field].rule : .orderFree
  }

  /// Whether a mention is only a part of a metadata value that is not a keyword, category or title.
  ///
  /// Of whom a mail goes to, or in a description, it says no more than a place in the text; as a whole
  /// value it is what somebody entered.
  func isAside(_ mention: Mention) -> Bool {
    guard fields[mention.field].rule == .metadata else { return false }
    return Int(mention.found.tokenCount) < tokenCounts[mention.field]
  }

  /// The words of a mention as they stand in the document.
  func surface(of mention: Mention) -> String {
    String(decoding: fields[mention.field].bytes[mention.found.range], as: UTF8.self)
  }
}

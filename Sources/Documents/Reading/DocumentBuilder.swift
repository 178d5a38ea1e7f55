internal import Model

/// Collects what a reader finds in a document.
struct DocumentBuilder {
  var text: TextCollector
  var title: String?
  var language: String?
  private(set) var headings: [String] = []
  private(set) var metadata: [MetadataField] = []
  private(set) var remarks: [String] = []
  private(set) var mark: TagMark?

  /// The last change and the creation as the metadata tells them.
  var modified: CalendarDate?
  var created: CalendarDate?

  let limits: ReadingLimits
  private let facets: [String]
  private let dateOrder: DateOrder?

  init(limits: ReadingLimits, facets: [String], dateOrder: DateOrder? = nil) {
    self.dateOrder = dateOrder
    self.limits = limits
    self.facets = facets
    text = TextCollector(limit: limits.textLength)
  }

  /// Whether nothing was found.
  var isEmpty: Bool {
    text.count == 0 && title == nil && headings.isEmpty && metadata.isEmpty && mark == nil
  }

  /// Adds a heading; blank ones, and the same twice in a row, do not count.
  mutating func addHeading(_ heading: String) {
    let heading = clipped(heading)
    guard !heading.isEmpty, headings.count < limits.headings, headings.last != heading else {
      return
    }
    headings.append(heading)
  }

  /// Adds a metadata value; its role becomes `.facet` where its name is that of a facet's property.
  mutating func add(_ name: String, _ value: String, _ role: MetadataField.Role = .other) {
    // One mark says all: a second one is about another file, such as an attachment, or made up.
    if role == .other, mark == nil,
      FacetProperties.facet(ofProperty: Self.localName(name), among: Self.markKeys) != nil,
      value.utf8.count <= limits.markLength, let found = TagMark(text: value)
    {
      mark = found
      return
    }
    let value = clipped(TextCollector.singleLine(value.utf8))
    guard !value.isEmpty, metadata.count < limits.metadataFields else { return }
    guard role == .other,
      let facet = FacetProperties.facet(ofProperty: Self.localName(name), among: facets)
    else {
      append(MetadataField(name: name, value: value, role: role))
      return
    }
    for label in value.split(separator: FacetProperties.labelSeparator) {
      append(MetadataField(name: name, value: String(label), role: .facet, facet: facet))
    }
  }

  private static let markKeys = [FacetProperties.markKey]

  private mutating func append(_ field: MetadataField) {
    if !metadata.contains(field) { metadata.append(field) }
  }

  /// Adds each term of a keyword list, cut at commas and semicolons.
  mutating func addKeywords(_ name: String, _ list: String) {
    for term in list.utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x3B || $0 == 10 }) {
      add(name, String(decoding: term, as: UTF8.self), .keyword)
    }
  }

  /// Sets the title unless there is one or it is blank.
  mutating func offerTitle(_ candidate: String) {
    let candidate = clipped(TextCollector.singleLine(candidate.utf8))
    if title == nil && !candidate.isEmpty { title = candidate }
  }

  /// Sets the language unless there is one; takes BCP 47 tags only.
  mutating func offerLanguage(_ candidate: String) {
    guard language == nil else { return }
    let tag = candidate.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
    let primary = tag.prefix { $0 != UInt8(ascii: "-") }
    // Longer tags than 35 letters are of no registered subtags (RFC 5646, 4.4.1).
    guard (2...3).contains(primary.count), tag.count <= 35,
      primary.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }),
      tag.allSatisfy({
        $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
      })
    else { return }
    language = String(decoding: tag, as: UTF8.self)
  }

  /// Adds a remark about what was left out.
  mutating func remark(_ words: String) {
    if remarks.count < 20 && !remarks.contains(words) { remarks.append(words) }
  }

  /// Keeps the later date of change.
  mutating func offerModified(_ date: CalendarDate?) {
    if let date, modified.map({ $0 < date }) ?? true { modified = date }
  }

  /// Keeps the first date of creation.
  mutating func offerCreated(_ date: CalendarDate?) {
    if created == nil { created = date }
  }

  /// The document of all that was found.
  ///
  /// - Parameters:
  ///   - id: its identifier and path.
  ///   - format: its format.
  ///   - findsDates: whether dates are looked for in what it says.
  /// - Returns: the document.
  func finish(id: String, format: String, findsDates: Bool = true) -> Document {
    var document = Document(
      id: id, path: id, format: format, title: title, headings: headings, text: text.finish(),
      language: language, metadata: metadata, remarks: remarks, mark: mark)
    // What Parlance wrote itself is no evidence for it.
    if let mark { document.remove(TagValues(mark)) }
    if text.isCut {
      document.remarks.append("text beyond \(limits.textLength) bytes is left out")
    }
    for date in [modified, created] {
      if let date { document.dates.append(DocumentDate(date, source: .metadata)) }
    }
    if findsDates { document.findDates(assuming: dateOrder) }
    nameByOpeningLine(&document)
    return document
  }

  /// Takes a first line that stands like a title for a heading, and for the title where there is none.
  private func nameByOpeningLine(_ document: inout Document) {
    guard let line = openingLine(of: document) else { return }
    if !document.headings.prefix(3).contains(line), document.title != line {
      document.headings.insert(line, at: 0)
    }
    if let sign = OpeningLine.sign(below: line, in: document.text),
      !document.headings.prefix(3).contains(sign)
    {
      document.headings.insert(sign, at: 0)
    }
    if document.title == nil { document.title = line }
  }

  /// The line that a document begins with like a title; of a page without a title, only where nothing frames it: its
  /// first heading, if the text begins with that, or its first line, if it has no headings.
  private func openingLine(of document: Document) -> String? {
    guard document.format == "html", document.title == nil else {
      return OpeningLine.title(of: document.text, format: document.format ?? "")
    }
    // What a page calls itself for others is its title.
    guard !document.metadata.contains(where: { $0.role == .title }) else { return nil }
    guard let heading = document.headings.first else {
      return OpeningLine.title(of: document.text)
    }
    return OpeningLine.lines(of: document.text).first == heading
      ? OpeningLine.title(of: heading) : nil
  }

  private func clipped(_ value: String) -> String {
    guard value.utf8.count > limits.valueLength else { return value }
    let bytes = Array(value.utf8)
    var end = limits.valueLength
    // No letter is cut in two.
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// The name without its prefix: `parlance:documentType` is `documentType`.
  private static func localName(_ name: String) -> String {
    name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }
}

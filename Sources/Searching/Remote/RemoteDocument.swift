package import JSONCoding
import MappedStorage
import Model
import Taxonomy
import TextAnalysis

/// A document as a search engine gets it.
package struct RemoteDocument: Sendable {
  /// What identifies it here.
  package let id: String

  /// What of it changes with its file.
  package let content: JSONObject

  /// What of it changes with its tags and with who may read it; the members are always the same, so that they
  /// replace those of before.
  package let labels: JSONObject

  /// The checksums of both.
  package let contentSum: String
  package let labelSum: String

  init(id: String, content: JSONObject, labels: JSONObject) {
    self.id = id
    self.content = content
    self.labels = labels
    contentSum = Self.sum(content)
    labelSum = Self.sum(labels)
  }

  /// All of it, with its checksums and the workspace that it comes from.
  package func whole(from origin: String) -> JSONValue {
    var object = content
    object.members += labels.members
    object[RemoteField.origin] = .string(origin)
    object[RemoteField.content] = .string(contentSum)
    object[RemoteField.labels] = .string(labelSum)
    return .object(object)
  }

  /// What is to be replaced where only the tags differ.
  package var relabeling: JSONValue {
    var object = labels
    object[RemoteField.labels] = .string(labelSum)
    return .object(object)
  }

  private static func sum(_ object: JSONObject) -> String {
    var writer = JSONWriter()
    writer.value(.object(object))
    return Checksum.hexadecimal(Checksum.of(writer.bytes))
  }
}

/// Reads the documents of an index as a search engine gets them.
package struct RemoteExport {
  private let index: SearchIndex

  /// The languages that documents have in numbers, the most frequent first, by their codes.
  package let languages: [String]

  /// The keys of all facets.
  package var facetKeys: [String] { index.facetKeys }

  /// Whether there are documents that the account may not see.
  package var isTrimmed: Bool { index.segments.contains { $0.isTrimmed } }

  /// The number of documents.
  package var count: Int { index.documentCount }

  /// The documents of an index.
  package init(_ index: SearchIndex) {
    self.index = index
    languages = index.languages.map(\.rawValue)
  }

  /// Calls back with each document.
  ///
  /// - Throws: `IndexError`, and what `body` throws.
  package func forEach(_ body: (RemoteDocument) throws -> Void) throws {
    let reader = RemoteDocumentReader(index)
    for (number, segment) in index.segments.enumerated() {
      for document in 0..<segment.count where segment.isLive(document) {
        try body(try reader.document(document, in: number))
      }
    }
  }

  /// Calls back with each word of the documents and a stem that it has: as it is written, or as it is spelled
  /// without umlauts.
  ///
  /// - Throws: `IndexError`, and what `body` throws.
  package func forEachWord(
    _ body: (_ kind: RemoteWordKind, _ word: String, _ stem: String) throws -> Void
  ) throws {
    for segment in index.segments {
      if segment.isTrimmed {
        try forEachSeenWord(of: segment, body)
        continue
      }
      let stems = segment.postings(.text).terms
      for (kind, words) in [
        (RemoteWordKind.written, segment.surfaces), (.spelledOut, segment.spellings),
      ] {
        for ordinal in 0..<words.count {
          let record = try words.record(ordinal, stems: stems.count)
          try body(
            kind, try words.terms.string(of: ordinal), try stems.string(of: Int(record.stem)))
        }
      }
    }
  }

  /// Calls back with each word that documents in sight have: another form of the same stem is not told.
  private func forEachSeenWord(
    of segment: Segment,
    _ body: (_ kind: RemoteWordKind, _ word: String, _ stem: String) throws -> Void
  ) throws {
    var seen = try DocumentWords(segment)
    for document in 0..<segment.count where segment.isLive(document) { try seen.add(document) }
    for (kind, words) in [(RemoteWordKind.written, seen.surfaces), (.spelledOut, seen.spellings)] {
      for word in words {
        try body(
          kind, String(decoding: word.bytes, as: UTF8.self),
          String(decoding: word.stem, as: UTF8.self))
      }
    }
  }
}

/// What a word of the index of words is.
package enum RemoteWordKind: String, Sendable {
  /// It stands so in documents.
  case written = "written"
  /// Documents have it with umlauts, or it is the stem of such a word, spelled out.
  case spelledOut = "spelled-out"
}

/// Makes documents for a search engine out of those of an index.
struct RemoteDocumentReader {
  private let index: SearchIndex
  private let texts: StoredTexts

  init(_ index: SearchIndex) {
    self.index = index
    texts = StoredTexts(index)
  }

  func document(_ document: Int, in number: Int) throws -> RemoteDocument {
    let segment = index.segments[number]
    let names = try segment.names(of: document)
    let stored = try texts.text(
      of: CollectedHit(segment: number, document: UInt32(document), score: 0))
    var properties: [DocumentProperty: [String]] = [:]
    for property in DocumentProperty.allCases {
      properties[property] = try segment.column(of: property).map { column in
        try column.members(ofSet: column.set(of: document)).map(column.value)
          .filter { $0 != DocumentProperty.assumedLanguage }
      }
    }
    let date = CalendarDate(rawValue: try segment.dates[document])
    return RemoteDocument(
      id: names.id, content: content(names, stored, date, properties),
      labels: try labels(of: document, in: segment))
  }

  private func content(
    _ names: DocumentNames, _ stored: StoredText, _ date: CalendarDate?,
    _ properties: [DocumentProperty: [String]]
  ) -> JSONObject {
    var object = JSONObject()
    object[RemoteField.id] = .string(names.id)
    object[RemoteField.path] = .string(names.path)
    object[RemoteField.foldedPath] = .string(names.path.lowercased())
    object[RemoteField.foldedID] = .string(names.id.lowercased())
    object[RemoteField.folders] = .strings(DocumentPath.folders(of: names.path).map(String.init))
    object[RemoteField.title] = .string(names.title)
    object[RemoteField.titleOrder] = .string(Self.order(names.title))
    object[RemoteField.placeOrder] = .string(
      Self.order(names.path.isEmpty ? names.id : names.path))
    object[RemoteField.language] = .string(stored.language)
    object[RemoteField.headings] = .strings(stored.headings)
    object[RemoteField.text] = .keyed(
      Language(tag: stored.language)?.rawValue ?? Language.english.rawValue, .string(stored.text))
    if let date { add(date, to: &object) }
    let words = PieceStems(stored.language)
    object[RemoteField.titleStems] = .strings(words.pieces([names.title]))
    object[RemoteField.stems] = .strings(
      words.pieces([names.title] + stored.headings + [stored.text] + Self.names(names, properties)))
    for property in DocumentProperty.allCases {
      let values = properties[property] ?? []
      object[RemoteField.property(property)] = .strings(
        property.hasWords ? values.flatMap(RemoteProperty.forms) : values)
    }
    return object
  }

  /// The names and properties of a document that are found like its text, each by itself.
  private static func names(
    _ names: DocumentNames, _ properties: [DocumentProperty: [String]]
  ) -> [String] {
    var result: [String] = []
    for lines in [
      PathWords.name(of: names.path, title: names.title), PathWords.folders(of: names.path),
    ] {
      result += lines.split(separator: "\n").map(String.init)
    }
    for property in DocumentProperty.allCases where property.hasWords {
      result += properties[property] ?? []
    }
    return result
  }

  private func add(_ date: CalendarDate, to object: inout JSONObject) {
    let text = date.description
    object[RemoteField.date] = .string(text)
    object[RemoteField.rawDate] = .integer(Int(date.rawValue))
    object[RemoteField.firstDay] = .integer(Int(date.firstDay.rawValue))
    object[RemoteField.lastDay] = .integer(Int(date.lastDay.rawValue))
    for (field, divisor) in RemotePeriods.fields {
      object[field] = .string(String(date.rawValue / divisor * divisor))
    }
  }

  private func labels(of document: Int, in segment: Segment) throws -> JSONObject {
    var tags = JSONObject()
    var folded = JSONObject()
    var facets = JSONObject()
    var all: [String] = []
    for key in index.facetKeys {
      let column = segment.facets.first { $0.key == key }
      let values =
        try column.map { try $0.members(ofSet: $0.set(of: document)).map($0.value) } ?? []
      let name = RemoteField.name(of: key)
      tags[name] = .strings(values)
      // Sorted, here and below: whether labels are published anew, their checksum tells.
      folded[name] = .strings(Set(values.map { Analyzer.fold($0) }).sorted())
      let counted = values.flatMap { index.facetTables.values(countedBy: $0, in: key) }
      facets[name] = .strings(Set(counted.map { $0.concept ?? $0.label }).sorted())
      if key != FacetKeys.year { all += values }
    }
    var object = JSONObject()
    object["tags"] = .object(tags)
    object["folded"] = .object(folded)
    object["facets"] = .object(facets)
    object[RemoteField.tagged] = .strings(Set(all).sorted())
    object[RemoteField.foldedTags] = .strings(Set(all.map { Analyzer.fold($0) }).sorted())
    object[RemoteField.concepts] = .strings(concepts(of: all).sorted())
    object[RemoteField.access] = .string(try access(of: document, in: segment))
    return object
  }

  /// The concepts among some values, with all that is broader.
  private func concepts(of values: [String]) -> Set<String> {
    guard let vocabulary = index.vocabulary else { return [] }
    let own = values.compactMap { vocabulary.concept(uri: $0) }
    return Set(own.flatMap { vocabulary.broaderClosure(of: $0) }.map(vocabulary.uri(of:)))
  }

  private func access(of document: Int, in segment: Segment) throws -> String {
    guard let column = segment.access else { return RemoteField.unknownAccess }
    let values = try column.members(ofSet: column.set(of: document)).map(column.value)
    let text = values.sorted().joined(separator: " ")
    // Too long to be compared as a whole; a part of it would let in the wrong readers.
    return text.isEmpty || text.utf8.count > Self.longestOrder ? RemoteField.unknownAccess : text
  }

  /// The longest text by which an engine sorts or that it compares as a whole, in bytes.
  private static let longestOrder = 8_000

  /// Text by which documents are sorted, which an engine takes up to a length.
  private static func order(_ text: String) -> String { String(text.lowercased().prefix(1_000)) }
}

/// The words of the pieces of a document as stems.
private struct PieceStems {
  private let stemmer: Stemmer?

  init(_ language: String) { stemmer = Language(tag: language).flatMap { Stemmer($0) } }

  /// Each piece that has words as its stems with a blank between; words that are written with signs, without them, as
  /// pieces by themselves.
  func pieces(_ texts: [String]) -> [String] {
    texts.flatMap { text in
      let words = Analyzer.tokens(of: text).map(\.text)
      let whole = words.map { stemmer?.stem($0) ?? $0 }.joined(separator: " ")
      return words.isEmpty
        ? [] : [whole] + JoinedWords.words(in: text).map { stemmer?.stem($0.text) ?? $0.text }
    }
  }
}

/// The periods of dates, as numbers of which the parts that are not told are 0.
enum RemotePeriods {
  /// The fields, and by what a date is divided.
  static let fields: [(field: String, divisor: Int32)] = [
    (RemoteField.year, 10_000), (RemoteField.month, 100), (RemoteField.day, 1),
  ]

  /// By what a date is divided for a field; `nil` for fields of other kinds.
  static func divisor(of field: String) -> Int32? {
    fields.first { $0.field == field }?.divisor
  }

  /// The field of a unit.
  static func field(of unit: DateHistogram.Unit) -> String {
    switch unit {
    case .year: RemoteField.year
    case .month: RemoteField.month
    case .day: RemoteField.day
    }
  }
}

import Model
import System
import Taxonomy
import TextAnalysis

/// Inverts documents in memory and writes them as one segment.
struct SegmentAccumulator {
  private var documents: SegmentDocuments
  private var meanings: MeaningReader?
  private var stems = ByteTable()
  private var tables: [WordTable] = []
  /// The samples of the text of the document at hand.
  private var sketch = TextSketch()
  private var tableOfLanguage: [Language: Int] = [:]
  private var text = FieldInverter()
  private var title = FieldInverter()
  private var folders = ByteTable()
  private var folder = FieldInverter()
  private var concepts = ByteTable()
  private var concept = FieldInverter()

  /// The language of documents that name none and have too few words to guess.
  private static let defaultLanguage = Language.english

  /// Below this many bytes a text is too short for its language to be guessed.
  private static let shortestGuess = 200

  /// Below this many bytes a guess needs more evidence.
  private static let shortText = 2_000

  /// No documents yet, whose meanings a model tells, if there is one.
  init(vectors: VectorModel? = nil) {
    meanings = vectors.map(MeaningReader.init)
    documents = SegmentDocuments(
      vectors: vectors.map {
        DocumentVectorsWriter(model: $0.checksum, dimensions: $0.dimensions)
      })
  }

  /// The number of documents.
  var count: Int { documents.count }

  /// Whether the segment should be written before more is added.
  var isFull: Bool { !documents.fits || text.byteCount > 1 << 30 }

  /// Adds a document.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - facets: its values by key, URIs of concepts where the vocabulary knows them.
  ///   - version: what its path tells.
  mutating func add(
    _ document: IndexDocument, facets: [(key: String, values: [String])], version: DocumentVersion
  ) {
    let number = UInt32(documents.count)
    let known = Language(tag: document.language) ?? Self.guess(document)
    let language = known ?? Self.defaultLanguage
    let table = self.table(of: language)
    var position: UInt32 = 0
    var length = 0
    sketch = TextSketch()
    meanings?.begin(language)
    length +=
      Int(SegmentFormat.titleWeight)
      * addWords(
        document.title, table, number, FieldInverter.Place.title, &position, isRead: true)
    for heading in document.headings {
      length +=
        Int(SegmentFormat.headingWeight)
        * addWords(heading, table, number, FieldInverter.Place.heading, &position, isRead: true)
    }
    length += addWords(
      document.text, table, number, FieldInverter.Place.text, &position, isText: true, isRead: true)
    length += addNames(of: document, table, number, &position)
    addFolders(of: document.path, number)
    var facets = facets
    var seen: Set<String> = []
    for value in facets.lazy.flatMap(\.values) where seen.insert(value).inserted {
      concept.add(concepts.number(of: Array(value.utf8)), document: number, position: 0, place: 0)
    }
    if let date = document.date { facets.append((FacetKeys.year, [String(date.year)])) }
    facets.append((DocumentAccess.column, document.access))
    facets.append((LikelyTags.column, FacetValues.different(document.likely)))
    facets += properties(of: document, language, isKnown: known != nil)
    documents.add(
      DocumentNames(id: document.id, path: document.path, title: document.title),
      date: document.date?.rawValue ?? 0, norm: LengthNorm.byte(of: length),
      weightedLength: length,
      text: StoredText(
        headings: document.headings, text: document.text, language: language.rawValue),
      sketch: sketch.value, version: version,
      meaning: meanings?.meaning, facets: facets)
  }

  private static func guess(_ document: IndexDocument) -> Language? {
    guard document.language.isEmpty, document.text.utf8.count >= shortestGuess else { return nil }
    return LanguageGuess.language(
      of: document.text,
      minimumShare: document.text.utf8.count < shortText
        ? LanguageGuess.shareOfShortTexts : LanguageGuess.usualShare)
  }

  /// Writes the segment.
  ///
  /// - Throws: `IndexError.tooLarge`, `VectorModelError`, `StorageError`.
  mutating func write(to path: String) throws {
    if let failure = meanings?.failure { throw failure }
    var writer = SegmentFileWriter()
    documents.write(to: &writer)
    let order = stems.sortedNumbers()
    var ordinals = [UInt32](repeating: 0, count: order.count)
    for (ordinal, number) in order.enumerated() { ordinals[number] = UInt32(ordinal) }
    try write(text, .text, terms: stems, order: order, to: &writer)
    // Given up here: it is the largest part of what is held.
    text = FieldInverter()
    try write(title, .title, terms: stems, order: order, to: &writer)
    try write(folder, .folder, terms: folders, order: folders.sortedNumbers(), to: &writer)
    try write(concept, .concept, terms: concepts, order: concepts.sortedNumbers(), to: &writer)
    func add(_ words: (WordTable) -> [WordTable.Word], to sections: WordSections) {
      let found = tables.flatMap { words($0) }.map { word in
        (word.bytes[...], SurfaceRecord(stem: ordinals[Int(word.stem)], count: word.count))
      }
      writer.add(found, to: sections)
    }
    add(\.surfaces, to: .surfaces)
    add(\.spellings, to: .spellings)
    add(\.compounds, to: .compounds)
    try writer.write(to: path)
  }

  private func write(
    _ inverter: FieldInverter, _ field: IndexField, terms: ByteTable, order: [Int],
    to writer: inout SegmentFileWriter
  ) throws {
    var postings = PostingsWriter(norms: documents.norms)
    for number in order where inverter.contains(number) {
      postings.beginTerm(terms[number])
      inverter.write(number, to: &postings, positions: field == .text)
      postings.endTerm()
    }
    guard postings.fits else { throw IndexError.tooLarge }
    writer.add(field, postings)
  }

  private mutating func table(of language: Language) -> Int {
    if let table = tableOfLanguage[language] { return table }
    tables.append(WordTable(language))
    tableOfLanguage[language] = tables.count - 1
    return tables.count - 1
  }

  /// Adds the words of a piece of text and returns their number.
  private mutating func addWords(
    _ string: String, _ table: Int, _ document: UInt32, _ place: UInt32, _ position: inout UInt32,
    isText: Bool = false, isRead: Bool = false
  ) -> Int {
    let first = position
    let source = string.utf8Span
    var scanner = TokenScanner(source.span)
    var joined = JoinedWords()
    var lastTerm = 0
    while let token = scanner.next() {
      if let word = joined.next(token, of: scanner, source.span) {
        addJoined(word, table, document, place, position - 1, beside: lastTerm)
      }
      let term = tables[table].stem(token.key, in: &stems) {
        var bytes: [UInt8] = []
        scanner.appendFolded(token, to: &bytes)
        return bytes
      }
      // An umlaut takes more bytes than the letter it is folded to.
      if token.key.length != token.end - token.start {
        let word = source.span.extracting(token.start..<token.end)
        tables[table].addSpelling(word.array, stem: term)
      }
      text.add(term, document: document, position: position, place: place)
      if place == FieldInverter.Place.title {
        title.add(term, document: document, position: 0, place: 0)
      }
      // Copies under other names and titles are copies all the same: only the text is sampled.
      if isText { sketch.add(token.key) }
      if isRead, meanings != nil {
        meanings?.add(token.key) {
          var bytes: [UInt8] = []
          scanner.appendFolded(token, to: &bytes)
          return bytes
        }
      }
      position += 1
      lastTerm = term
    }
    if let word = joined.end(of: scanner, source.span) {
      addJoined(word, table, document, place, position - 1, beside: lastTerm)
    }
    let count = Int(position - first)
    if count > 0 { position += SegmentFormat.fieldGap }
    return count
  }

  /// Adds a word that is written with signs as what it is without, where its last part stands: what follows it follows
  /// both.
  private mutating func addJoined(
    _ word: JoinedWords.Word, _ table: Int, _ document: UInt32, _ place: UInt32,
    _ position: UInt32, beside last: Int
  ) {
    let term = tables[table].stem(TokenKey(folded: word.bytes), in: &stems) { word.bytes }
    guard term != last else { return }
    text.add(term, document: document, position: position, place: place)
    if place == FieldInverter.Place.title {
      title.add(term, document: document, position: 0, place: 0)
    }
  }

  /// Adds the words of the names and properties of a document, each by itself, and returns their number.
  private mutating func addNames(
    of document: IndexDocument, _ table: Int, _ number: UInt32, _ position: inout UInt32
  ) -> Int {
    var length = 0
    func add(_ lines: some Sequence<Substring>, isTelling: Bool) {
      let place = isTelling ? FieldInverter.Place.heading : FieldInverter.Place.text
      let weight = isTelling ? Int(SegmentFormat.headingWeight) : 1
      for line in lines {
        length += weight * addWords(String(line), table, number, place, &position)
      }
    }
    let name = PathWords.name(of: document.path, title: document.title)
    add(name.split(separator: "\n"), isTelling: true)
    add(PathWords.folders(of: document.path).split(separator: "\n"), isTelling: false)
    for property in DocumentProperty.allCases where property.hasWords {
      let values = document.properties[property] ?? []
      add(values.map { $0[...] }, isTelling: property.isTelling)
    }
    return length
  }

  /// The values of properties as the columns hold them.
  private func properties(
    of document: IndexDocument, _ language: Language, isKnown: Bool
  ) -> [(key: String, values: [String])] {
    var properties = document.properties
    properties[.ext] = PathWords.ending(of: document.path).map { [$0] } ?? []
    properties[.lang] = [language.rawValue] + (isKnown ? [] : [DocumentProperty.assumedLanguage])
    return DocumentProperty.allCases.map {
      ($0.column, FacetValues.different(properties[$0] ?? []))
    }
  }

  private mutating func addFolders(of path: String, _ document: UInt32) {
    for folder in DocumentPath.folders(of: path) {
      self.folder.add(
        folders.number(of: Array(folder.utf8)), document: document, position: 0, place: 0)
    }
  }
}

/// The paths of documents.
enum DocumentPath {
  /// The folders that hold a path, the topmost first, without a `/` at the end.
  static func folders(of path: String) -> [Substring] {
    path.indices.filter { path[$0] == "/" && $0 != path.startIndex }.map { path[..<$0] }
  }
}

/// The keys of facets that no vocabulary defines.
package enum FacetKeys {
  /// The year of the date.
  package static let year = "year"

  /// Tags that are not concepts of the vocabulary.
  package static let tag = "tag"

  /// Whether a facet can have a key: the index lists them line by line, and names what is none by a
  /// control character.
  static func isUsable(_ key: String) -> Bool {
    !key.isEmpty && !key.unicodeScalars.contains { $0.value < 0x20 }
  }
}

/// Surface forms in the order of their bytes, equal ones with the same stem together.
enum SurfaceOrder {
  /// Sorts surfaces and adds up the counts of equal ones.
  static func merged(
    _ surfaces: [(bytes: ArraySlice<UInt8>, record: SurfaceRecord)]
  ) -> [(bytes: ArraySlice<UInt8>, record: SurfaceRecord)] {
    let sorted = surfaces.sorted { left, right in
      if left.bytes.lexicographicallyPrecedes(right.bytes) { return true }
      if right.bytes.lexicographicallyPrecedes(left.bytes) { return false }
      return left.record.stem < right.record.stem
    }
    var result: [(bytes: ArraySlice<UInt8>, record: SurfaceRecord)] = []
    result.reserveCapacity(sorted.count)
    for surface in sorted {
      if let last = result.last, last.record.stem == surface.record.stem,
        last.bytes.elementsEqual(surface.bytes)
      {
        let sum = last.record.count.addingReportingOverflow(surface.record.count)
        result[result.count - 1].record.count = sum.overflow ? .max : sum.partialValue
      } else {
        result.append(surface)
      }
    }
    return result
  }
}

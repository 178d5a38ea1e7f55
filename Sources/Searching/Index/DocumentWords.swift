import System
import TextAnalysis

/// The words of some documents of a segment as they are written, found anew in what is stored of them.
///
/// The dictionaries of a segment count words over all of its documents, and postings know stems alone: which document
/// has which form only its text tells.
struct DocumentWords {
  /// A word with its stem, and how often it occurs.
  struct Word {
    var bytes: [UInt8]
    var stem: [UInt8]
    var count: UInt32
    /// Whether it is a stem itself, which other words have, too.
    var isStem: Bool
  }

  private let segment: Segment
  private let columns: [FacetColumn]
  private var stems = ByteTable()
  private var tables: [WordTable] = []
  private var tableOfLanguage: [String: Int] = [:]
  private var block: StoredBlock?

  /// No document of a segment yet.
  init(_ segment: Segment) throws {
    self.segment = segment
    columns = try segment.columnsWithWords()
  }

  /// The words as they stand in the documents.
  var surfaces: [Word] { tables.flatMap { $0.surfaces.map(word) } }

  /// Words with an umlaut, and their stems, spelled out.
  var spellings: [Word] { tables.flatMap { $0.spellings.map(word) } }

  private func word(_ word: WordTable.Word) -> Word {
    Word(
      bytes: word.bytes, stem: Array(stems[Int(word.stem)]), count: word.count,
      isStem: word.isStem)
  }

  /// Adds a document: all that `SegmentAccumulator` found words in.
  ///
  /// - Throws: `IndexError`.
  /// - Complexity: O(bytes of its text).
  mutating func add(_ document: Int) throws {
    let stored = try segment.stored.text(of: document, reusing: &block)
    let names = try segment.names(of: document)
    let table = table(of: stored.language)
    add(names.title, table)
    for heading in stored.headings { add(heading, table) }
    add(stored.text, table)
    add(PathWords.name(of: names.path, title: names.title), table)
    add(PathWords.folders(of: names.path), table)
    for column in columns {
      for value in try column.members(ofSet: column.set(of: document)) {
        add(try column.value(value), table)
      }
    }
  }

  private mutating func table(of code: String) -> Int {
    if let table = tableOfLanguage[code] { return table }
    tables.append(WordTable(Language(tag: code) ?? .english))
    tableOfLanguage[code] = tables.count - 1
    return tables.count - 1
  }

  private mutating func add(_ string: String, _ table: Int) {
    let source = string.utf8Span
    var scanner = TokenScanner(source.span)
    var joined = JoinedWords()
    func add(_ word: JoinedWords.Word?) {
      guard let word else { return }
      _ = tables[table].stem(TokenKey(folded: word.bytes), in: &stems) { word.bytes }
    }
    while let token = scanner.next() {
      add(joined.next(token, of: scanner, source.span))
      let stem = tables[table].stem(token.key, in: &stems) {
        var bytes: [UInt8] = []
        scanner.appendFolded(token, to: &bytes)
        return bytes
      }
      // An umlaut takes more bytes than the letter it is folded to.
      if token.key.length != token.end - token.start {
        let word = source.span.extracting(token.start..<token.end)
        tables[table].addSpelling(word.array, stem: stem)
      }
    }
    add(joined.end(of: scanner, source.span))
  }
}

internal import Documents
internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Looks for the words that a label or a successor's condition asks for around a place.
struct LabelContextReader {
  private let vocabulary: Vocabulary

  /// How far around a place its context reaches, in bytes.
  private static let window = 400

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Whether the words around a place are those that the label asks for.
  ///
  /// Title and path count as near to every place.
  func allows(_ ordinal: LabelOrdinal, around mention: Mention, in scan: DocumentScan) -> Bool {
    let label = vocabulary.label(ordinal)
    var words: Set<String> = []
    let field = scan.fields[mention.field]
    let low = max(0, Int(mention.found.start) - Self.window)
    let high = min(field.bytes.count, Int(mention.found.end) + Self.window)
    words.formUnion(Self.words(of: Array(field.bytes[low..<high])))
    for other in scan.fields where other.field == .title || other.field == .path {
      // They say what all of the document is about, however far a place is from its beginning.
      words.formUnion(Self.words(of: other.bytes))
    }
    let isPresent = { (wanted: String) in
      Analyzer.tokens(of: wanted).allSatisfy { words.contains(Self.reduced($0.text)) }
    }
    if label.excludedContext.contains(where: isPresent) { return false }
    return label.requiredContext.isEmpty || label.requiredContext.contains(where: isPresent)
  }

  /// The share of a condition's words that a document's title, path, headings and text hold.
  func conditionWeight(_ successor: Successor, in document: Document) -> Double {
    let stopWords = StopWords.words(.english)
    let wanted = Set(Analyzer.tokens(of: successor.condition).map(\.text))
      .subtracting(stopWords).map(Self.reduced)
    guard !wanted.isEmpty else { return 0 }
    let parts = [document.title ?? "", document.path ?? "", document.text] + document.headings
    var found: Set<String> = []
    for part in parts { found.formUnion(Self.words(of: Array(part.utf8))) }
    return Double(wanted.count { found.contains($0) }) / Double(wanted.count)
  }

  private static func words(of bytes: [UInt8]) -> Set<String> {
    Set(Analyzer.tokens(of: bytes).map { reduced($0.text) })
  }

  /// A word without its plural s; enough to meet "editions" with "edition".
  private static func reduced(_ word: String) -> String {
    word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss")
      ? String(word.dropLast()) : word
  }
}

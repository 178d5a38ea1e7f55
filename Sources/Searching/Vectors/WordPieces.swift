import JSONCoding
import TextAnalysis

/// The pieces of words of a `tokenizer.json`, as the analyzer folds them, each with its row in the matrix.
///
/// Of vocabularies of the kinds BPE, Unigram and WordPiece only the pieces are taken: words are cut into the
/// longest ones, which for whole words is what each kind does.
struct WordPieces {
  /// Pieces that begin a word.
  private(set) var starts: [String: Int] = [:]

  /// Pieces that go on within one.
  private(set) var parts: [String: Int] = [:]

  /// Pieces of more bytes are left out: no word is looked up by them.
  static let longestPiece = 48

  /// Whether a folded piece is spelled as in the file, by whether it is of `starts`.
  private var exact: [Bool: Set<String>] = [true: [], false: []]

  /// How a file marks where words begin.
  private enum Mark {
    /// What begins a word bears it.
    case start(String)
    /// What goes on within a word bears it.
    case part(String)
  }

  /// Reads a vocabulary.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - rows: how many rows the matrix has.
  ///   - path: the name of the file in errors.
  /// - Throws: `VectorModelError`.
  init(_ bytes: [UInt8], rows: Int, path: String) throws {
    func refused(_ reason: String) -> VectorModelError { .init(path: path, reason: reason) }
    let value: JSONValue
    do { value = try JSONReader.value(of: bytes) } catch {
      throw refused("line \(error.line): not JSON: \(error)")
    }
    guard let model = value["model"], let vocabulary = model["vocab"] else {
      throw refused("not a tokenizer.json: it has no model with a vocab")
    }
    let pieces = try Self.pieces(vocabulary, refused)
    guard pieces.allSatisfy({ (0..<rows).contains($0.row) }) else {
      throw refused(
        "it names more pieces than the \(rows) rows of the matrix; are both of one model?")
    }
    guard let mark = Self.mark(of: pieces.map(\.text), model) else {
      throw refused("its pieces do not say where words begin")
    }
    for piece in pieces { add(piece.text, row: piece.row, mark) }
    guard !starts.isEmpty else { throw refused("none of its pieces is a word") }
  }

  private static func pieces(
    _ vocabulary: JSONValue, _ refused: (String) -> VectorModelError
  ) throws -> [(text: String, row: Int)] {
    if let object = vocabulary.object {
      // By rows: of two pieces that fold alike the first counts, and the members of an object have
      // no order.
      return try object.members.map { member in
        guard let row = member.value.integer else {
          throw refused("the piece '\(member.name)' has no number")
        }
        return (member.name, row)
      }.sorted { $0.row < $1.row }
    }
    return try (vocabulary.array ?? []).enumerated().map { row, entry in
      guard let text = entry.array?.first?.string else {
        throw refused("entry \(row + 1) of the vocab is not a piece with its weight")
      }
      return (text, row)
    }
  }

  private static func mark(of pieces: [String], _ model: JSONValue) -> Mark? {
    if let prefix = model["continuing_subword_prefix"]?.string, !prefix.isEmpty {
      return .part(prefix)
    }
    // SentencePiece and byte-level BPE put a stand-in for the blank before a word.
    return ["\u{2581}", "\u{120}"].first { mark in
      pieces.contains { $0.hasPrefix(mark) && $0 != mark }
    }.map { .start($0) }
  }

  private mutating func add(_ piece: String, row: Int, _ mark: Mark) {
    let text: Substring
    let isStart: Bool
    switch mark {
    case .start(let prefix):
      isStart = piece.hasPrefix(prefix)
      text = isStart ? piece.dropFirst(prefix.count) : piece[...]
      // Bytes that stand for letters are told by other letters there.
      if prefix == "\u{120}", !text.utf8.allSatisfy({ $0 < 0x80 }) { return }
    case .part(let prefix):
      isStart = !piece.hasPrefix(prefix)
      text = isStart ? piece[...] : piece.dropFirst(prefix.count)
    }
    let tokens = Analyzer.tokens(of: String(text))
    guard tokens.count == 1, tokens[0].range == 0..<text.utf8.count,
      tokens[0].text.utf8.count <= Self.longestPiece
    else { return }
    let folded = tokens[0].text
    let isExact = folded == text
    let known = isStart ? starts[folded] : parts[folded]
    // Of `Apple` and `apple` the one counts that is spelled as words are looked up.
    guard known == nil || isExact && exact[isStart]?.contains(folded) == false else { return }
    if isExact { exact[isStart]?.insert(folded) }
    if isStart { starts[folded] = row } else { parts[folded] = row }
  }
}

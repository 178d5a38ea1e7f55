internal import System

/// The statements of a document in rows of 16 bytes, to be looked through by subject.
///
/// SKOS may say what a property or a resource is after using it, so that nothing can be decided
/// before the end. The text of literals goes where the vocabulary will keep it.
struct RDFStatementStore: RDFSink {
  /// A statement.
  struct Row: BitwiseCopyable {
    static let literalBit: UInt32 = 1 << 31

    var subject: RDFNode
    /// The IRI's number, with `literalBit` if the object is a literal.
    var property: UInt32
    /// A node's raw value or a literal's index.
    var object: UInt32
    var line: UInt32

    var predicate: Int { Int(property & ~Self.literalBit) }
    var isLiteral: Bool { property & Self.literalBit != 0 }
    var node: RDFNode? { isLiteral ? nil : RDFNode(rawValue: object) }
  }

  /// A literal.
  struct Literal: BitwiseCopyable {
    static let noDatatype = UInt32.max

    var text: StringReference
    var datatype: UInt32
    var language: UInt16
    /// Whether the text is known to have no white space to be collapsed.
    var isCollapsed: Bool
  }

  /// Where a node is first described.
  struct Place: BitwiseCopyable {
    var line: UInt32 = 0
    var column: UInt32 = 0
  }

  var rows: [Row] = []
  var literals: [Literal] = []

  /// The bytes of the literals.
  var text: [UInt8] = []

  /// The bytes of the literals of later parts.
  var laterTexts: [[UInt8]] = []

  /// Where the bytes will be in the text of the vocabulary.
  let textStart: Int

  /// The numbers of the described IRIs in the order of the document.
  var described: [UInt32] = []

  /// Where each IRI is first described, by its number; line 0 if nowhere.
  var places: [Place] = []

  /// The limit that the document has passed; statements beyond it were not taken.
  var excess: VocabularyExcess?

  private static let longestLabel = 256

  /// The size of the document in bytes; 0 if it is not known.
  let documentSize: Int

  /// A store behind what a vocabulary holds already.
  ///
  /// - Parameters:
  ///   - textStart: the length of the text of what was read before.
  ///   - documentSize: the size of the document, by which room is made at once: an array that
  ///     grows is copied again and again, and room that is not used costs nothing.
  init(textStart: Int, documentSize: Int) {
    self.documentSize = documentSize
    self.textStart = textStart
    text.reserveCapacity(documentSize)
    rows.reserveCapacity(documentSize / 128)
    literals.reserveCapacity(documentSize / 192)
  }

  mutating func describe(_ node: RDFNode, line: Int, column: Int) {
    guard !node.isBlank else { return }
    while places.count <= node.number { places.append(Place()) }
    guard places[node.number].line == 0 else { return }
    places[node.number] = Place(line: UInt32(clamping: line), column: UInt32(clamping: column))
    described.append(node.rawValue)
  }

  mutating func add(_ subject: RDFNode, _ predicate: UInt32, _ object: RDFNode, line: Int) {
    guard hasRoom(forText: 0) else { return }
    rows.append(
      Row(
        subject: subject, property: predicate, object: object.rawValue,
        line: UInt32(clamping: line)))
  }

  mutating func add(
    _ subject: RDFNode, _ predicate: UInt32, _ text: Span<UInt8>, _ object: RDFLiteral, line: Int
  ) {
    guard hasRoom(forText: text.count) else { return }
    let start = textStart + self.text.count
    let reference = StringReference(offset: UInt32(start), length: UInt32(text.count))
    // What is short may be a label, and is at hand in the cache now.
    let isCollapsed =
      text.count <= Self.longestLabel && TextNormalization.isCollapsed(text.memory)
    text.append(to: &self.text)
    rows.append(
      Row(
        subject: subject, property: predicate | Row.literalBit, object: UInt32(literals.count),
        line: UInt32(clamping: line)))
    literals.append(
      Literal(
        text: reference, datatype: object.datatype ?? Literal.noDatatype,
        language: object.language, isCollapsed: isCollapsed))
  }

  /// Whether one statement more, and so many bytes of text, can be taken; `excess` says why not.
  private mutating func hasRoom(forText size: Int) -> Bool {
    if rows.count >= VocabularyLimits.statements {
      excess = excess ?? .statements
    } else if size > VocabularyLimits.texts - textStart - text.count {
      excess = excess ?? .texts
    }
    return excess == nil
  }
}

/// The rows of a store by subject, in the order of the document.
struct RDFSubjectIndex {
  private let iriCount: Int
  private var offsets: [UInt32]
  private var order: [UInt32]

  /// Sorts the rows by counting.
  ///
  /// - Complexity: O(rows + nodes).
  init(_ rows: [RDFStatementStore.Row], iriCount: Int, blankCount: Int) {
    self.iriCount = iriCount
    func slot(_ node: RDFNode) -> Int { node.isBlank ? iriCount + node.number : node.number }
    var offsets = [UInt32](repeating: 0, count: iriCount + blankCount + 2)
    // Counted two slots on: so each place is a cursor first, and the end of its slot at last.
    for row in rows { offsets[slot(row.subject) + 2] += 1 }
    for index in 2..<offsets.count { offsets[index] += offsets[index - 1] }
    var order = [UInt32](repeating: 0, count: rows.count)
    for (index, row) in rows.enumerated() {
      let cursor = slot(row.subject) + 1
      order[Int(offsets[cursor])] = UInt32(index)
      offsets[cursor] += 1
    }
    self.offsets = offsets
    self.order = order
  }

  /// The indexes of the rows about a node.
  func rows(of node: RDFNode) -> ArraySlice<UInt32> {
    let slot = node.isBlank ? iriCount + node.number : node.number
    guard slot + 1 < offsets.count else { return [] }
    return order[Int(offsets[slot])..<Int(offsets[slot + 1])]
  }
}

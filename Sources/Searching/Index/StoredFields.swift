import MappedStorage
internal import System

/// What a hit shows that its names do not: headings, text and language.
struct StoredText: Equatable, Sendable {
  var headings: [String] = []
  var text = ""
  var language = ""
}

/// Compresses the stored text of documents, many together.
struct StoredFieldsWriter {
  private(set) var blocks: [UInt8] = []
  /// Where each block begins, and where the last one ends.
  private(set) var offsets: [UInt32] = [0]
  /// The first document of each block.
  private(set) var firstDocuments: [UInt32] = []
  private var pending: [UInt8] = []
  private var pendingDocuments = 0
  private var count: UInt32 = 0

  /// Adds the next document.
  mutating func add(_ stored: StoredText) {
    if pending.isEmpty { firstDocuments.append(count) }
    for part in [stored.language, stored.headings.joined(separator: "\n"), stored.text] {
      VariableBytes.append(UInt32(part.utf8.count), to: &pending)
      pending.append(contentsOf: part.utf8)
    }
    pendingDocuments += 1
    count += 1
    if pending.count >= SegmentFormat.storedBlockSize { flush() }
  }

  /// Ends the last block.
  mutating func finish() {
    if !pending.isEmpty { flush() }
  }

  /// Whether all offsets still fit into 32 bits.
  var fits: Bool { blocks.count < Int(UInt32.max) - (64 << 20) }

  private mutating func flush() {
    VariableBytes.append(UInt32(pending.count), to: &blocks)
    StoredBlock.append(pending, to: &blocks)
    offsets.append(UInt32(truncatingIfNeeded: blocks.count))
    pending.removeAll(keepingCapacity: true)
    pendingDocuments = 0
  }
}

/// Reads the stored text of documents.
struct StoredFields: Sendable {
  private let blocks: GuardedArray<UInt8>
  private let offsets: GuardedArray<UInt32>
  private let firstDocuments: GuardedArray<UInt32>

  /// A block of text may be 1,032 times its compressed size, zlib's limit.
  private static let highestRatio = 1_100

  init(_ file: SectionedFile, path: String) throws {
    blocks = try GuardedArray(file, section: SegmentSection.storedBlocks.rawValue, path: path)
    offsets = try GuardedArray(file, section: SegmentSection.storedOffsets.rawValue, path: path)
    firstDocuments = try GuardedArray(
      file, section: SegmentSection.storedFirstDocuments.rawValue, path: path)
    guard offsets.count == firstDocuments.count + 1 else { throw blocks.damage }
  }

  /// The block that holds a document.
  func block(of document: Int) throws -> Int {
    let next = try (0..<firstDocuments.count).partitioningIndex {
      Int(try firstDocuments[$0]) > document
    }
    guard next > 0 else { throw blocks.damage }
    return next - 1
  }

  /// The stored text of one document after another: what is in the block of the one before is decompressed once.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - block: the block of the document before; becomes that of this one.
  /// - Returns: its text.
  /// - Throws: `IndexError`.
  func text(of document: Int, reusing block: inout StoredBlock?) throws -> StoredText {
    let number = try self.block(of: document)
    let present = try block.flatMap { $0.number == number ? $0 : nil } ?? self.block(number)
    block = present
    return try text(of: document, in: present)
  }

  /// The stored text of a document in its block.
  func text(of document: Int, in block: StoredBlock) throws -> StoredText {
    var offset = 0
    for _ in Int(try firstDocuments[block.number])..<document {
      for _ in 0..<3 { _ = try part(block, &offset) }
    }
    let language = try part(block, &offset)
    let headings = try part(block, &offset)
    let text = try part(block, &offset)
    return StoredText(
      headings: headings.isEmpty
        ? []
        : String(decoding: block.bytes[headings], as: UTF8.self).split(separator: "\n")
          .map(String.init),
      text: String(decoding: block.bytes[text], as: UTF8.self),
      language: String(decoding: block.bytes[language], as: UTF8.self))
  }

  private func part(_ block: StoredBlock, _ offset: inout Int) throws -> Range<Int> {
    block.inflate(to: offset + VariableBytes.longest)
    guard let length = VariableBytes.read(block.bytes[..<block.count], &offset),
      Int(length) <= block.length - offset
    else { throw blocks.damage }
    let end = offset + Int(length)
    block.inflate(to: end)
    guard block.count >= end else { throw blocks.damage }
    defer { offset = end }
    return offset..<end
  }

  /// A block, of which nothing is decompressed yet.
  func block(_ number: Int) throws -> StoredBlock {
    let start = Int(try offsets[number])
    let end = Int(try offsets[number + 1])
    guard start <= end else { throw blocks.damage }
    let slice = try blocks.verified(start..<end)
    var offset = start
    guard let length = VariableBytes.read(slice, &offset),
      Int(length) <= (end - offset) * Self.highestRatio + 64
    else { throw blocks.damage }
    return StoredBlock(number: number, slice.base[part: offset..<end], length: Int(length))
  }
}

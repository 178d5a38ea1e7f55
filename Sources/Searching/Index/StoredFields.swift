import CZlib
import MappedStorage

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
      var part = part
      part.withUTF8 { bytes in
        VariableBytes.append(UInt32(bytes.count), to: &pending)
        unsafe pending.append(contentsOf: bytes)
      }
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
    var length = compressBound(UInt(pending.count))
    var output = [UInt8](repeating: 0, count: Int(length))
    let code = unsafe compress2(&output, &length, pending, UInt(pending.count), 1)
    precondition(code == Z_OK, "zlib ran out of memory")
    VariableBytes.append(UInt32(pending.count), to: &blocks)
    blocks.append(contentsOf: output[..<Int(length)])
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

  /// The stored text of a document.
  func text(of document: Int) throws -> StoredText {
    let block = try block(of: document)
    return try text(of: document, block: block, try bytes(ofBlock: block))
  }

  /// The block that holds a document.
  func block(of document: Int) throws -> Int {
    var low = 0
    var high = firstDocuments.count
    while low < high {
      let middle = (low + high) / 2
      if Int(try firstDocuments[middle]) <= document { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { throw blocks.damage }
    return low - 1
  }

  /// The stored text of a document in a decompressed block.
  func text(of document: Int, block: Int, _ bytes: [UInt8]) throws -> StoredText {
    var offset = 0
    for _ in Int(try firstDocuments[block])..<document {
      for _ in 0..<3 { _ = try part(bytes, &offset) }
    }
    let language = try part(bytes, &offset)
    let headings = try part(bytes, &offset)
    let text = try part(bytes, &offset)
    return StoredText(
      headings: headings.isEmpty
        ? [] : String(decoding: headings, as: UTF8.self).split(separator: "\n").map(String.init),
      text: String(decoding: text, as: UTF8.self),
      language: String(decoding: language, as: UTF8.self))
  }

  private func part(_ bytes: [UInt8], _ offset: inout Int) throws -> ArraySlice<UInt8> {
    guard let length = VariableBytes.read(bytes, &offset), Int(length) <= bytes.count - offset
    else { throw blocks.damage }
    defer { offset += Int(length) }
    return bytes[offset..<offset + Int(length)]
  }

  /// A block, decompressed.
  func bytes(ofBlock index: Int) throws -> [UInt8] {
    let start = Int(try offsets[index])
    let end = Int(try offsets[index + 1])
    guard start <= end else { throw blocks.damage }
    let slice = try blocks.verified(start..<end)
    var offset = start
    guard let length = VariableBytes.read(slice, &offset),
      Int(length) <= (end - offset) * Self.highestRatio + 64
    else { throw blocks.damage }
    guard let address = unsafe slice.base.unsafeBuffer.baseAddress else { throw blocks.damage }
    var outputLength = UInt(length)
    var code = Z_OK
    let output = unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      code = unsafe uncompress(
        buffer.baseAddress, &outputLength, address + offset, UInt(end - offset))
      count = code == Z_OK ? min(Int(outputLength), Int(length)) : 0
    }
    guard code == Z_OK, outputLength == UInt(length) else { throw blocks.damage }
    return output
  }
}

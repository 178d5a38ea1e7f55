package import System

/// What a sectioned file holds: four letters and a version that must match to be read.
package struct FileKind: Equatable, Sendable {
  /// Four ASCII letters, such as `PVOC`.
  package let tag: UInt32

  /// The version of the layout; another version is refused, never guessed at.
  package let version: UInt32

  /// A kind known by four ASCII letters.
  package init(_ letters: String, version: UInt32) {
    precondition(letters.utf8.count == 4, "a file kind has four letters")
    tag = letters.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    self.version = version
  }
}

/// A read-only file of numbered sections, each aligned to 64 bytes and checksummed.
///
/// Layout, little-endian: a header of 64 bytes (magic, kind, version, section count, file length,
/// user version, checksum of the header and directory), a directory of 32 bytes a section
/// (identifier, checksum, offset, length), then the sections.
package struct SectionedFile: Sendable {
  /// The bytes of the whole file.
  package let bytes: MappedBytes

  /// A number of the writer's own, such as an analyzer version.
  package let userVersion: UInt64

  /// A checksum of the directory, and through the sections' checksums in it of the whole content.
  package let checksum: UInt64

  private let sections: [UInt32: Section]
  private let path: String

  private struct Section: Sendable {
    let offset: Int
    let length: Int
    let checksum: UInt64
  }

  /// What the directory says of a section.
  struct Entry {
    var identifier: UInt32
    var checksum: UInt64
    var offset: Int
    var length: Int
  }

  /// The header with the directory.
  static func head(
    kind: FileKind, userVersion: UInt64, entries: [Entry], fileLength: Int
  ) -> [UInt8] {
    var directory: [UInt8] = []
    for entry in entries {
      append(UInt64(entry.identifier), to: &directory)
      append(entry.checksum, to: &directory)
      append(UInt64(entry.offset), to: &directory)
      append(UInt64(entry.length), to: &directory)
    }
    var result: [UInt8] = []
    for word in [magic, kind.tag, kind.version, UInt32(entries.count)] {
      append(word, to: &result)
    }
    append(UInt64(fileLength), to: &result)
    append(userVersion, to: &result)
    // Over what stands before it and the directory; the rest of the header is padding that nobody
    // reads.
    append(Checksum.combining(Checksum.of(result), Checksum.of(directory)), to: &result)
    result.append(contentsOf: repeatElement(0, count: headerLength - result.count))
    return result + directory
  }

  private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
    for place in stride(from: 0, to: Value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> place))
    }
  }

  /// Where what comes behind `offset` bytes may begin.
  static func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }

  static let magic: UInt32 = 0x4C52_4150  // "PARL"
  // A cache line, as sections are aligned: the first one begins where the directory ends.
  static let headerLength = 64
  static let entryLength = 32

  /// Opens `bytes` and checks the header, the directory and the total length, not the sections.
  ///
  /// - Parameters:
  ///   - bytes: the file as written by `SectionedFileWriter`.
  ///   - kind: the kind and version it must have.
  ///   - path: the name to use in errors.
  /// - Throws: `StorageError.damaged` or `StorageError.otherVersion`.
  package init(_ bytes: MappedBytes, kind: FileKind, path: String) throws {
    func damaged(_ reason: String) -> StorageError { .damaged(path: path, reason: reason) }
    guard bytes.count >= Self.headerLength,
      let words = MappedArray<UInt32>(bytes, byteOffset: 0, count: 16),
      words[0] == Self.magic, words[1] == kind.tag
    else { throw damaged("not a file of this kind") }
    guard words[2] == kind.version else {
      throw StorageError.otherVersion(path: path, found: words[2], expected: kind.version)
    }
    let sectionCount = Int(words[3])
    let directoryEnd = Self.headerLength + sectionCount * Self.entryLength
    guard let longs = MappedArray<UInt64>(bytes, byteOffset: 16, count: 3),
      // Before the checksum is made: it reads as many entries as the header names.
      longs[0] == UInt64(bytes.count), directoryEnd <= bytes.count
    else { throw damaged("cut short or grown") }
    userVersion = longs[1]
    checksum = longs[2]
    guard
      let head = MappedArray<UInt8>(bytes, byteOffset: 0, count: 32),
      let directory = MappedArray<UInt8>(
        bytes, byteOffset: Self.headerLength, count: directoryEnd - Self.headerLength),
      Checksum.combining(Checksum.of(head), Checksum.of(directory)) == longs[2]
    else { throw damaged("header checksum does not match") }

    var sections: [UInt32: Section] = [:]
    for index in 0..<sectionCount {
      guard
        let entry = MappedArray<UInt64>(
          bytes, byteOffset: Self.headerLength + index * Self.entryLength, count: 4),
        let offset = Int(exactly: entry[2]), let length = Int(exactly: entry[3]),
        // Aligned for any element, and no part of the directory.
        offset >= directoryEnd, offset % 64 == 0, offset <= bytes.count,
        length <= bytes.count - offset
      else { throw damaged("a section lies outside the file") }
      sections[UInt32(truncatingIfNeeded: entry[0])] = Section(
        offset: offset, length: length, checksum: entry[1])
    }
    self.sections = sections
    self.bytes = bytes
    self.path = path
  }

  /// The elements of a section.
  ///
  /// - Throws: `StorageError.damaged` if there is no such section or its length is not a multiple
  ///   of the element's size.
  package func array<Element>(
    _ identifier: UInt32, of type: Element.Type = Element.self
  ) throws -> MappedArray<Element> {
    guard let section = sections[identifier],
      section.length % MemoryLayout<Element>.stride == 0,
      let array = MappedArray<Element>(
        bytes, byteOffset: section.offset,
        count: section.length / MemoryLayout<Element>.stride)
    else { throw StorageError.damaged(path: path, reason: "section \(identifier) is missing") }
    return array
  }

  /// The bytes of a section, uncopied, such as those of a whole file within this one.
  ///
  /// - Throws: `StorageError.damaged` if there is no such section.
  package func bytes(of identifier: UInt32) throws -> MappedBytes {
    guard let section = sections[identifier],
      let part = MappedBytes(section.offset..<(section.offset + section.length), of: bytes)
    else { throw StorageError.damaged(path: path, reason: "section \(identifier) is missing") }
    return part
  }

  /// Whether there is a section.
  package func holds(_ identifier: UInt32) -> Bool { sections[identifier] != nil }

  /// Compares every section with its checksum.
  ///
  /// - Complexity: O(file length); reads the whole file.
  /// - Throws: `StorageError.damaged` for the first section that differs.
  package func verify() throws {
    for (identifier, section) in sections.sorted(by: { $0.key < $1.key }) {
      guard
        let array = MappedArray<UInt8>(bytes, byteOffset: section.offset, count: section.length),
        Checksum.of(array) == section.checksum
      else {
        throw StorageError.damaged(
          path: path, reason: "checksum of section \(identifier) does not match")
      }
    }
  }
}

/// Collects sections and writes them as a `SectionedFile`.
package struct SectionedFileWriter {
  private let kind: FileKind
  private let userVersion: UInt64

  /// A section: its bytes stay in the arrays that were given, uncopied.
  private struct Section {
    var identifier: UInt32
    var length: Int
    var forEachPiece: (_ body: (RawSpan) -> Void) -> Void
  }

  private var sections: [Section] = []
  private var identifiers: Set<UInt32> = []

  /// A file without sections.
  package init(kind: FileKind, userVersion: UInt64 = 0) {
    self.kind = kind
    self.userVersion = userVersion
  }

  /// The number of sections.
  package var count: Int { sections.count }

  /// Adds a section; identifiers must differ.
  package mutating func add<Element: BitwiseCopyable>(
    _ identifier: UInt32, _ elements: [Element]
  ) {
    add(identifier, pieces: [elements])
  }

  /// Adds a section of several pieces, or puts it before all others.
  package mutating func add<Element: BitwiseCopyable>(
    _ identifier: UInt32, pieces: [[Element]], isFirst: Bool = false
  ) {
    precondition(identifiers.insert(identifier).inserted, "a section is added once")
    let length = pieces.reduce(0) { $0 + $1.count * MemoryLayout<Element>.stride }
    let section = Section(identifier: identifier, length: length) { body in
      for piece in pieces { body(piece.span.memory) }
    }
    sections.insert(section, at: isFirst ? 0 : sections.count)
  }

  /// The file's bytes.
  package func makeBytes() -> [UInt8] {
    var offset = SectionedFile.aligned(
      SectionedFile.headerLength + sections.count * SectionedFile.entryLength)
    var entries: [SectionedFile.Entry] = []
    for section in sections {
      var checksum = ChecksumStream()
      section.forEachPiece { checksum.update($0) }
      entries.append(
        SectionedFile.Entry(
          identifier: section.identifier, checksum: checksum.value, offset: offset,
          length: section.length))
      offset = SectionedFile.aligned(offset + section.length)
    }
    var result: [UInt8] = []
    result.reserveCapacity(offset)
    result += SectionedFile.head(
      kind: kind, userVersion: userVersion, entries: entries, fileLength: offset)
    for (section, entry) in zip(sections, entries) {
      result.append(contentsOf: repeatElement(0, count: entry.offset - result.count))
      section.forEachPiece { $0.append(to: &result) }
    }
    result.append(contentsOf: repeatElement(0, count: offset - result.count))
    return result
  }

  /// Writes the file at `path` in one atomic step, section by section.
  ///
  /// - Throws: `StorageError.unwritable`; what was at `path` is then unchanged.
  package func write(to path: String) throws {
    let stream = try SectionedFileStream(
      path: path, kind: kind, userVersion: userVersion, sectionCount: sections.count)
    append(to: stream)
    try stream.commit()
  }

  /// Appends all sections to a stream.
  package func append(to stream: SectionedFileStream) {
    for section in sections {
      stream.beginSection(section.identifier)
      section.forEachPiece { stream.append($0) }
    }
  }
}

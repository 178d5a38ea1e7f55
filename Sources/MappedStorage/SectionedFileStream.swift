import System

/// Writes a `SectionedFile` piece by piece, so that no section need be held whole.
///
/// The bytes go to a temporary file, which takes the place of the other when all is written; the
/// head, which knows all sections, comes last. Checksums are made on the way.
///
/// Unchecked: one thread writes at a time; who hands it to another thread waits for that.
package final class SectionedFileStream: @unchecked Sendable {
  private let kind: FileKind
  private let userVersion: UInt64
  private let sectionCount: Int
  private let file: AtomicFileStream
  private var entries: [SectionedFile.Entry] = []
  private var identifiers: Set<UInt32> = []
  private var length: Int
  private var checksum = ChecksumStream()

  /// So much is written and summed up at once that it is still in the processor's cache.
  private static let piece = 256 << 10

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: the file, which is replaced if it exists.
  ///   - kind: the kind and version.
  ///   - userVersion: a number of the writer's own.
  ///   - sectionCount: how many sections there will be.
  /// - Throws: `StorageError.unwritable`.
  package init(path: String, kind: FileKind, userVersion: UInt64 = 0, sectionCount: Int) throws {
    self.kind = kind
    self.userVersion = userVersion
    self.sectionCount = sectionCount
    file = try AtomicFileStream(path: path)
    length = SectionedFile.headerLength + sectionCount * SectionedFile.entryLength
    // Room for the head, whose checksums are not known before the end.
    file.pad(length)
  }

  /// Begins a section; the one before it is complete then.
  package func beginSection(_ identifier: UInt32) {
    endSection()
    precondition(identifiers.insert(identifier).inserted, "a section is added once")
    pad()
    entries.append(
      SectionedFile.Entry(identifier: identifier, checksum: 0, offset: length, length: 0))
    checksum = ChecksumStream()
  }

  /// Appends to the section.
  package func append(_ bytes: RawSpan) {
    var offset = 0
    while offset < bytes.byteCount {
      let end = min(offset + Self.piece, bytes.byteCount)
      let piece = bytes.extracting(offset..<end)
      checksum.update(piece)
      file.append(piece)
      offset = end
    }
    length += bytes.byteCount
  }

  /// Appends to the section.
  package func append<Element: BitwiseCopyable>(_ elements: [Element]) {
    append(elements.span.memory)
  }

  /// Writes the head and puts the file in its place.
  ///
  /// - Throws: `StorageError.unwritable`; what was at the path is then unchanged.
  package func commit() throws {
    endSection()
    precondition(entries.count == sectionCount, "\(entries.count) sections, not \(sectionCount)")
    pad()
    let head = SectionedFile.head(
      kind: kind, userVersion: userVersion, entries: entries, fileLength: length)
    file.overwrite(head.span.memory)
    try file.commit()
  }

  private func endSection() {
    guard !entries.isEmpty else { return }
    entries[entries.count - 1].checksum = checksum.value
    entries[entries.count - 1].length = length - entries[entries.count - 1].offset
  }

  private func pad() {
    let end = SectionedFile.aligned(length)
    file.pad(end - length)
    length = end
  }
}

internal import Compressing

/// A zip package (OPC, ODF, EPUB) open for writing: parts read on demand, changes collected.
struct PackageParts {
  let archive: ZipArchive
  private let bytes: [UInt8]
  private let inflater = Inflater()
  private var changed: [ZipSplice.Part] = []

  /// Opens the archive that `bytes` is.
  ///
  /// - Throws: `DocumentRefusal` if it is none, or damaged.
  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw DocumentRefusal(
        .encrypted, "an OLE2 file: encrypted, or of the time before the zip formats")
    }
    archive = try ZipArchive(ByteSource(bytes))
  }

  /// The entry of a part, found as Office finds it.
  ///
  /// - Throws: `DocumentRefusal` if two entries claim to be that part.
  func entry(_ name: String) throws -> ZipEntry? {
    guard let found = archive.directory.entry(part: name) else { return nil }
    let same = archive.directory.entries.filter { $0.nameBytes == found.nameBytes }
    guard same.count == 1 else {
      throw DocumentRefusal(.damaged, "two zip entries have the name '\(name)'")
    }
    return found
  }

  /// The content of a part, or `nil` if there is none.
  func contents(_ name: String) throws -> [UInt8]? {
    try entry(name).map { try archive.contents(of: $0, using: inflater) }
  }

  /// A part as XML, or `nil` if there is none.
  func xml(_ name: String) throws -> XMLPart? {
    guard let entry = try entry(name) else { return nil }
    guard entry.size <= XMLPart.limit else {
      throw DocumentRefusal(.tooLarge, "'\(name)' has \(entry.size) bytes")
    }
    return try XMLPart(archive.contents(of: entry, using: inflater), name: name)
  }

  /// Writes a part under the name its entry has, if there is one.
  mutating func write(_ content: [UInt8], to name: String) throws {
    let stored = try entry(name)?.name ?? name
    changed.append(ZipSplice.Part(name: stored, content: content))
  }

  /// Writes a part if its edits change it.
  mutating func write(_ part: XMLPart, to name: String) throws {
    if let content = try part.changedBytes() { try write(content, to: name) }
  }

  /// The change of the whole archive; verified by reading it back.
  func edits() throws -> ByteEdits {
    let edits = try ZipSplice.edits(writing: changed, into: archive, bytes: bytes)
    if !edits.isEmpty { try verify(edits) }
    return edits
  }

  /// Reads the archive as it would be: the changed parts, and each other record byte for byte.
  private func verify(_ edits: ByteEdits) throws {
    func failed(_ words: String) -> DocumentRefusal { DocumentRefusal(.unverified, words) }
    guard let new = edits.applied(to: bytes) else { throw failed("the edits overlap") }
    let result = try ZipArchive(ByteSource(new))
    try result.directory.checkOverlaps()
    let old = archive.directory.entries
    let fresh = result.directory.entries
    let names = Set(changed.map { Array($0.name.utf8) })
    let addedCount = names.subtracting(old.map(\.nameBytes)).count
    guard fresh.count == old.count + addedCount else { throw failed("the number of entries") }
    for part in changed {
      guard let entry = result.directory.entry(named: part.name),
        try result.contents(of: entry, using: inflater) == part.content
      else { throw failed("the part '\(part.name)' does not read back") }
    }
    for (before, after) in zip(old, fresh) where !names.contains(before.nameBytes) {
      let from = before.localHeaderOffset..<(try archive.dataRange(of: before)).upperBound
      let to = after.localHeaderOffset..<(try result.dataRange(of: after)).upperBound
      guard before.nameBytes == after.nameBytes, bytes[from].elementsEqual(new[to]) else {
        throw failed("the entry '\(before.name)' would be another")
      }
    }
  }
}

package import Compressing

/// A zip archive and its entries' contents.
package struct ZipArchive: Sendable {
  /// The limits on what an entry may inflate to.
  package struct Limits: Sendable {
    /// The most bytes of one entry.
    package var entrySize = 64 << 20

    /// The most bytes out for one byte in, beyond `ratioGrace`; text of markup reaches 30, rarely 200.
    package var ratio = 400

    /// Up to this size the ratio does not matter.
    package var ratioGrace = 1 << 20

    /// The most entries.
    package var entries = 100_000

    /// The usual limits.
    package init() {}
  }

  /// The bytes of the archive.
  package let source: ByteSource

  /// The central directory.
  package let directory: ZipDirectory

  private let limits: Limits

  /// Opens an archive by reading its directory.
  ///
  /// - Throws: `ZipError`, or `DocumentRefusal` if the file cannot be read.
  package init(_ source: ByteSource, limits: Limits = Limits()) throws {
    self.source = source
    self.limits = limits
    directory = try ZipDirectory(source, entryLimit: limits.entries)
  }

  /// Where an entry's compressed bytes stand in the file.
  ///
  /// - Throws: `ZipError.badStructure` if the local header is not where the directory says.
  package func dataRange(of entry: ZipEntry) throws -> Range<Int> {
    let start = entry.localHeaderOffset
    guard start >= 0, start <= source.count - 30 else {
      throw ZipError.badStructure("the entry '\(entry.name)' lies outside the file")
    }
    let header = try source.bytes(in: start..<(start + 30))
    guard LittleEndian.uint32(header, 0) == 0x0403_4B50,
      let nameLength = LittleEndian.uint16(header, 26),
      let extraLength = LittleEndian.uint16(header, 28)
    else { throw ZipError.badStructure("no local header of the entry '\(entry.name)'") }
    // By the lengths of the local header, whose extra field is often another one than that of the
    // directory.
    let dataStart = start + 30 + nameLength + extraLength
    guard dataStart <= source.count, entry.compressedSize <= source.count - dataStart else {
      throw ZipError.badStructure("the entry '\(entry.name)' reaches beyond the file")
    }
    return dataStart..<(dataStart + entry.compressedSize)
  }

  /// An entry's compressed bytes as stored.
  package func storedBytes(of entry: ZipEntry) throws -> [UInt8] {
    try source.bytes(in: dataRange(of: entry))
  }

  /// An entry's content, inflated and checked against its CRC-32.
  ///
  /// - Throws: `ZipError` for an encrypted, damaged or too large entry.
  package func contents(of entry: ZipEntry, using inflater: Inflater) throws -> [UInt8] {
    guard !entry.isEncrypted else { throw ZipError.encrypted(entry.name) }
    guard entry.method == 0 || entry.method == 8 else {
      throw ZipError.unsupportedMethod(entry.name, method: entry.method)
    }
    guard entry.compressedSize <= limits.entrySize, entry.size <= limits.entrySize else {
      throw ZipError.tooLarge(entry.name, limit: limits.entrySize)
    }
    let stored = try storedBytes(of: entry)
    let content = entry.method == 0 ? stored : try inflated(stored, entry, inflater)
    guard content.count == entry.size, CRC32.checksum(content) == entry.checksum else {
      throw ZipError.wrongChecksum(entry.name)
    }
    return content
  }

  private func inflated(_ stored: [UInt8], _ entry: ZipEntry, _ inflater: Inflater) throws
    -> [UInt8]
  {
    // The entry size is at most 64 MiB here, so the product cannot overflow.
    let byRatio = max(limits.ratioGrace, stored.count * limits.ratio)
    let limit = min(limits.entrySize, byRatio)
    do {
      return try inflater.inflate(stored[...], expectedSize: entry.size, limit: limit)
    } catch InflateError.tooLarge {
      throw limit < limits.entrySize
        ? ZipError.ratio(entry.name, limit: limits.ratio)
        : ZipError.tooLarge(entry.name, limit: limits.entrySize)
    } catch {
      throw ZipError.badData(entry.name)
    }
  }
}

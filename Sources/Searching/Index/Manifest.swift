import Glibc
import MappedStorage
import System

/// The list of the segments that make an index at one moment; replaced in one atomic step.
struct Manifest: Equatable, Sendable {
  /// A segment and the file of its live documents, if some are deleted.
  struct Entry: Equatable, Sendable {
    var name: String
    var live: String?
  }

  /// The segments, the oldest first.
  var entries: [Entry] = []

  /// The number of the next file.
  var next = 1

  /// The name of the file.
  static let name = "manifest"

  /// Reads the manifest of an index.
  ///
  /// - Throws: `IndexError`.
  init(folder: String) throws {
    let path = folder + "/" + Self.name
    let bytes: MappedBytes
    do {
      bytes = try MappedBytes(mapping: path)
    } catch StorageError.unreadable(_, let code) where code == ENOENT || code == ENOTDIR {
      throw IndexError.missing(path: folder)
    } catch { throw IndexError(error, path: path) }
    do {
      let file = try SectionedFile(bytes, kind: SegmentFormat.manifestKind, path: path)
      guard file.userVersion == SegmentFormat.userVersion else {
        throw IndexError.outdated(path: path)
      }
      try file.verify()
      let lines = String(decoding: try file.array(1, of: UInt8.self), as: UTF8.self)
        .split(separator: "\n")
      guard let first = lines.first, let next = Int(first), Self.numbers.contains(next) else {
        throw IndexError.damaged(path: path, reason: "no number in the first line")
      }
      self.next = next
      entries = try lines.dropFirst().map { line in
        let parts = line.split(separator: " ").map(String.init)
        // What is written next must not take the place of a file that is named.
        guard (1...2).contains(parts.count),
          parts.allSatisfy({ Self.number(of: $0) ?? next < next })
        else { throw IndexError.damaged(path: path, reason: "a line does not name a segment") }
        return Entry(name: parts[0], live: parts.count > 1 ? parts[1] : nil)
      }
    } catch { throw IndexError(error, path: path) }
  }

  /// The numbers that files may have; nothing is written so often.
  private static let numbers = 1..<1 << 53

  /// The number of a file of an index by its name; `nil` for other names.
  static func number(of name: String) -> Int? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "seg" || parts[1] == "live", let number = Int(parts[0]),
      numbers.contains(number)
    else { return nil }
    return number
  }

  /// A manifest of an index without segments.
  init() {}

  /// Replaces the manifest in `folder`.
  ///
  /// - Throws: `StorageError`.
  func write(to folder: String) throws {
    var lines = ["\(next)"]
    for entry in entries { lines.append(entry.live.map { "\(entry.name) \($0)" } ?? entry.name) }
    var writer = SectionedFileWriter(
      kind: SegmentFormat.manifestKind, userVersion: SegmentFormat.userVersion)
    writer.add(1, Array(lines.joined(separator: "\n").utf8))
    try writer.write(to: folder + "/" + Self.name)
  }

  /// Opens the segments.
  ///
  /// - Throws: `IndexError`.
  func openSegments(folder: String) throws -> [Segment] {
    try entries.map { entry in
      let path = folder + "/" + entry.name
      do {
        var live: [UInt64]?
        if let name = entry.live { live = try LiveDocuments.read(folder + "/" + name) }
        let segment = try Segment(
          MappedBytes(mapping: path), name: entry.name, path: path, live: live)
        if let live, live.count != (segment.count + 63) / 64 {
          throw IndexError.damaged(path: path, reason: "its list of live documents does not fit")
        }
        return segment
      } catch { throw IndexError(error, path: path) }
    }
  }
}

/// The file that says which documents of a segment are not deleted.
enum LiveDocuments {
  private static let kind = FileKind("PLIV", version: 1)

  /// The list of a segment of which nothing is deleted.
  static func all(_ count: Int) -> [UInt64] {
    var live = [UInt64](repeating: .max, count: (count + 63) / 64)
    // No bits beyond the last document, which would be counted as documents.
    if count % 64 != 0 { live[live.count - 1] = (1 << UInt64(count % 64)) - 1 }
    return live
  }

  static func read(_ path: String) throws -> [UInt64] {
    let file = try SectionedFile(MappedBytes(mapping: path), kind: kind, path: path)
    try file.verify()
    return Array(try file.array(1, of: UInt64.self))
  }

  static func write(_ live: [UInt64], to path: String) throws {
    var writer = SectionedFileWriter(kind: kind)
    writer.add(1, live)
    try writer.write(to: path)
  }
}

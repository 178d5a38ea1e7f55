internal import MappedStorage
internal import System

/// A file of lines with their checksum in the last one, which a workspace keeps and a person can read.
///
/// Files of earlier versions have no such line and are believed as they are; so is one from which a person
/// took the line away after changing others.
enum CheckedLines {
  /// How the line with the checksum is written, so that the file stays what its name says.
  enum Form {
    /// A comment: `#checksum HEX`.
    case comment
    /// JSON Lines: `{"checksum":"HEX"}`.
    case json

    var mark: String {
      switch self {
      case .comment: "#checksum "
      case .json: "{\"checksum\":\""
      }
    }

    var end: String { self == .json ? "\"}" : "" }
  }

  /// The lines of a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - form: how its last line is written.
  /// - Returns: the lines without the last one.
  /// - Throws: `StorageError`, also if the lines are not those that were written.
  static func read(_ path: String, _ form: Form = .comment) throws -> [Substring] {
    let bytes = try MappedBytes.contents(of: path)
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard endsWithMark(bytes, form) else { return lines }
    let last = lines.popLast()
    // The line feed at the end as well: the checksum does not cover it.
    guard last == checksumLine(of: lines, form), bytes.last == UInt8(ascii: "\n") else {
      throw StorageError.damaged(
        path: path,
        reason: "its lines differ from what was written; if you changed them, delete the last line")
    }
    return lines
  }

  /// Whether a file ends with a checksum, be its mark damaged: that is no reason to believe the lines.
  private static func endsWithMark(_ bytes: [UInt8], _ form: Form) -> Bool {
    let mark = Array(form.mark.utf8)
    let length = mark.count + 16 + form.end.utf8.count
    // Behind it is a line feed, or what became of it.
    return [0, 1].contains { behind in
      let tail = bytes.dropLast(behind).suffix(length)
      return tail.count == length && zip(tail, mark).count(where: !=) <= mark.count / 4
    }
  }

  /// Puts lines in the place of a file in one atomic step.
  ///
  /// - Parameters:
  ///   - lines: the lines.
  ///   - path: the file.
  ///   - form: how the last line is written.
  /// - Throws: `StorageError.unwritable`.
  static func write(_ lines: [String], to path: String, _ form: Form = .comment) throws {
    let all = lines.map { Substring($0) }
    let text = (all + [checksumLine(of: all, form)]).joined(separator: "\n") + "\n"
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  private static func checksumLine(of lines: [Substring], _ form: Form) -> Substring {
    let checksum = Checksum.of(Array(lines.joined(separator: "\n").utf8))
    return Substring(form.mark + Checksum.hexadecimal(checksum) + form.end)
  }
}

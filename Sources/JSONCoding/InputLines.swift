internal import Glibc
internal import System

/// Why a line of an input could not be had.
package struct InputError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Code: Equatable, Sendable {
    /// The system refused to open or read it.
    case unreadable(errno: Int32)
    /// The line is longer than the limit; `InputLines.skipLine` goes on behind it.
    case lineTooLong(limit: Int)
  }

  /// The name of the input.
  package let path: String

  /// The line, from 1; 0 if it is about the whole input.
  package let line: Int

  /// What is wrong.
  package let code: Code
}

extension InputError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .unreadable(let errno):
      "\(path): cannot be read: \(SystemError.words(errno))"
    case .lineTooLong(let limit): "\(path):\(line): error: \(Self.words(limit))"
    }
  }

  /// The cause in words, without the place.
  package var cause: String {
    switch code {
    case .unreadable(let errno): SystemError.words(errno)
    case .lineTooLong(let limit): Self.words(limit)
    }
  }

  private static func words(_ limit: Int) -> String {
    "the line is longer than \(InputLimits.shown(limit))"
  }
}

/// The lines of a file or of standard input, one by one, in memory bounded by the longest line.
///
/// The file is read, not mapped: it belongs to others, who may shorten it meanwhile.
package final class InputLines {
  /// The name of the input in errors.
  package let name: String

  /// What was opened, closed with these lines.
  private let file: FileDescriptor?
  private var lines: DescriptorLines

  /// Opens an input.
  ///
  /// - Parameters:
  ///   - path: the file, or `-` for standard input.
  ///   - limit: the most bytes of a line.
  /// - Throws: `InputError.Code.unreadable`.
  package init(path: String, limit: Int = InputLimits.lineLength) throws(InputError) {
    let isStandardInput = path == "-"
    name = isStandardInput ? "(standard input)" : path
    do throws(SystemError) {
      file = isStandardInput ? nil : try FileDescriptor(reading: path)
    } catch {
      throw InputError(path: name, line: 0, code: .unreadable(errno: error.number))
    }
    lines = DescriptorLines(file?.number ?? STDIN_FILENO, limit: limit)
  }

  /// The number of lines read so far.
  package var count: Int { lines.count }

  /// The next line without its line break and, if it is the first, its byte order mark.
  ///
  /// - Parameter keepsReturn: whether a carriage return before the line feed stays, as in UTF-16.
  /// - Returns: `nil` at the end; a line break at the very end begins no further line.
  /// - Throws: `InputError`.
  package func next(keepsReturn: Bool = false) throws(InputError) -> [UInt8]? {
    let isFirst = lines.count == 0
    do throws(DescriptorLinesError) {
      guard var line = try lines.next(keepsReturn: keepsReturn) else { return nil }
      // Windows writes a mark at the start of files and of what it pipes.
      if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      return line
    } catch {
      throw placed(error)
    }
  }

  /// Goes on behind a line that `next` found too long.
  ///
  /// - Throws: `InputError.Code.unreadable`.
  package func skipLine() throws(InputError) {
    do throws(DescriptorLinesError) {
      try lines.skipLine()
    } catch {
      throw placed(error)
    }
  }

  private func placed(_ error: DescriptorLinesError) -> InputError {
    switch error {
    case .unreadable(let errno): InputError(path: name, line: 0, code: .unreadable(errno: errno))
    case .lineTooLong(let line, let limit):
      InputError(path: name, line: line, code: .lineTooLong(limit: limit))
    }
  }
}

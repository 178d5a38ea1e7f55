internal import JSONCoding
package import ParlanceKit

extension ModelContextServer {
  /// Answers the messages of a descriptor, one a line, until it ends.
  ///
  /// - Parameters:
  ///   - descriptor: the open input.
  ///   - account: in whose name documents are read.
  ///   - emit: is given each answer with its line feed, in order.
  /// - Throws: `DescriptorLinesError.unreadable`.
  package func converse(
    _ descriptor: Int32, for account: ReaderAccount, _ emit: ([UInt8]) -> Void
  ) throws {
    var lines = DescriptorLines(descriptor, limit: InputLimits.lineLength)
    while true {
      do throws(DescriptorLinesError) {
        guard let line = try lines.next() else { return }
        if JSONLines.isBlank(line[...]) { continue }
        Self.emit(answer(line, for: account), emit)
      } catch .lineTooLong {
        try lines.skipLine()
        Self.emit(tooLong, emit)
      } catch { throw error }
    }
  }

  private static func emit(_ answer: Answer, _ emit: ([UInt8]) -> Void) {
    guard let message = answer.message else { return }
    var writer = JSONWriter()
    writer.value(message)
    writer.endLine()
    emit(writer.bytes)
  }
}

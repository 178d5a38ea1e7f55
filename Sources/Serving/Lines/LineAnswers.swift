package import JSONCoding
internal import ParlanceKit

/// Whether lines that come are answered.
package enum LineOpening: Sendable {
  /// They are not: this is the answer to the request.
  case refused(ServiceResponse)
  /// They are, by this.
  case lines(LineAnswers)
}

/// Answers the lines of a request while they still come, with a line for each.
///
/// What it began with, it ends with: a vocabulary that changes meanwhile is for the requests after it.
package struct LineAnswers: Sendable {
  /// What answers lines.
  typealias Answer = @Sendable ([NumberedLine]) throws -> [UInt8]

  /// The media type of JSON Lines, as it is sent and answered.
  package static let type = "application/x-ndjson"

  /// The status and headers of the answer.
  package let head: ServiceResponse

  private let answer: Answer

  init(head: ServiceResponse, _ answer: @escaping Answer) {
    self.head = head
    self.answer = answer
  }

  /// Answers lines, in order; one at a time of the batches of a request.
  ///
  /// - Parameter lines: the lines.
  /// - Returns: the answers, or the last line of all if it cannot go on.
  package func answers(to lines: [NumberedLine]) -> Result<[UInt8], LineAnswersEnd> {
    do {
      return .success(try answer(lines))
    } catch {
      return .failure(LineAnswersEnd(AnswerFault(error).message))
    }
  }
}

/// Why lines are not answered to the end of their request.
package struct LineAnswersEnd: Error {
  /// The last line, which says it.
  package let line: [UInt8]

  /// An end for a reason.
  package init(_ reason: String) { line = LineError(nil, reason).bytes }
}

/// What is answered to a line that is wrong, as `parlance tag` does.
struct LineError: Error {
  let json: JSONValue

  /// What is wrong with the line of an identifier.
  init(_ id: JSONValue?, _ reason: String) {
    json = ["id": id ?? .null, "error": .string(reason)]
  }

  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(json)
    writer.endLine()
    return writer.bytes
  }
}

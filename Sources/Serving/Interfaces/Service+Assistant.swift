internal import JSONCoding
internal import ModelContext
internal import ParlanceKit

extension Service {
  /// Answers a message of the Model Context Protocol sent by HTTP: one message, one answer.
  func assistantAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    guard request.hasBody(of: "application/json") else {
      return Self.problem(415, "a message is sent as application/json")
    }
    if let answer = ModelContextServer.mismatch(
      of: request.body, version: request.header("mcp-protocol-version"),
      method: request.header("mcp-method"), name: request.header("mcp-name"))
    {
      return Self.response(answer)
    }
    return Self.response(assistant.answer(request.body, for: account))
  }

  private static func response(_ answer: ModelContextServer.Answer) -> ServiceResponse {
    // A notification, which JSON-RPC leaves without an answer.
    guard let message = answer.message else { return ServiceResponse(202) }
    return json(message, status: answer.status)
  }
}

import JSONCoding
import Testing

@testable import ModelContext

/// Headers that stand beside a message, for proxies that do not read bodies.
struct MessageHeaderTests {
  private static let modern = "2026-07-28"

  private static func message(
    _ method: String = "tools/call", name: String? = "search", version: String? = modern
  ) -> [UInt8] {
    var parameters: [String] = []
    if let name { parameters.append(#""name":"\#(name)""#) }
    if let version {
      parameters.append(#""_meta":{"io.modelcontextprotocol/protocolVersion":"\#(version)"}"#)
    }
    let text =
      #"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":{\#(parameters.joined(separator: ","))}}"#
    return Array(text.utf8)
  }

  @Test(
    arguments: [
      (nil, nil, nil), (modern, "tools/call", "search"), (modern, nil, nil),
      (nil, "tools/call", nil), (nil, nil, "search"),
    ] as [(String?, String?, String?)])
  func `headers that say the same, or nothing, are no matter`(
    version: String?, method: String?, name: String?
  ) {
    #expect(
      ModelContextServer.mismatch(
        of: Self.message(), version: version, method: method, name: name) == nil)
  }

  @Test(
    arguments: [
      ("2025-11-25", nil, nil, "mcp-protocol-version"), (modern, "tools/list", nil, "mcp-method"),
      (nil, nil, "coverage", "mcp-name"), (nil, "", nil, "mcp-method"),
      (nil, nil, "Search", "mcp-name"),
      // The first that differs is told.
      ("x", "y", "z", "mcp-protocol-version"),
    ] as [(String?, String?, String?, String)])
  func `a header that says another thing is refused, and named`(
    version: String?, method: String?, name: String?, header: String
  ) throws {
    let answer = try #require(
      ModelContextServer.mismatch(
        of: Self.message(), version: version, method: method, name: name))
    #expect(answer.status == 400)
    #expect(answer.message?["id"]?.integer == 7)
    let words = answer.message?["error"]?["message"]?.string
    #expect(words?.contains("the header \(header) says") == true, "\(words ?? "")")
  }

  @Test func `a header for what the message lacks says another thing`() {
    let answer = ModelContextServer.mismatch(
      of: Self.message("tools/list", name: nil), version: nil, method: nil, name: "search")
    #expect(answer?.status == 400)
  }

  @Test(arguments: ["{", "[]", "7", "", #"{"params":7}"#])
  func `what is no message is refused where it is read as one`(body: String) {
    #expect(
      ModelContextServer.mismatch(
        of: Array(body.utf8), version: "x", method: "y", name: "z") == nil)
  }

  @Test func `in the handshake era headers are not compared, as there were none`() {
    #expect(
      ModelContextServer.mismatch(
        of: Self.message(version: nil), version: "x", method: "y", name: "z") == nil)
  }
}

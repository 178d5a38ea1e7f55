import Foundation
import Glibc
import JSONCoding
import ModelContext
import ParlanceKit
import ServingSupport
import TestSupport
import Testing

/// An assistant that speaks over standard input and output.
struct LineConversationTests {
  private let workspace: SmallWorkspace
  private let server: ModelContextServer

  init() throws {
    workspace = try SmallWorkspace()
    server = ModelContextServer(workspace.keeper, version: "9.9")
  }

  /// What is answered to the bytes of a whole conversation, a line each.
  private func answers(_ input: [UInt8]) throws -> [JSONValue] {
    try workspace.folder.write("input", input)
    let descriptor = unsafe open(workspace.folder.url(of: "input").path, O_RDONLY)
    defer { close(descriptor) }
    var lines: [[UInt8]] = []
    try server.converse(descriptor, for: .own) { lines.append($0) }
    #expect(lines.allSatisfy { $0.last == 0x0A && $0.count { $0 == 0x0A } == 1 })
    return try lines.map { try JSONReader.value(of: Array($0.dropLast())) }
  }

  private func answers(_ input: String) throws -> [JSONValue] { try answers(Array(input.utf8)) }

  private static func ping(_ id: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#
  }

  @Test func `each line has its answer, in order, the last one without a line feed too`() throws {
    let found = try answers("\(Self.ping("1"))\n\(Self.ping(#""b""#))\n\(Self.ping("3"))")
    #expect(found.map { $0["id"] } == [1, "b", 3])
    #expect(found.allSatisfy { $0["error"] == nil })
  }

  @Test(arguments: ["", "\n", "\n\n  \n\t\n", "\r\n"])
  func `blank lines, and an end at once, are no messages`(input: String) throws {
    #expect(try answers(input).isEmpty)
  }

  @Test func `lines that end as on Windows are read like others`() throws {
    #expect(try answers("\(Self.ping("1"))\r\n\(Self.ping("2"))\r\n").map { $0["id"] } == [1, 2])
  }

  @Test func `what asks for no answer gets none, and the next one does`() throws {
    let note = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
    #expect(try answers("\(note)\n\(Self.ping("2"))\n").map { $0["id"] } == [2])
  }

  @Test func `a line that is no message is told, and the conversation goes on`() throws {
    let found = try answers(Array("{\n".utf8) + [0xFF, 0xFE, 0x0A] + Array(Self.ping("3").utf8))
    #expect(found.count == 3)
    #expect(found[0]["error"]?["code"]?.integer == -32700)
    #expect(found[1]["error"]?["code"]?.integer == -32700)
    #expect(found[2]["id"] == 3)
  }

  @Test func `a line beyond the bound is told once, and the next is read from its beginning`()
    throws
  {
    let long = [UInt8](repeating: 0x20, count: InputLimits.lineLength + 1)
    let found = try answers(long + [0x0A] + Array("\(Self.ping("2"))\n".utf8))
    #expect(found.count == 2)
    #expect(found.first?["error"] != nil)
    #expect(found.last?["id"] == 2)
  }
}

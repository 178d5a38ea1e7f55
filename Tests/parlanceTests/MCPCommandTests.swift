import Foundation
import TestSupport
import Testing

/// `parlance mcp` as an assistant runs it.
struct MCPCommandTests {
  private let tool: Tool

  init() throws {
    tool = try RetagShare.make()
    let result = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    try #require(result.status == 3 || result.status == 0, "\(result.errors)")
  }

  @Test func `each message of a line is answered by a line, and nothing else is printed`() throws {
    let result = try tool.run(
      "mcp",
      input: """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}

        no JSON
        {"jsonrpc":"2.0","id":"b","method":"tools/call","params":{"name":"search","arguments":{"query":"acme vault"}}}
        """)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let answers = try result.objects()
    #expect(answers.map { $0["id"] as? NSObject } == [1 as NSNumber, NSNull(), "b" as NSString])
    let content = (answers[2]["result"] as? [String: Any])?["structuredContent"] as? [String: Any]
    #expect(content?["total"] as? Int == 2)
  }

  @Test func `a document of a share comes with what led to its tags`() throws {
    let id = tool.folder.appendingPathComponent("share/prices.md").path
    let result = try tool.run(
      "mcp",
      input: #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_document","#
        + #""arguments":{"id":"\#(id)"}}}"#)
    let answer = try #require(try result.objects().first?["result"] as? [String: Any])
    let content = try #require(answer["structuredContent"] as? [String: Any])
    let assignments = try #require(content["assignments"] as? [[String: Any]])
    #expect(assignments.contains { $0["label"] as? String == "Price list" })
    #expect(assignments.allSatisfy { !(($0["evidence"] as? [Any]) ?? []).isEmpty })
  }

  @Test(.enabled(if: TestAccount.canBeTakenOn, Comment(rawValue: TestAccount.reason)))
  func `an assistant sees of a document no more than its account may read`() throws {
    let prepared = try tool.shell(
      """
      set -e
      chmod 755 .; chmod -R u=rwX,go=rX share; chmod 600 share/prices.md
      "$0" init --shared 54321
      "$0" retag share --yes --write-to catalog > /dev/null || [ $? = 3 ]
      """)
    try #require(prepared.status == 0, "\(prepared.errors)")
    let id = tool.folder.appendingPathComponent("share/prices.md").path
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_document","#
      + #""arguments":{"id":"\#(id)"}}}"#
    let search = #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search"}}"#
    try tool.write(call + "\n" + search + "\n", to: "messages")
    _ = try tool.shell("chmod 644 messages")
    let account = TestAccount(user: 12347, group: 12347, groups: [54321])
    let result = try tool.shell(as: account, "$0 mcp --workspace . < messages")
    #expect(!result.output.contains("100"), "\(result.output)")
    let answers = try result.objects().map { $0["result"] as? [String: Any] }
    #expect(answers[0]?["isError"] as? Bool == true)
    let found = answers[1]?["structuredContent"] as? [String: Any]
    let hits = found?["hits"] as? [[String: Any]] ?? []
    #expect(!hits.isEmpty)
    #expect(!hits.contains { $0["id"] as? String == id })
  }

  /// A Python that has the public SDK, if there is one.
  private static let python: String? = {
    let named = ProcessInfo.processInfo.environment["PARLANCE_TEST_PYTHON"]
    return [named, "/usr/bin/python3", "/usr/local/bin/python3"].compactMap(\.self).first { path in
      guard FileManager.default.isExecutableFile(atPath: path) else { return false }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-c", "import mcp.client.client"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()

  @Test(
    .enabled(
      if: python != nil,
      "no Python with the package mcp: python3 -m venv V && V/bin/pip install mcp, then PARLANCE_TEST_PYTHON=V/bin/python"
    ))
  func `the client of the public SDK is served in each mode that it speaks`() throws {
    let script = repositoryFile("Tests/Clients/mcp-client.py")
    let python = try #require(Self.python)
    let result = try tool.shell("'\(python)' '\(script)' stdio \"$0\" mcp --workspace . 2>&1")
    #expect(result.status == 0, "\(result.output)")
    for mode in ["legacy", "auto", "2026-07-28"] {
      #expect(result.output.contains("\(mode): 6 of 6 tools"), "\(result.output)")
    }
  }
}

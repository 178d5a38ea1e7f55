import Foundation
import TestSupport
import Testing

/// The options of `parlance serve`: what does not go together is refused before anything listens.
struct ServeOptionTests {
  private let tool: Tool

  init() throws { tool = try RetagShare.make() }

  @Test(arguments: [
    (["--user-header", "X-Remote-User"], "--trusted-proxy"),
    (["--trusted-proxy", "127.0.0.1"], "goes with --user-header"),
    (["--log-searches", "--read-only"], "leave one out"),
    (["--max-requests", "0"], "from 1 to 100000"),
    (["--max-requests", "100001"], "from 1 to 100000"),
    (["--max-seconds", "3601"], "from 1 to 3600"),
    (["--max-seconds", "-1"], "--max-seconds"), (["--max-requests", "many"], "--max-requests"),
    (["--with", "=x"], "name=folder"), (["--with", "x="], "name=folder"),
    (["--curator", ""], "account"),
    (["--curator", "a:"], "account"), (["--curator", "a:b:c"], "account"),
    (["--curator", "sales:ada"], "names no workspace of --with"),
  ])
  func `what cannot be meant is wrong usage`(options: [String], words: String) throws {
    let result = try tool.run(["serve", "--listen", "127.0.0.1:0"] + options)
    #expect(result.status == 64)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test(arguments: [
    "7311", ":7311", "localhost", "localhost:", "localhost:x", "localhost:65536", "localhost:-1",
    "::1:80", "[::1]", "[]:80", "a b:80", "localhost:80:90", "localhost: 80",
  ])
  func `an address is a host with a port, or the path of a socket`(address: String) throws {
    let result = try tool.run(["serve", "--listen", address])
    #expect(result.status != 0)
    #expect(result.errors.contains("error"), "\(result.errors)")
    #expect(!result.errors.contains("Serving "))
  }

  @Test(arguments: ["0.0.0.0:0", "[::]:0", "example.com:0", "192.0.2.1:0"])
  func `beyond this machine nobody is answered who is not named`(address: String) throws {
    let result = try tool.run(["serve", "--listen", address])
    #expect(result.status != 0)
    #expect(result.errors.contains("--token-file"), "\(result.errors)")
  }

  @Test(arguments: ["127.0.0.1:0", "localhost:0", "LOCALHOST:0"])
  func `a port of nought is any that is free, and told`(address: String) throws {
    let server = try RunningServer(tool, ["--listen", address])
    let said = try server.said
    let port = said.components(separatedBy: ":").last.flatMap { Int($0.prefix { $0.isNumber }) }
    #expect(try #require(port, "\(said)") > 0)
  }

  // MARK: Tokens

  @Test(arguments: [
    ("ada\n", 0o600), ("ada secret-of-sixteen more\n", 0o600), ("", 0o600),
    ("\n# only words\n", 0o600),
    ("ada secret-of-sixteen\n", 0o644), ("ada secret-of-sixteen\n", 0o640),
  ])
  func `a file of tokens that others read, or that names none, is refused`(
    text: String, mode: Int
  ) throws {
    try tool.write(text, to: "tokens")
    let path = tool.folder.appendingPathComponent("tokens").path
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let result = try tool.run("serve", "--listen", "127.0.0.1:0", "--token-file", path)
    #expect(result.status != 0)
    #expect(result.errors.contains("tokens"), "\(result.errors)")
  }

  // MARK: Sockets

  @Test func `what a killed server left at its socket makes room, a server that answers does not`()
    throws
  {
    let path = tool.folder.appendingPathComponent("s").path
    let first = try RunningServer(tool, ["--listen", path])
    let refused = try tool.run("serve", "--listen", path)
    #expect(refused.status != 0 && refused.errors.contains("a server answers there"))
    first.kill()
    #expect(FileManager.default.fileExists(atPath: path))
    let second = try RunningServer(tool, ["--listen", path])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    second.process.terminate()
    second.process.waitUntilExit()
    #expect(second.process.terminationStatus == 0)
    #expect(!FileManager.default.fileExists(atPath: path), "its own socket goes with it")
  }

  @Test func `something else in the place of a socket stays, and is told`() throws {
    try tool.write("a letter\n", to: "s")
    let path = tool.folder.appendingPathComponent("s").path
    let result = try tool.run("serve", "--listen", path)
    #expect(result.status != 0)
    #expect(result.errors.contains("is not a socket"), "\(result.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a letter\n")
  }

  @Test func `a folder where anybody could put another socket is refused`() throws {
    let folder = tool.folder.appendingPathComponent("open")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
    let result = try tool.run("serve", "--listen", folder.appendingPathComponent("s").path)
    #expect(result.status != 0 && !result.errors.contains("Serving "), "\(result.errors)")
  }
}

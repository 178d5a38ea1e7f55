import ArgumentParser
import ServeArguments
import Testing

/// The options of `parlance serve`, which the program hands on to the server as they are.
struct ServeOptionsTests {
  private func fault(_ arguments: String...) -> String? {
    do {
      _ = try ServeOptions.parse(arguments)
      return nil
    } catch {
      return ServeOptions.message(for: error)
    }
  }

  @Test func `the usual ones listen on this machine alone, and let no file out`() throws {
    let usual = try ServeOptions.parse([])
    #expect(usual.listen == "127.0.0.1:7311" && usual.index == "parlance")
    #expect(usual.maxRequests == 64 && usual.maxSeconds == 5)
    #expect(!usual.serveFiles && !usual.readOnly && !usual.logSearches)
    #expect(usual.with.isEmpty && usual.curators(of: "").isEmpty && usual.engine == nil)
  }

  @Test(arguments: [
    ["--listen", "/run/parlance/socket", "--user-header", "X-User", "--trusted-proxy", "socket"],
    [
      "--with", "sales=/srv/a=b", "--with", "hr=/srv/hr", "--curator", "hr:ann", "--curator",
      ":bob",
    ],
    ["--host", "a.example", "--host", "b.example", "--token-file", "/etc/t", "--serve-files"],
    ["--engine", "https://e.example:9200", "--index", "other", "--secret-file", "/etc/s"],
    ["--engine", "https://e.example:9200"], ["--read-only", "--curator", "ann"],
    ["--max-requests", "100000", "--max-seconds", "3600", "--log-searches"],
    ["--max-requests", "1", "--max-seconds", "1"],
  ])
  func `what is handed on is what was given`(arguments: [String]) throws {
    let given = try ServeOptions.parse(arguments)
    let handed = try ServeOptions.parse(given.arguments)
    #expect(handed.arguments == given.arguments)
    for argument in arguments { #expect(given.arguments.contains(argument), "\(argument)") }
  }

  @Test(arguments: [
    (["--user-header", "X"], "--user-header counts from a --trusted-proxy alone; name one"),
    (["--trusted-proxy", "127.0.0.1"], "--trusted-proxy goes with --user-header"),
    (["--curator", "hr:ann"], "--curator hr: names no workspace of --with"),
    (["--with", "a=/b", "--curator", "hr:ann"], "--curator hr: names no workspace of --with"),
    (
      ["--log-searches", "--read-only"],
      "--log-searches writes, and --read-only does not; leave one out"
    ),
    (["--index", "x"], "--secret-file and --index go with --engine"),
    (["--secret-file", "x"], "--secret-file and --index go with --engine"),
    (["--max-requests", "0"], "--max-requests is a number from 1 to 100000"),
    (["--max-requests", "100001"], "--max-requests is a number from 1 to 100000"),
    (["--max-seconds", "0"], "--max-seconds is a number from 1 to 3600"),
    (["--max-seconds", "3601"], "--max-seconds is a number from 1 to 3600"),
  ])
  func `what does not go together is told with what does`(arguments: [String], words: String) {
    var told = ""
    do { _ = try ServeOptions.parse(arguments) } catch { told = ServeOptions.message(for: error) }
    #expect(told == words)
  }

  @Test(arguments: ["99999999999999999999", "-1", "1.5", "x", ""])
  func `a number is one`(text: String) {
    #expect(fault("--max-requests=\(text)") != nil)
    #expect(fault("--max-seconds=\(text)") != nil)
  }

  @Test(arguments: [
    ("a=/b", "a", "/b"), ("a=b=c", "a", "b=c"), ("ä ö=.", "ä ö", "."),
  ])
  func `a workspace has a name and a folder`(text: String, name: String, folder: String) {
    #expect(NamedFolder(argument: text)?.name == name)
    #expect(NamedFolder(argument: text)?.folder == folder)
  }

  @Test(arguments: ["", "a", "=", "a=", "=b"]) func `half of one is none`(text: String) {
    #expect(NamedFolder(argument: text) == nil)
    #expect(fault("--with=\(text)") != nil)
  }

  @Test(
    arguments: [
      ("ann", nil, "ann"), ("hr:ann", "hr", "ann"), (":ann", "", "ann"),
    ] as [(String, String?, String)])
  func `a curator is of all workspaces, of one, or of the one at the root`(
    text: String, workspace: String?, account: String
  ) {
    #expect(Curator(argument: text)?.workspace == workspace)
    #expect(Curator(argument: text)?.account == account)
  }

  @Test(arguments: ["", ":", "hr:", "a:b:c", "::ann"])
  func `what names no account is none`(text: String) {
    #expect(Curator(argument: text) == nil)
  }

  @Test func `curators decide where they are named`() throws {
    let options = try ServeOptions.parse(
      ["--with", "hr=/srv/hr", "--curator", "ann", "--curator", "hr:bob", "--curator", ":cy"])
    #expect(options.curators(of: "") == ["ann", "cy"])
    #expect(options.curators(of: "hr") == ["ann", "bob"])
    #expect(options.curators(of: "other") == ["ann"])
  }
}

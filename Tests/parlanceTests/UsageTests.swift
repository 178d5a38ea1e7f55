import Testing

struct UsageTests {
  @Test func `wrong usage ends with 64 and says what is wrong`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("log", "--format", "xml")
    #expect(result.status == 64)
    #expect(result.errors.contains("xml"))
    #expect(result.output.isEmpty)
  }

  @Test func `a missing workspace is an error with a way out`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("log")
    #expect(result.status == 2)
    #expect(result.errors.contains("no workspace at or above"))
    #expect(result.errors.contains("Hint: parlance import FILE"))
  }

  @Test func `help goes to standard output and ends with 0`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("--help")
    #expect(result.status == 0)
    #expect(result.output.contains("parlance import Vocabularies/enterprise.xml"))
    #expect(result.errors.isEmpty)
  }

  @Test func `help is filled to the width, its examples stay as they are`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let help = try tool.run("retag", "--help").output
    #expect(
      help.contains("shows what\nwould change, and asks")
        || help.contains("shows what would change, and asks"), "\(help)")
    #expect(help.contains("\n  parlance retag Samples/share\n"))
  }

  @Test func `a word with a minus in front is excluded, not a bundle of options`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      """
      {"id":"1","text":"harbor brochure"}
      {"id":"2","text":"harbor price list"}

      """, to: "documents.jsonl")
    _ = try tool.run("index", "documents.jsonl", "--workspace", ".")
    let found = try tool.run("search", "harbor", "-brochure", "--format", "jsonl")
    #expect(try found.objects().compactMap { $0["id"] as? String } == ["2"], "\(found.errors)")
    let alone = try tool.run("search", "-brochure", "--count")
    #expect(alone.lines == ["1"], "\(alone.errors)")
    // A part number, one letter or digit, and zeros as phone numbers have them.
    for word in ["-x", "-2", "-0431", "-\"price list\""] {
      let found = try tool.run("search", "harbor", word, "--count")
      #expect(found.lines == [word.hasPrefix("-\"") ? "1" : "2"], "\(word): \(found.errors)")
    }
    #expect(try tool.run("search", "harbor", "--limit", "-1").status == 64)
    #expect(try tool.run("search", "-h").output.hasPrefix("OVERVIEW: "))
  }

  @Test func `operators bind to the words that they were typed between`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      """
      {"id":"1","text":"bad climate"}
      {"id":"2","text":"good climate"}
      {"id":"3","text":"good weather"}

      """, to: "documents.jsonl")
    _ = try tool.run("index", "documents.jsonl", "--workspace", ".")
    for (arguments, expected) in [
      (["-bad", "AND", "climate"], ["2"]), (["-bad", "OR", "climate"], ["1", "2", "3"]),
      (["climate", "OR", "-good"], ["1", "2"]),
    ] {
      let one = try tool.run(["search", arguments.joined(separator: " "), "--format", "jsonl"])
      let apart = try tool.run(["search"] + arguments + ["--format", "jsonl"])
      let ids = try apart.objects().compactMap { $0["id"] as? String }
      #expect(ids.sorted() == expected, "\(arguments): \(apart.errors)")
      #expect(apart.output == one.output)
    }
  }

  @Test func `the first commands say what to type next, and nothing else does`() throws {
    let tool = try RetagShare.make()
    let fresh = try tool.run("init", "--workspace", "new")
    #expect(fresh.status == 0 && fresh.output.isEmpty)
    #expect(fresh.errors.contains("no vocabulary was imported yet\nHint: parlance import FILE.xml"))
    let begun = try tool.run("import", "v.xml")
    #expect(begun.errors.hasPrefix("Hint: parlance retag FOLDER --dry-run"), "\(begun.errors)")
    for arguments in [["search", "x"], ["status"]] {
      let result = try tool.run(arguments)
      #expect(result.status == 1)
      #expect(result.errors.contains("no document is known yet\nHint: parlance retag FOLDER"))
      #expect(try tool.run(arguments + ["--format", "json"]).errors.isEmpty)
    }
    _ = try tool.run("retag", "share", "--yes")
    for arguments in [["search", "x"], ["status"], ["import", "v.xml"]] {
      #expect(try !tool.run(arguments).errors.contains("Hint"), "\(arguments)")
    }
  }
}

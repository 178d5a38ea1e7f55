import Testing

/// Numbers given to `search`, and batches with queries that fail.
struct SearchNumberTests {
  private func makeIndex() throws -> Tool { try SearchTests().makeIndex() }

  @Test(arguments: [
    "4611686018427387904", "9223372036854775807", "1000000001", "-1", "99999999999999999999",
  ])
  func `a number of hits out of range is wrong usage, and the error tells the range`(
    number: String
  ) throws {
    let tool = try makeIndex()
    try tool.write("q1\tharbor\n", to: "q.tsv")
    for option in ["--limit", "--offset", "--facet-limit"] {
      for arguments in [["archive"], ["--batch", "q.tsv", "--format", "jsonl"]] {
        let result = try tool.run(["search"] + arguments + ["\(option)=\(number)"])
        #expect(result.status == 64, "\(option) \(arguments)")
        #expect(result.errors.contains(option), "\(result.errors)")
        if Int(number) != nil { #expect(result.errors.contains("0 to 1000000000")) }
      }
    }
  }

  @Test func `as many hits as there can be are all hits, and behind the last there is none`() throws
  {
    let tool = try makeIndex()
    let all = try tool.run("search", "harbor", "--limit", "1000000000", "--format", "jsonl")
    #expect(try all.objects().count == 3)
    for arguments in [["--offset", "1000000000"], ["--limit", "0"]] {
      let none = try tool.run(["search", "harbor", "--format", "json"] + arguments)
      #expect(none.status == 0)
      #expect(try none.object()["total"] as? Int == 3)
      #expect((try none.object()["hits"] as? [Any])?.count == 0)
      #expect(
        try tool.run(["search", "harbor"] + arguments).output.contains("of 3 documents"))
    }
    #expect(try tool.run("search", "harbor", "--limit", "0", "--open").status == 64)
    #expect(try tool.run("search", "harbor", "--offset", "9", "--open").status == 1)
    let sorted = try tool.run(
      "search", "harbor", "--sort", "title", "--offset", "1", "--limit", "1000000000",
      "--format", "jsonl")
    #expect(try sorted.objects().count == 2)
  }

  @Test func `a query of a batch that fails is told with its place, the others are answered`()
    throws
  {
    let tool = try makeIndex()
    try tool.write("a\tharbor\nb\t(tapes\nc\ttapes\nd\ttype:zeppelin\n", to: "q.tsv")
    let some = try tool.run("search", "--batch", "q.tsv", "--format", "jsonl")
    #expect(some.status == 3)
    #expect(Set(try some.objects().compactMap { $0["query"] as? String }) == ["a", "c"])
    #expect(some.errors.contains("q.tsv:2:3: error"))
    #expect(some.errors.contains("q.tsv:4:3: error"))
    try tool.write("b\t(tapes\n", to: "q.tsv")
    #expect(try tool.run("search", "--batch", "q.tsv", "--format", "jsonl").status == 2)
    try tool.write("b\tzeppelin\n", to: "q.tsv")
    #expect(try tool.run("search", "--batch", "q.tsv", "--format", "jsonl").status == 1)
    #expect(
      try tool.run("search", "--batch", "q.tsv", "--format", "jsonl", "--limit", "0").status == 0)
  }
}

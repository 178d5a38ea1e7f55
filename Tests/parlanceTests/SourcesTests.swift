import Foundation
import Testing

/// A scheme has one release in a workspace, whatever the files are called.
struct SourcesTests {
  private func release(_ scheme: String, _ names: String...) -> String {
    let concepts = names.map { "<concept id=\"\($0.lowercased())\"><name>\($0)</name></concept>" }
    return """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      <scheme id="\(scheme)"><title>Things</title>\(concepts.joined())</scheme></vocabulary>
      """
  }

  private func withTool(_ body: (Tool) throws -> Void) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try body(tool)
  }

  @Test func `the next release under another name takes the place of the one before`() throws {
    try withTool { tool in
      try tool.write(release("s", "Alpha", "Beta"), to: "one.xml")
      try tool.write(release("s", "Alpha", "Gamma"), to: "two.xml")
      #expect(try tool.run("import", "one.xml").status == 0)
      let result = try tool.run("import", "two.xml")
      #expect(result.output.contains("in place of one.xml, 2 differences"))
      #expect(try tool.run("show", "Beta").status == 1)
      #expect(try tool.run("show", "Gamma").status == 0)
      let json = try tool.run("import", "one.xml", "--format", "json").object()
      #expect(json["replaced"] as? [String] == ["two.xml"])
      #expect(json["differences"] as? Int == 2)
      #expect(json["sources"] as? [String] == ["one.xml"])
    }
  }

  @Test func `the same file again says how many differences there are`() throws {
    try withTool { tool in
      try tool.write(release("s", "Alpha"), to: "one.xml")
      #expect(!(try tool.run("import", "one.xml").output.contains("in place of")))
      #expect(
        try tool.run("import", "one.xml").output.contains("in place of one.xml, no differences"))
    }
  }

  @Test func `files given together share a scheme, and stay together`() throws {
    try withTool { tool in
      try tool.write(release("s", "Alpha"), to: "one.xml")
      try tool.write(release("s", "Beta"), to: "two.xml")
      #expect(try tool.run("import", "one.xml", "two.xml").status == 0)
      #expect(try tool.run("show", "Beta").status == 0)
      #expect(try tool.run("import", "one.xml").status == 0)
      #expect(try tool.run("show", "Beta").status == 0)
    }
  }

  @Test func `a file that only names the scheme of another adds to it`() throws {
    try withTool { tool in
      let head = """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
        xmlns:skos="http://www.w3.org/2004/02/skos/core#">
        """
      for name in ["a", "b"] {
        try tool.write(
          head + "<skos:Concept rdf:about=\"http://ex.org/\(name)\">"
            + "<skos:prefLabel xml:lang=\"en\">Name \(name)</skos:prefLabel>"
            + "<skos:inScheme rdf:resource=\"http://ex.org/s\"/></skos:Concept></rdf:RDF>",
          to: "\(name).rdf")
        #expect(try tool.run("import", "\(name).rdf").status == 0)
      }
      #expect(try tool.run("show", "Name a").status == 0)
      #expect(try tool.run("show", "Name b").status == 0)
    }
  }

  @Test func `a release of one of several schemes is refused, and nothing is lost`() throws {
    try withTool { tool in
      let both = release("s", "Alpha").replacingOccurrences(
        of: "</scheme>", with: "</scheme><scheme id=\"t\"><title>T</title></scheme>")
      try tool.write(both, to: "both.xml")
      try tool.write(release("s", "Beta"), to: "part.xml")
      #expect(try tool.run("import", "both.xml").status == 0)
      let result = try tool.run("import", "part.xml")
      #expect(result.status == 2)
      #expect(result.errors.contains("<https://id.example/t>"))
      #expect(result.errors.contains("parlance sources remove both.xml"))
      #expect(try tool.run("show", "Alpha").status == 0)
    }
  }

  @Test func `lists from where, when and which schemes, and forgets one`() throws {
    try withTool { tool in
      #expect(try tool.run("sources", "--workspace", ".").status != 0)
      try tool.write(release("s", "Alpha"), to: "one.xml")
      try tool.write(release("t", "Beta"), to: "two.xml")
      #expect(try tool.run("import", "one.xml", "two.xml").status == 0)
      let listed = try tool.run("sources", "--format", "jsonl").objects()
      #expect(listed.map { $0["path"] as? String } == ["one.xml", "two.xml"])
      #expect(
        listed.map { $0["schemes"] as? [String] } == [
          ["https://id.example/s"], ["https://id.example/t"],
        ])
      #expect((listed[0]["imported"] as? String)?.hasSuffix("Z") == true)
      #expect(try tool.run("sources", "remove", "three.xml").status == 2)
      #expect(try tool.run("sources", "remove", "one.xml").output == "one.xml: forgotten\n")
      #expect(try tool.run("show", "Alpha").status == 1)
      #expect(try tool.run("show", "Beta").status == 0)
      #expect(try tool.run("sources", "remove", "two.xml").status == 0)
      #expect(try tool.run("sources").status == 1)
      #expect(try tool.run("show", "Beta").status == 2)
    }
  }

  @Test func `a list of sources from before schemes were written down is read`() throws {
    try withTool { tool in
      try tool.write(release("s", "Alpha"), to: "one.xml")
      try tool.write(release("s", "Beta"), to: "two.xml")
      #expect(try tool.run("import", "one.xml").status == 0)
      let list = tool.folder.path + "/.parlance/sources/list.tsv"
      let line = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\t")
      try (line[0...2].joined(separator: "\t") + "\n").write(
        toFile: list, atomically: true, encoding: .utf8)
      #expect(try tool.run("import", "two.xml").output.contains("in place of one.xml"))
    }
  }
}

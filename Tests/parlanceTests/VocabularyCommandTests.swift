import Foundation
import Testing

/// `check`, `show`, `diff` and `export` as a user runs them.
struct VocabularyCommandTests {
  private static func vocabulary(_ concepts: String) -> String {
    """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
    <scheme id="product"><title>Products</title>
    \(concepts)
    </scheme></vocabulary>
    """
  }

  private static let first = vocabulary(
    """
    <concept id="archive"><name>Harbor Archive</name><abbreviation>HA</abbreviation>
      <former until="2009-06-30">Acme Vault</former></concept>
    <concept id="safe"><name>Acme Safe</name><alias from="2010">Acme Vault</alias></concept>
    <concept id="box"><name>StoreBox</name><related ref="gone"/></concept>
    """)

  private static let second = vocabulary(
    """
    <concept id="archive"><name>Harbor Archive</name><abbreviation>HA</abbreviation>
      <former until="2009-06-30">Acme Vault</former></concept>
    <concept id="safe"><name>Harbor Safe</name><former>Acme Safe</former>
      <alias from="2010">Acme Vault</alias></concept>
    <concept id="box" deprecated="2010"><name>StoreBox</name><successor ref="archive"/></concept>
    """)

  private func withTool(_ body: (Tool) throws -> Void) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.first, to: "first.xml")
    try tool.write(Self.second, to: "second.xml")
    try body(tool)
  }

  @Test func `concepts are filtered by their status, which show and diff tell`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let concepts = """
      <concept id="a" status="approved"><name>Alpha</name></concept>
      <concept id="b" status="STATUS"><name>Beta</name></concept>
      <concept id="c"><name>Gamma</name></concept>
      """
    for (file, status) in [("one.xml", "candidate"), ("two.xml", "proposed")] {
      try tool.write(
        Self.vocabulary(concepts.replacingOccurrences(of: "STATUS", with: status)), to: file)
    }
    _ = try tool.run("import", "one.xml", "--workspace", ".")
    let tree = try tool.run("vocabulary", "tree", "--status", "candidate", "--format", "jsonl")
    #expect(try tree.objects().map { $0["label"] as? String } == ["Beta"])
    #expect(try tree.objects().map { $0["status"] as? String } == ["candidate"])
    let all = try tool.run("vocabulary", "tree").output
    #expect(all.contains("Beta  candidate") && all.contains("Gamma\n"))
    #expect(try tool.run("vocabulary", "unused", "--status", "approved").output.contains("Alpha"))
    #expect(try tool.run("vocabulary", "tree", "--status", "new").status == 64)
    #expect(try tool.run("show", "Beta").output.contains("candidate"))
    let diff = try tool.run("diff", "one.xml", "two.xml").output
    #expect(diff.contains("status") && diff.contains("\"proposed\" now, not \"candidate\""))
  }

  @Test func `check names rule, place, concept and remedy of each finding`() throws {
    try withTool { tool in
      let result = try tool.run("check", "first.xml", "--format", "jsonl")
      #expect(result.status == 0)
      let objects = try result.objects()
      for object in objects {
        #expect(
          Set(object.keys) == [
            "rule", "severity", "path", "line", "column", "concept", "message", "remedy",
          ])
      }
      let dangling = try #require(objects.first { $0["rule"] as? String == "UndefinedConcept" })
      #expect(dangling["severity"] as? String == "error")
      #expect(dangling["path"] as? String == "first.xml")
      #expect(dangling["line"] as? Int == 6)
      #expect(dangling["concept"] as? String == "https://id.example/gone")
      #expect(try tool.run("check", "first.xml", "--strict").status == 2)
    }
  }

  @Test func `check looks at the workspace when no file is given`() throws {
    try withTool { tool in
      #expect(try tool.run("check").status == 2)
      _ = try tool.run("import", "first.xml")
      let result = try tool.run("check", "--rule", "UndefinedConcept")
      #expect(result.status == 0)
      #expect(result.output.contains("first.xml:6:40: error: \"https://id.example/gone\""))
      #expect(result.lines.last == "1 error")
    }
  }

  @Test func `check of a damaged file names the place and ends with status 2`() throws {
    try withTool { tool in
      try tool.write(String(Self.first.dropLast(30)), to: "cut.xml")
      let result = try tool.run("check", "cut.xml")
      #expect(result.status == 2)
      #expect(result.errors.contains("cut.xml:"))
      #expect(result.output.isEmpty)
    }
  }

  @Test func `check refuses an unknown rule and lists the known ones`() throws {
    try withTool { tool in
      #expect(try tool.run("check", "first.xml", "--rule", "Nonsense").status == 64)
      let rules = try tool.run("check", "--list", "--format", "tsv")
      #expect(rules.lines.first == "rule\tseverity\tsummary")
      #expect(rules.lines.contains { $0.hasPrefix("CyclicHierarchicalRelations\terror\t") })
    }
  }

  @Test func `check --fix writes a new file and says what it did`() throws {
    try withTool { tool in
      try tool.write(
        Self.vocabulary("<concept id='a'><name>GrÃ¶ÃŸe</name><alias>*</alias></concept>"),
        to: "broken.xml")
      let result = try tool.run("check", "broken.xml", "--fix", "fixed.xml")
      #expect(result.status == 0)
      #expect(result.lines.last == "2 repairs, written to fixed.xml")
      let again = try tool.run(
        "check", "fixed.xml", "--rule", "DoubleEncodedText", "--rule", "PlaceholderLabels")
      #expect(again.output == "No findings.\n")
      #expect(try tool.run("check", "broken.xml", "--fix", "broken.xml").status != 0)
    }
  }

  @Test func `show lists all that an ambiguous label may mean, and decides by date`() throws {
    try withTool { tool in
      _ = try tool.run("import", "first.xml")
      let both = try tool.run("show", "acme", "vault")
      #expect(both.status == 0)
      #expect(both.lines.first == "\"acme vault\" is ambiguous: 2 concepts bear it")
      #expect(both.output.contains("former name until 2009-06-30"))
      let then = try tool.run("show", "Acme Vault", "--as-of", "2008", "--format", "json").object()
      #expect(then["outcome"] as? String == "match")
      #expect((then["concept"] as? [String: Any])?["name"] as? String == "Harbor Archive")
      let unknown = try tool.run("show", "Harbr Archive", "--format", "jsonl")
      #expect(unknown.status == 1)
      let nearest = try unknown.object()["nearest"] as? [[String: Any]]
      #expect(nearest?.first?["label"] as? String == "Harbor Archive")
      #expect(try tool.run("show", "HA", "--as-of", "soon").status == 64)
    }
  }

  @Test func `diff tells renames, merges and their impact`() throws {
    try withTool { tool in
      let result = try tool.run("diff", "first.xml", "second.xml")
      #expect(
        result.lines == [
          "product", "  renamed      \"Acme Safe\" is called \"Harbor Safe\" now (en)",
          "  merged       \"StoreBox\" was merged into \"Harbor Archive\"",
        ])
      _ = try tool.run("import", "first.xml")
      let objects = try tool.run("diff", "second.xml", "--impact", "--format", "jsonl").objects()
      #expect(objects.map { $0["change"] as? String } == ["renamed", "merged"])
      #expect(objects.map { $0["documents"] as? Int } == [0, 0])
      let none = try tool.run("diff", "first.xml", "first.xml")
      #expect(none.status == 1)
      #expect(none.output == "No differences.\n")
      #expect(none.errors.isEmpty)
    }
  }

  @Test func `diff says that it leaves out what the vocabulary has no place for`() throws {
    try withTool { tool in
      let release = { (link: String) in
        """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
          xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
          xmlns:skos="http://www.w3.org/2004/02/skos/core#">
          <skos:Concept rdf:about="http://x.example/a"><skos:prefLabel>A</skos:prefLabel>
            <rdfs:seeAlso rdf:resource="http://x.example/\(link)"/></skos:Concept></rdf:RDF>
        """
      }
      try tool.write(release("b"), to: "old.rdf")
      try tool.write(release("c"), to: "new.rdf")
      let result = try tool.run("diff", "old.rdf", "new.rdf")
      #expect(result.status == 1 && result.output == "No differences.\n")
      #expect(result.errors.contains("no place for was not compared"), "\(result.errors)")
    }
  }

  @Test func `diff counts each document of shares and exports once`() throws {
    try withTool { tool in
      _ = try tool.run("import", "first.xml")
      let tags = { (names: String...) in
        "[" + names.map { "\"https://id.example/\($0)\"" }.joined(separator: ",") + "]"
      }
      try tool.write(
        """
        {"id":"1","text":"One","tags":\(tags("box", "safe"))}
        {"id":"2","text":"Two","tags":\(tags("box"))}
        {"id":"3","text":"Three","tags":\(tags("safe"))}
        {"id":"4","text":"Four","tags":\(tags("archive"))}
        """, to: "export.jsonl")
      #expect(try tool.run("index", "export.jsonl").status == 0)
      // Both are given up for the one that is left.
      try tool.write(
        Self.vocabulary(
          """
          <concept id="archive"><name>Harbor Archive</name><abbreviation>HA</abbreviation>
            <former until="2009-06-30">Acme Vault</former></concept>
          <concept id="safe" deprecated="2010"><name>Acme Safe</name><alias from="2010">Acme Vault</alias>
            <successor ref="archive"/></concept>
          <concept id="box" deprecated="2010"><name>StoreBox</name><successor ref="archive"/></concept>
          """), to: "merged.xml")
      let result = try tool.run("diff", "merged.xml", "--impact", "--format", "jsonl")
      let merge = try #require(try result.objects().first { $0["change"] as? String == "merged" })
      #expect((merge["concepts"] as? [String])?.count == 2)
      #expect(merge["documents"] as? Int == 3)
      let shown = try tool.run("show", "StoreBox", "--format", "json").object()
      #expect((shown["concept"] as? [String: Any])?["documents"] as? Int == 2)
    }
  }

  @Test func `show says which name was found, and when it was in use`() throws {
    try withTool { tool in
      _ = try tool.run("import", "first.xml")
      let then = try tool.run("show", "Acme Vault", "--as-of", "2008")
      #expect(
        then.lines.dropFirst().first
          == "  found by       \"Acme Vault\": former name until 2009-06-30 (en)")
      let never = try tool.run("show", "HA", "--as-of", "2008", "--format", "json").object()
      #expect(never["in_use"] as? Bool == true)
      try tool.write(
        Self.vocabulary(
          """
          <concept id="a"><name>A</name></concept>
          <concept id="b"><name>B</name></concept>
          <collection id="ab" ordered="true"><name>Alphabet</name><member ref="b"/>
            <member ref="a"/></collection>
          """), to: "letters.xml")
      #expect(
        try tool.run("import", "letters.xml", "--replace").output
          .hasSuffix("1 collection of concepts\n"))
      let collection = try tool.run("show", "alphabet")
      #expect(
        collection.lines == [
          "Alphabet  https://id.example/ab", "  ordered        B · A",
          "  scheme         Products", "  names          Alphabet (en)",
        ])
      #expect(try tool.run("show", "A").output.contains("  collections    Alphabet\n"))
    }
  }

  @Test func `export writes a file that imports as the same vocabulary`() throws {
    try withTool { tool in
      _ = try tool.run("import", "second.xml")
      let result = try tool.run("export", "--to", "parlance", "--output", "again.xml")
      #expect(result.status == 0)
      #expect(try tool.run("diff", "again.xml").output == "No differences.\n")
      #expect(
        try tool.run("export", "--to", "annif").lines.contains(
          "<https://id.example/safe>\tHarbor Safe"))
      let unknown = try tool.run("export", "--to", "solr", "--scheme", "nonsense")
      #expect(unknown.status == 64)
      #expect(unknown.errors.contains("Unknown scheme 'nonsense'. Known: product."))
    }
  }
}

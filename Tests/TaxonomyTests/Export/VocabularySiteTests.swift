import Testing

@testable import Taxonomy

struct VocabularySiteTests {
  private func files(_ vocabulary: Vocabulary) throws -> [String: String] {
    var files: [String: String] = [:]
    try VocabularySite(vocabulary).forEachFile { path, bytes in
      #expect(files[path] == nil, "\(path) twice")
      files[path] = String(decoding: bytes, as: UTF8.self)
    }
    return files
  }

  private static let source = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
    <title>Boats &amp; such</title>
    <scheme id="t"><title>Kinds</title>
      <concept id="t/boat"><name>Boat &lt;b&gt;</name><former from="2001" until="2009">Vessel</former>
        <definition>It floats.</definition>
        <match type="exact" href="javascript:alert(1)"/><match type="close" href="https://o.example/1"/>
        <concept id="t/tug"><name>Tug</name></concept></concept>
      <concept id="t/Tug"><name>TUG</name></concept>
      <concept id="t/raft" deprecated="2010"><name>Raft</name><successor ref="t/boat"/></concept>
    </scheme></vocabulary>
    """

  @Test func `has a page and data for each concept, and no name twice in any case`() throws {
    let files = try files(imported(Self.source).vocabulary)
    let names = files.keys.filter { $0.hasPrefix("concept/") }.sorted()
    #expect(
      names == [
        "concept/Tug_2.html", "concept/Tug_2.ttl", "concept/boat.html", "concept/boat.ttl",
        "concept/raft.html", "concept/raft.ttl", "concept/tug.html", "concept/tug.ttl",
      ])
    for page in ["index.html", "alphabet.html", "style.css", "vocabulary.ttl"] {
      #expect(files[page] != nil, "\(page)")
    }
  }

  @Test func `a page tells names in time, where the concept stands, and leads to its data`() throws
  {
    let files = try files(imported(Self.source).vocabulary)
    let boat = try #require(files["concept/boat.html"])
    for part in [
      "<h1>Boat &lt;b&gt;</h1>", "It floats.", "from 2001, until 2009",
      "<title>2001 – 2009</title>",
      "<a href=\"tug.html\">Tug</a>", "type=\"text/turtle\" href=\"boat.ttl\"",
      "<a href=\"https://o.example/1\">", "Boats &amp; such",
    ] {
      #expect(boat.contains(part), "\(part)")
    }
    #expect(!boat.contains("href=\"javascript:"))
    #expect(files["concept/raft.html"]?.contains("use <a href=\"boat.html\">") == true)
    #expect(files["alphabet.html"]?.contains("Vessel → <a href=\"concept/boat.html\">") == true)
  }

  @Test func `the data of a concept can be imported`() throws {
    let files = try files(imported(Self.source).vocabulary)
    let turtle = try #require(files["concept/boat.ttl"])
    let vocabulary = try imported(turtle, as: .turtle).vocabulary
    #expect(vocabulary.concept(uri: "https://id.example/t/boat") != nil)
  }
}

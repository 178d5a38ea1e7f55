import Testing

@testable import Matching

struct VocabularyEditorTests {
  static let parlance = """
    <?xml version="1.0"?>
    <!-- <concept id="type/brochure"> in a comment -->
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
    \t<scheme id="type">
    \t\t<concept id="type/brochure">  <!-- kept -->
    \t\t\t<name>Brochure</name>
    \t\t\t<alias>Flyer &amp; more</alias>
    \t\t\t<concept id="type/leaflet"><name>Leaflet</name></concept>
    \t\t</concept>
    \t</scheme>
    </vocabulary>
    """

  private func decision(
    _ label: String, _ verdict: LabelDecision.Verdict, _ method: MatchMethod? = nil
  ) -> LabelDecision {
    LabelDecision(
      label: label, verdict: verdict, method: method, author: "J. \"D\" <d>", date: "2010-01-02")
  }

  @Test func `inserts labels after the last one and leaves every other byte as it was`() throws {
    var editor = try VocabularyEditor(Array(Self.parlance.utf8))
    try editor.add(decision("Prospekt", .concept("https://id.example/type/brochure")))
    try editor.add(decision("Broshure", .concept("https://id.example/type/brochure"), .spelling))
    try editor.add(decision("nothing", .never))
    let text = String(decoding: editor.makeBytes(), as: UTF8.self)
    let note = "note=\"accepted 2010-01-02 by J. &quot;D&quot; &lt;d&gt;\""
    let inserted =
      "\n\t\t\t<alias \(note)>Prospekt</alias>\n\t\t\t<misspelling \(note)>Broshure</misspelling>"
    #expect(
      text
        == Self.parlance.replacing(
          "<alias>Flyer &amp; more</alias>", with: "<alias>Flyer &amp; more</alias>" + inserted))
  }

  @Test func `adds a concept at the end of its scheme under a free identifier`() throws {
    var editor = try VocabularyEditor(Array(Self.parlance.utf8))
    let scheme = LabelDecision.Verdict.newConcept(
      name: "Leaflet", scheme: "https://id.example/type")
    try editor.add(decision("LFT", scheme))
    let text = String(decoding: editor.makeBytes(), as: UTF8.self)
    #expect(text.contains("\n\t\t<concept id=\"type/leaflet-2\">\n\t\t\t<name note="))
    #expect(text.contains(">LFT</abbreviation>\n\t\t</concept>\n\t</scheme>"))
  }

  @Test func `writes SKOS labels with the file's own prefix`() throws {
    let skos = """
      <rdf:RDF xmlns:rdf="r" xmlns:s="s">
        <s:Concept rdf:about="urn:a">
          <s:prefLabel xml:lang="en">A</s:prefLabel>
        </s:Concept>
      </rdf:RDF>
      """
    var editor = try VocabularyEditor(Array(skos.utf8))
    try editor.add(decision("B", .concept("urn:a")))
    let text = String(decoding: editor.makeBytes(), as: UTF8.self)
    #expect(text.contains("</s:prefLabel>\n    <s:altLabel>B</s:altLabel>\n    <s:editorialNote>"))
    #expect(throws: VocabularyEditor.Refusal.notParlance) {
      try editor.add(decision("C", .newConcept(name: "C", scheme: "urn:s")))
    }
  }

  @Test func `refuses what the file does not hold`() throws {
    var editor = try VocabularyEditor(Array(Self.parlance.utf8))
    #expect(throws: VocabularyEditor.Refusal.noConcept(uri: "urn:x")) {
      try editor.add(decision("x", .concept("urn:x")))
    }
    #expect(throws: VocabularyEditor.Refusal.encoding) {
      try VocabularyEditor([0xFF, 0xFE, 60, 0])
    }
    #expect(editor.makeBytes() == Array(Self.parlance.utf8))
  }

  @Test(
    arguments: [
      ("ISO-8859-1", [0x47, 0xF6, 0xDF] as [UInt8], "&#8364;&#12354;"),
      ("iso-8859-15", [0x47, 0xF6, 0xDF, 0xA4], "&#12354;"),
      ("Windows-1252", [0x47, 0xF6, 0xDF, 0x80], "&#12354;"),
      ("US-ASCII", [0x47], "&#246;&#223;&#8364;&#12354;"),
      ("Shift_JIS", [0x47], "&#246;&#223;&#8364;\u{82}\u{A0}"),
      ("UTF-8", Array("Göß€あ".utf8), ""),
    ])
  func `writes in the encoding of the file, with references for what it cannot express`(
    encoding: String, bytes: [UInt8], references: String
  ) throws {
    let file = Array(
      """
      <?xml version="1.0" encoding="\(encoding)"?>
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://x.org/">
        <scheme id="t"><concept id="t/a"><name>A</name></concept></scheme>
      </vocabulary>
      """.utf8)
    var editor = try VocabularyEditor(file)
    try editor.add(decision("Göß€あ", .concept("https://x.org/t/a")))
    let label = bytes + references.unicodeScalars.map { UInt8($0.value) }
    let edited = editor.makeBytes()
    #expect(!edited.ranges(of: [UInt8(ascii: ">")] + label + Array("</alias>".utf8)).isEmpty)
    #expect(edited.count > file.count && edited.starts(with: file.prefix(100)))
  }

  @Test func `finds concepts by identifiers that the file writes in its own encoding`() throws {
    let text = """
      <?xml version='1.0' encoding='ISO-8859-1'?>
      <vocabulary base="https://x.org/"><concept id="größe"><name>A</name></concept>
      <concept id="&#xFC;ber"><name>B</name></concept></vocabulary>
      """
    var editor = try VocabularyEditor(text.unicodeScalars.map { UInt8($0.value) })
    try editor.add(decision("B", .concept("https://x.org/größe")))
    try editor.add(decision("C", .concept("https://x.org/über")))
  }

  @Test(arguments: [
    ("de", "de", ""), ("de", "", " xml:lang=\"\""), ("de", "en", " xml:lang=\"en\""), ("", "", ""),
  ])
  func `says the language of a label where the element around it says another`(
    outer: String, language: String, attribute: String
  ) throws {
    let around = outer.isEmpty ? "" : " xml:lang=\"\(outer)\""
    let parlance = """
      <vocabulary base="u:"><scheme id="s"\(around)>
      <concept id="a"><name xml:lang="fr">A</name></concept>
      </scheme></vocabulary>
      """
    let decided = { (verdict: LabelDecision.Verdict) in
      LabelDecision(
        label: "Blue sheet", verdict: verdict, author: "J", date: "2010-01-02", language: language)
    }
    var editor = try VocabularyEditor(Array(parlance.utf8))
    try editor.add(decided(.concept("u:a")))
    try editor.add(decided(.newConcept(name: "N", scheme: "u:s")))
    let text = String(decoding: editor.makeBytes(), as: UTF8.self)
    #expect(text.contains("<alias\(attribute) note="))
    #expect(text.contains("<name\(attribute) note="))
    let skos = """
      <r:RDF xmlns:r="r" xmlns="s"><Concept r:about="u:a"\(around)><prefLabel>A</prefLabel></Concept></r:RDF>
      """
    editor = try VocabularyEditor(Array(skos.utf8))
    try editor.add(decided(.concept("u:a")))
    #expect(String(decoding: editor.makeBytes(), as: UTF8.self).contains("<altLabel\(attribute)>"))
  }
}

import Testing

@testable import Matching

@Suite struct VocabularyEditorTests {
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
}

import Foundation
import Testing

/// What each rule of a label does, from the vocabulary's XML to the mentions that `tag` gives.
struct LabelRuleTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/" xml:lang="en">
      <scheme id="p"><title>P</title>
        <concept id="what"><name>Widget tool</name><abbreviation>WHAT</abbreviation></concept>
        <concept id="it"><name>Information Technology</name><alias>IT</alias></concept>
        <concept id="any"><name>Acorn Library</name>
          <abbreviation case="any">ADL</abbreviation></concept>
        <concept id="exact"><name>Case file</name><alias case="exact">Legal Hold</alias></concept>
        <concept id="sheet"><name>Data sheet</name></concept>
        <concept id="paper"><name>Whitepaper</name></concept>
        <concept id="white"><name>White light</name><alias>Old paper</alias></concept>
        <concept id="policy"><name>Policy</name></concept>
        <concept id="buch"><name xml:lang="de">Handbuch</name></concept>
        <concept id="pier"><name with="harbour, ship">Pier One</name></concept>
        <concept id="bean"><name without="coffee">Java Bean</name></concept>
        <concept id="planet"><name>Planet Mercury</name><alias>Mercury</alias></concept>
        <concept id="metal"><name>Quicksilver</name><alias>Mercury</alias></concept>
        <concept id="usa"><name>United States</name><abbreviation>USA</abbreviation></concept>
        <concept id="old" deprecated="2010"><name>Old Thing</name><successor ref="new"/></concept>
        <concept id="new"><name>New Thing</name></concept>
        <concept id="tax"><name>Income tax</name></concept>
      </scheme>
    </vocabulary>
    """

  /// A text, and each mention in it: the words, the concept, its alternatives.
  private static let cases: [(text: String, mentions: [String])] = [
    ("WHAT does it. We asked what it does.", ["WHAT=what"]),
    ("It does it. The IT department.", []),
    ("IT is Information Technology to it.", ["IT=it", "Information Technology=it"]),
    ("The adl is full.", ["adl=any"]),
    ("A legal hold is not a Legal Hold.", ["Legal Hold=exact"]),
    (
      "datasheet, data-sheet, data\\nsheet, Data Sheets; data, sheet",
      ["datasheet=sheet", "data-sheet=sheet", "data\nsheet=sheet", "Data Sheets=sheet"]
    ),
    ("Our white papers and white-paper.", ["white papers=paper", "white-paper=paper"]),
    ("Two policies.", ["policies=policy"]),
    ("Des Handbuchs. Die Handbücher.", ["Handbuchs=buch", "Handbücher=buch"]),
    ("Pier One is closed.", []),
    ("Pier One has a ship.", ["Pier One=pier"]),
    ("A Java Bean in my coffee.", []),
    ("A Java Bean in my class.", ["Java Bean=bean"]),
    ("Mercury rises.", ["Mercury=planet|metal"]),
    ("Planet Mercury. Mercury rises.", ["Planet Mercury=planet", "Mercury=planet"]),
    ("Quicksilver is mercury.", ["Quicksilver=metal", "mercury=metal"]),
    ("In the U.S.A. and USA, not usa.", ["U.S.A=usa", "USA=usa"]),
    ("The Old Thing.", ["Old Thing=new"]),
    ("Taxes on income.", []),
  ]

  @Test func `labels are found by their rules`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.vocabulary, to: "v.xml")
    #expect(try tool.run("import", "v.xml").status == 0)
    let input = Self.cases.enumerated().map { #"{"id":"\#($0)","text":"\#($1.text)"}"# }
    let lines = try tool.run(
      "tag", "--mentions", input: input.joined(separator: "\n")
    ).objects()
    #expect(lines.count == Self.cases.count)
    for (line, expected) in zip(lines, Self.cases) {
      let mentions = (line["tags"] as? [[String: Any]] ?? []).map { mention in
        let concepts =
          [mention["concept"] as? String ?? ""] + (mention["alternatives"] as? [String] ?? [])
        let names = concepts.map { $0.components(separatedBy: "/").last ?? "" }
        return "\(mention["surface"] as? String ?? "")=\(names.joined(separator: "|"))"
      }
      #expect(mentions == expected.mentions, "\(expected.text)")
    }
    let anyOrder = try tool.run(
      "tag", "--mentions", "--any-order", input: #"{"id":"1","text":"Taxes on income."}"#)
    #expect(anyOrder.output.contains(#""surface":"Taxes on income""#))
  }
}

import Foundation
import Model
import Testing

struct ReviewTests {
  static let vocabulary = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- kept as it is -->
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://example.org/" xml:lang="en">
      <scheme id="type" facet="type" assign="one">
        <title>Document types</title>
        <concept id="type/brochure">
          <name>Brochure</name>   <!-- the most common -->
        </concept>
        <concept id="type/price-list"><name>Price list</name></concept>
      </scheme>
    </vocabulary>

    """

  private static let labels = """
    label,count
    Zephyr sheet,7
    Kosmos,8
    Pricing of brochures,9
    battle_card,1
    Quux,5
    Battle card,6
    Vexed,4

    """

  private static let prompt = "q quit "

  private func tool() throws -> Tool {
    let tool = try Tool(vocabulary: Self.vocabulary)
    try tool.write(Self.labels, to: "labels.csv")
    return tool
  }

  private func text(_ tool: Tool) throws -> String {
    let text = try String(
      contentsOf: tool.folder.appendingPathComponent("vocabulary.xml"), encoding: .utf8)
    // Midnight may lie between the decision and this look.
    return [0, -86_400].reduce(text) { text, seconds in
      let day = Date(timeIntervalSinceNow: seconds).formatted(.iso8601.year().month().day())
      return text.replacing("accepted \(day) by", with: "accepted TODAY by")
    }
  }

  private func session(_ tool: Tool) throws -> TerminalSession {
    try TerminalSession(
      tool, ["review", "labels.csv", "--count-column", "count", "--reason", "tests"])
  }

  private static let note = "note=\"accepted TODAY by tester: tests\""

  @Test func `each key decides, the most frequent label first, and the file keeps the rest`() throws
  {
    let tool = try tool()
    let session = try session(tool)
    #expect(try session.expect(Self.prompt).contains("1/6  Pricing of brochures  ×9"))
    session.type("\n")
    #expect(try session.expect(Self.prompt).contains("2/6  Kosmos  ×8"))
    session.type("o")
    try session.expect("a label of it:")
    session.type("nonsense\n")
    try session.expect("no concept has that label")
    session.type("price LIST\n")
    let alike = try session.expect(Self.prompt)
    #expect(alike.contains("3/6  Battle card  ×7") || alike.contains("3/6  Zephyr sheet  ×7"))
    session.type("n")
    try session.expect("new concept [")
    session.type("\n")
    try session.expect(Self.prompt)
    session.type("s")
    #expect(try session.expect(Self.prompt).contains("5/6  Quux  ×5"))
    session.type("v")
    #expect(try session.expect(Self.prompt).contains("6/6  Vexed  ×4"))
    session.type("u")
    #expect(try session.expect(Self.prompt).contains("5/6  Quux  ×5"))
    session.type("v")
    try session.expect(Self.prompt)
    session.type("s")
    let (status, output) = session.finish()
    #expect(status == 0)
    #expect(output.contains("1 remembered as naming no concept"))
    let inserted = try text(tool)
    #expect(
      inserted.hasPrefix(
        Self.vocabulary.prefix { $0 != "B" } + """
          Brochure</name>
                <alias xml:lang="" \(Self.note)>Pricing of brochures</alias>   <!-- the most common -->
          """))
    #expect(inserted.contains("<alias xml:lang=\"\" \(Self.note)>Kosmos</alias>"))
    #expect(inserted.contains("<concept id=\"type/battle-card\">"))
    #expect(inserted.contains(">battle_card</alias>"))
    #expect(!inserted.contains("Quux"))
    let again = try tool.run(
      "normalize", "labels.csv", "--format", "tsv", "--explain", "--scheme", "type")
    let rows = again.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.first { $0[0] == "Kosmos" }?[1] == "accepted")
    #expect(rows.first { $0[0] == "Quux" }?[1] == "unknown")
    #expect(rows.first { $0[0] == "Quux" }?.last?.contains("by tester: tests") == true)
  }

  @Test func `ctrl-c keeps what was decided and ends with 130`() throws {
    let tool = try tool()
    let session = try session(tool)
    try session.expect(Self.prompt)
    session.type("1")
    try session.expect(Self.prompt)
    session.type("\u{3}")
    let (status, output) = session.finish()
    #expect(status == 130)
    #expect(output.contains("1 label written"))
    #expect(try text(tool).contains(">Pricing of brochures</alias>"))
    #expect(try tool.run("check", "vocabulary.xml").status == 0)
  }

  @Test func `without a terminal it says how to decide in a file`() throws {
    let tool = try tool()
    let result = try tool.run("review", "labels.csv")
    #expect(result.status == 64)
    #expect(result.errors.contains("--apply"))
    #expect(try tool.run("review").status == 64)
  }

  @Test func `carries out the rows of an edited file and nothing else`() throws {
    let tool = try tool()
    try tool.write(
      """
      label\toutcome\tconcept\tpreferred_label
      Kosmos\taccepted\thttps://example.org/type/price-list\t
      Quux\tnever\t\t
      Battle card\tnew\t\tBattle card
      battle_card\tnew\t\tBattle card
      Vexed\tunknown\t\t
      Pricing of brochures\taccepted\t\tBrochure

      """, to: "decisions.tsv")
    let dry = try tool.run("review", "--apply", "decisions.tsv", "--dry-run")
    #expect(dry.lines.count == 5)
    #expect(try text(tool) == Self.vocabulary)
    let result = try tool.run("review", "--apply", "decisions.tsv", "--author", "A & B")
    #expect(result.status == 0)
    #expect(result.lines.contains("1 remembered as naming no concept"))
    let changed = try text(tool)
    #expect(changed.contains("by A &amp; B\">Kosmos</alias>"))
    #expect(changed.components(separatedBy: "<concept id=\"type/battle-card").count == 2)
    #expect(changed.contains(">Pricing of brochures</alias>"))
    #expect(changed.contains("<name>Price list</name><alias "), "on the line where the name is")
    let known = try tool.run("show", "Battle card")
    #expect(known.status == 0)
    let again = try tool.run("review", "--apply", "decisions.tsv")
    #expect(again.status == 0)
    #expect(try text(tool) == changed)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a review of a file ends at a signal while it still reads`() throws {
    let tool = try tool()
    // More than a pipe holds: it is written once the command reads.
    let result = try tool.shell(
      """
      mkfifo d.tsv; exec 3<>d.tsv
      "$0" review --apply d.tsv 3>&- &
      printf 'label\toutcome\tconcept\n' >&3; yes 'Kosmos\t\t' | head -c 300000 >&3
      kill -TERM $!; wait $!; echo $?; cat vocabulary.xml
      """)
    #expect(result.lines.first == "130", "\(result.lines.first ?? "nothing")")
    #expect(result.output.contains(Self.vocabulary))
  }

  @Test func `a review killed before the vocabulary was imported anew writes each label once`()
    throws
  {
    let tool = try tool()
    try tool.write(
      """
      label\toutcome\tconcept\tpreferred_label
      Kosmos\taccepted\thttps://example.org/type/price-list\t
      Battle card\tnew\t\tBattle card
      battle_card\tnew\t\tBattle card

      """, to: "decisions.tsv")
    _ = try tool.shell("cp -a .parlance before")
    #expect(try tool.run("review", "--apply", "decisions.tsv").status == 0)
    let written = try text(tool)
    // What a kill between the two renames leaves: the file is new, the workspace old.
    _ = try tool.shell("rm -r .parlance; mv before .parlance")
    #expect(try tool.run("show", "Battle card").status != 0)
    #expect(try tool.run("review", "--apply", "decisions.tsv").status == 0)
    #expect(try text(tool) == written)
    #expect(try tool.run("show", "Battle card").status == 0)
  }

  @Test func `a choice among namesakes is remembered, as no label can say it`() throws {
    let tool = try tool()
    try tool.write(
      Self.vocabulary.replacingOccurrences(
        of: "</name>", with: "</name><alias>Sheet</alias>"), to: "vocabulary.xml")
    #expect(try tool.run("import", "vocabulary.xml").status == 0)
    let before = try text(tool)
    func row() throws -> [Substring] {
      try tool.run("normalize", "-", "--format", "tsv", input: "Sheet\n").lines[1]
        .split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(try row()[1] == "review")
    try tool.write(
      "label\toutcome\tconcept\tpreferred_label\nSheet\taccepted\t\tPrice list\n",
      to: "decisions.tsv")
    let result = try tool.run("review", "--apply", "decisions.tsv")
    #expect(result.lines == ["1 that several concepts bear remembered with the one chosen"])
    #expect(try text(tool) == before)
    #expect(try row()[1] == "accepted")
    #expect(try row()[3] == "Price list")
    #expect(try row()[5] == "decided")
  }

  @Test(
    arguments: [
      ("Kosmos\taccepted\thttps://example.org/none\t", "decisions.tsv:2: error: no concept"),
      ("Kosmos\tnew\t\t", "decisions.tsv:2: error: a new concept needs a preferred_label"),
    ])
  func `names the line of a row that cannot be carried out, and writes nothing`(
    row: String, message: String
  ) throws {
    let tool = try tool()
    try tool.write("label\toutcome\tconcept\tpreferred_label\n\(row)\n", to: "decisions.tsv")
    let result = try tool.run("review", "--apply", "decisions.tsv")
    #expect(result.status == 2)
    #expect(result.errors.contains(message))
    #expect(try text(tool) == Self.vocabulary)
  }

  @Test(arguments: ["ISO-8859-1", "ISO-8859-15", "Windows-1252", "US-ASCII"])
  func `writes into a file of another encoding and leaves all other bytes`(encoding: String) throws
  {
    let tool = try Tool(vocabulary: Self.vocabulary)
    let name = encoding == "US-ASCII" ? "Gr&#246;&#223;e" : "Gr\u{F6}\u{DF}e"
    let text = """
      <?xml version="1.0" encoding="\(encoding)"?>
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://ex.org/" xml:lang="de">
      <scheme id="t"><title>T</title>
      <concept id="t/a"><name>\(name)</name></concept>
      </scheme></vocabulary>
      """
    let file = tool.folder.appendingPathComponent("latin.xml")
    try Data(text.unicodeScalars.map { UInt8($0.value) }).write(to: file)
    #expect(try tool.run("import", "latin.xml").status == 0)
    try tool.write(
      "label\toutcome\tconcept\tlanguage\nGrößen €\taccepted\thttps://ex.org/t/a\tde\n",
      to: "decisions.tsv")
    #expect(try tool.run("review", "--apply", "decisions.tsv").status == 0)
    let bytes = [UInt8](try Data(contentsOf: file))
    #expect(!bytes.contains(0xC3), "no UTF-8 between single bytes")
    #expect(try tool.run("show", "https://ex.org/t/a").output.contains("Größen €"))
    #expect(
      try tool.run("normalize", "-", "--format", "tsv", input: "Größen €\n").output.contains(
        "accepted"))
    #expect(try tool.run("review", "--apply", "decisions.tsv").status == 0)
    #expect([UInt8](try Data(contentsOf: file)) == bytes, "the same twice is the same as once")
  }

  @Test func `what was written before the import was cut off is not written again`() throws {
    let tool = try tool()
    let decisions =
      "label\toutcome\tconcept\nKosmos\taccepted\thttps://example.org/type/price-list\n"
    try tool.write(decisions, to: "decisions.tsv")
    #expect(try tool.run("review", "--apply", "decisions.tsv").status == 0)
    let once = try text(tool)
    try tool.write(Self.vocabulary, to: "vocabulary.xml")
    #expect(try tool.run("import", "vocabulary.xml").status == 0)
    try tool.write(once, to: "vocabulary.xml")
    #expect(try tool.run("review", "--apply", "decisions.tsv").status == 0)
    #expect(try text(tool) == once)
  }

  @Test(
    arguments: [
      (
        "Kosmos\taccepted\t\tBrochure\nkosmos\taccepted\t\tPrice list",
        "is decided for \"Brochure\" and for \"Price list\""
      ),
      (
        "Kosmos\taccepted\t\tBrochure\nKosmos\tnever\t\t",
        "is decided for \"Brochure\" and for no concept"
      ),
      ("Kosmos\tnew\t\tCosmos\nKosmos\taccepted\t\tBrochure", "a new concept \"Cosmos\""),
      (
        "Price List\taccepted\t\tBrochure",
        "is the name of the concept https://example.org/type/price-list"
      ),
      (
        "Price list\tnew\t\tPrices",
        "is the name of the concept https://example.org/type/price-list"
      ),
    ])
  func `reports decisions that contradict and writes the others`(rows: String, message: String)
    throws
  {
    let tool = try tool()
    try tool.write(
      "label\toutcome\tconcept\tpreferred_label\n\(rows)\nQuux\taccepted\t\tBrochure\n", to: "d.tsv"
    )
    let dry = try tool.run("review", "--apply", "d.tsv", "--dry-run")
    #expect(dry.status == 3)
    #expect(dry.errors.contains(message))
    let result = try tool.run("review", "--apply", "d.tsv")
    #expect(result.status == 3)
    #expect(result.errors.contains(message))
    let changed = try text(tool)
    #expect(changed.contains(">Quux</alias>"))
    #expect(changed.components(separatedBy: "</alias>").count == 2)
    #expect(changed.components(separatedBy: "<concept").count == 3)
  }
}

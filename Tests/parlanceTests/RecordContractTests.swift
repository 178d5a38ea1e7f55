import Foundation
import Testing

/// The fields of the lists that commands print, under the names that programs and spreadsheets know.
struct RecordContractTests {
  private static let lists: [(command: String, fields: String)] = [
    ("retag share --dry-run --limit 1", "path outcome changes place risk reason"),
    ("status", "share documents tagged pending unreadable untagged missing"),
    ("log", "run started command state changed place account share"),
    ("log --run 1", "run started account command path facet old new"),
    ("log --document share/prices.md", "run started account command path facet old new"),
    ("sources", "path format imported schemes"),
    ("share list", "share documents missing state"),
    ("vocabulary tree", "scheme level concept label deprecated documents status"),
    (
      "vocabulary stats",
      "scheme concepts deprecated levels labels documented mapped unused documents"
    ),
    ("vocabulary unused", "scheme level concept label deprecated documents status"),
    ("vocabulary log", "release date by current sources"),
    ("config show", "setting value source"),
    ("config show share", "setting value source"),
    ("query list", "name query"),
    ("check --list", "rule severity summary"),
    ("check", "rule severity path line column concept message remedy"),
    (
      "diff old.xml v.xml",
      "change scheme concepts names targets target_names old "
        + "new language message documents property label due"
    ),
    ("report share", "row column documents"),
    ("report share --list", "path facet problem"),
    ("report duplicates share", "group kind role path date kept"),
    ("report unknown share --least 1", "term documents place nearest"),
    ("report feedback share", "path kind facet label remark account time settled_by concept"),
    ("normalize labels.csv", "label outcome concept preferred_label score method runner_up"),
    ("normalize labels.csv --summary", "outcome labels occurrences share"),
    ("normalize labels.csv --clusters", "proposed_concept labels occurrences"),
    (
      "normalize labels.csv --count-column n --explain",
      "label outcome concept preferred_label score method runner_up count explanation"
    ),
    ("evaluate labels gold.csv", "run labels accuracy coverage precision calibration_error"),
    ("evaluate tags docs.jsonl", "measure value low high"),
    ("evaluate tags docs.jsonl --by scheme", "scheme measure value low high"),
    (
      "evaluate search --docs docs.jsonl --queries queries.tsv --qrels qrels",
      "documents queries ndcg_10 map recall_100"
    ),
    ("why share/prices.md", "facet concept label score origin evidence"),
    ("doctor", "state check finding remedy"),
    ("index docs.jsonl", "file documents refused"),
    (
      "import v.xml",
      "title key uri concepts deprecated labels "
        + "preferred alternative hidden abbreviations former_names codes findings"
    ),
    ("undo 1 --dry-run", "path outcome reason"),
    ("assign share/prices.md type=Brochure --dry-run", "path outcome changes place risk reason"),
    ("recover share", "share documents tagged tags decided unmarked runs run place losses"),
  ]

  /// Fields that a line of text has no place for.
  private static let onlyInJSON = [
    "normalize labels.csv": ["concepts"],
    "normalize labels.csv --count-column n --explain": ["concepts"],
  ]

  /// A tagged share and the files that commands are given.
  private func make() throws -> Tool {
    let tool = try RetagShare.make()
    try tool.write("label,n\nFlyer,2\nZqxwv,1\n", to: "labels.csv")
    try tool.write("label,concept\nFlyer,https://id.example/type/brochure\n", to: "gold.csv")
    try tool.write(
      #"{"id":"1","text":"harbor archive","tags":["https://id.example/type/brochure"]}"# + "\n",
      to: "docs.jsonl")
    try tool.write("1\tharbor\n", to: "queries.tsv")
    try tool.write("1 0 1 1\n", to: "qrels")
    let before = RetagShare.vocabulary.replacingOccurrences(of: "<alias>Flyer</alias>", with: "")
    try tool.write(before, to: "old.xml")
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    #expect(try tool.run("query", "save", "q", "archive").status == 0)
    return tool
  }

  @Test func `are the same in each form, whatever there is to list`() throws {
    let tool = try make()
    var printed = 0
    for (command, fields) in Self.lists {
      let arguments = command.split(separator: " ").map(String.init)
      let names = fields.split(separator: " ").map(String.init)
      let table = try tool.run(arguments + ["--format", "csv"])
      #expect(table.lines.first == names.joined(separator: ","), "\(command): \(table)")
      let tabbed = try tool.run(arguments + ["--format", "tsv"])
      #expect(tabbed.lines.first == names.joined(separator: "\t"), "\(command)")
      let objects = try tool.run(arguments + ["--format", "jsonl"]).objects()
      let fields = Set(names + (Self.onlyInJSON[command] ?? []))
      #expect(objects.allSatisfy { Set($0.keys) == fields }, "\(command)")
      #expect(objects.count == tabbed.lines.count - 1, "\(command)")
      printed += objects.count
      let whole = try tool.run(arguments + ["--format", "json"]).data
      #expect(throws: Never.self, "\(command)") { try JSONSerialization.jsonObject(with: whole) }
    }
    #expect(printed > 100)
  }
}

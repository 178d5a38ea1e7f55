import Testing

/// What cannot be meant is refused before anything is done: with its words, status 64, and nothing on standard
/// output.
struct WrongUsageTests {
  private static let retag: [(arguments: [String], message: String)] = [
    (["retag"], "name a share, or a plan with --apply"),
    (["retag", "share", "--apply", "p"], "--apply names its share itself"),
    (["retag", "-"], "a share is a folder; --files0-from - takes files of it from a list"),
    (["retag", "share", "--move"], "--move goes with --write-to"),
    (
      ["retag", "share", "--move", "--write-to", "sidecar", "--dry-run"],
      "--move and --dry-run exclude each other"
    ), (["retag", "share", "--dry-run", "--yes"], "--dry-run and --yes exclude each other"),
    (
      ["retag", "--apply", "p", "--write-to", "sidecar"],
      "a plan says itself where tags are written; --apply goes without --write-to"
    ),
    (
      ["retag", "--apply", "p", "--plan-out", "q"],
      "--apply goes with none of --dry-run, --plan-out and --shard"
    ),
    (
      ["retag", "share", "--shard", "2/2"],
      "--shard is a number and how many there are: 0/64 to 63/64"
    ),
    (["retag", "share", "--threshold", "1.01"], "--threshold is a number from 0 to 1"),
    (["retag", "share", "--threshold", "nan"], "--threshold is a number from 0 to 1"),
    (["retag", "share", "--limit", "0"], "--limit is at least 1"),
    (["retag", "share", "--since", "yesterday"], "--since is a day such as 2026-11-01"),
    (
      ["retag", "share", "--facet", "type"], "'type' is not a facet filter; write --facet key=value"
    ),
    (["watch", "share", "--quiet", "0"], "--quiet is a number of seconds from 0.01 to 1000000"),
    (["watch", "share", "--every", "inf"], "--every is a number of seconds from 0.01 to 1000000"),
    (
      ["assign", "a.md", "Brochure"], "'Brochure' is not a value of a facet, such as type=Brochure"
    ),
    (
      ["assign", "a.md", "=Brochure"],
      "'=Brochure' is not a value of a facet, such as type=Brochure"
    ),
    (
      ["import-tags", "-", "--share", "s"],
      "each file is read more than once: standard input cannot be"
    ),
    (["log", "--run", "1", "--document", "a.md"], "--run and --document exclude each other"),
    (["journal", "prune", "--keep=-1"], "--keep is 0 or more"),
  ]

  private static let vocabularies: [(arguments: [String], message: String)] = [
    (
      ["show", "x", "--as-of", "2009-13"],
      "\"2009-13\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
    ),
    (["show", "x", "--format", "csv"], "show prints table, json or jsonl"),
    (
      ["diff", "a", "b", "c"], "diff takes the older and the newer release, or the newer one alone"
    ),
    (["check", "--rule", "BrokenLinks"], "BrokenLinks looks links up; add --check-links"),
    (["check", "--rule", "None"], "no rule \"None\"; parlance check --list shows them"),
    (["vocabulary", "tree", "--depth", "0"], "--depth is 1 or more"),
    (["vocabulary", "tree", "--status", "best"], "--status is one of "),
    (
      ["normalize", "--precision", "0.5"],
      "--precision is a share above 0.5 and below 1, such as 0.95"
    ),
    (
      ["normalize", "--precision", "1"],
      "--precision is a share above 0.5 and below 1, such as 0.95"
    ),
    (["normalize", "--summary", "--clusters"], "--summary and --clusters exclude each other"),
    (["evaluate", "labels", "g.csv", "--seeds", "0"], "--seeds is a number from 1 to 1000"),
    (["review"], "name a file of labels, or --apply an edited one"),
    (
      ["review", "a.csv", "--later", "--dry-run"],
      "--later takes a file of labels, and neither --apply nor --dry-run"
    ),
  ]

  private static let others: [(arguments: [String], message: String)] = [
    (["tag", "--threshold", "2"], "'--threshold' takes a number from 0 to 1."),
    (["tag", "--limit", "0"], "'--limit' takes a number from 1 on."),
    (["tag", "--mentions", "--explain", "x"], "'--mentions' and '--explain' exclude each other."),
    (["learn", "g.jsonl", "--forget"], "Give a file or '--forget', not both."),
    (["tune", "--precision", "1.5"], "'1.5' is not a share from 0 to 1."),
    (["tune", "--gold", "g.jsonl"], "'--gold' goes with '--precision'."),
    (["evaluate", "tags", "g.jsonl", "--folds", "1"], "'--folds' takes a number from 2 to 100."),
    (["extract", "-0", "a.md"], "'-0' is about paths on standard input; files are named here."),
    (["query", "save", "q"], "nothing to save: give a query or a --facet"),
    (
      ["query", "save", "q", "--facet", "type"],
      "'type' is not a facet filter; write --facet key=value"
    ),
    (["search", "x", "--index", "i"], "--secret-file and --index go with --engine"),
    (
      ["search", "x", "--engine", "http://localhost", "--open"], "--open does not go with --engine"
    ),
    (
      ["alert", "q", "--to", "a@b", "--smtp", "mail"],
      "--smtp is an address such as smtp://mail.example.org"
    ),
    (
      ["alert", "q", "--to", "a@b", "--smtp", "smtp://m", "--sendmail", "/x"],
      "--smtp and --sendmail exclude each other"
    ),
    (
      ["report", "unknown", "share", "--least", "0"], "--least is a number from 1 to 1000000, not 0"
    ),
    (["serve", "--max-seconds", "0"], "--max-seconds is a number from 1 to 3600"),
    (
      ["serve", "--user-header", "X"], "--user-header counts from a --trusted-proxy alone; name one"
    ),
    (
      ["serve", "--log-searches", "--read-only"], "--log-searches writes, and --read-only does not"
    ),
  ]

  @Test(arguments: [retag, vocabularies, others].flatMap { $0 }.map { $0.arguments })
  func `is named with what would do`(arguments: [String]) throws {
    let cases = [Self.retag, Self.vocabularies, Self.others].flatMap { $0 }
    let message = try #require(cases.first { $0.arguments == arguments }).message
    let tool = try Tool()
    let result = try tool.run(arguments)
    #expect(result.status == 64, "\(result)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
    // Nothing was begun: there is no workspace, nor anything else.
    #expect(try tool.shell("ls -A | grep -v '^[.]tool[.]'").output.isEmpty)
  }
}

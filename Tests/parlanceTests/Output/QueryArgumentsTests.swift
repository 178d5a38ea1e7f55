import Testing

@testable import parlance

/// What a shell hands to `parlance search`: a dash before a word rules it out, and options stay options.
struct QueryArgumentsTests {
  @Test(arguments: [
    (["search", "vault", "-draft"], ["search", "vault", "^-draft"]),
    (["search", "-W"], ["search", "^-W"]), (["search", "-2"], ["search", "^-2"]),
    (["search", "-0431", "-"], ["search", "^-0431", "-"]),
    (["search", "-bad", "AND", "climate"], ["search", "^-bad", "AND", "climate"]),
    (["search", "-type:flyer"], ["search", "^-type:flyer"]),
    (["search", "-ä"], ["search", "^-ä"]),
    // The short options that there are.
    (["search", "-0", "-h"], ["search", "-0", "-h"]), (["search", "-00"], ["search", "^-00"]),
    // Behind an option stands its value, behind a flag a word.
    (["search", "--limit", "-1"], ["search", "--limit", "-1"]),
    (["search", "--limit=3", "-x"], ["search", "--limit=3", "^-x"]),
    (["search", "--count", "-x"], ["search", "--count", "^-x"]),
    (["search", "--mentions", "-x"], ["search", "--mentions", "^-x"]),
    (["search", "-x", "-y"], ["search", "^-x", "^-y"]),
    // Behind `--` all is as it stands.
    (["search", "a", "--", "-x"], ["search", "a", "--", "-x"]),
    (["search", "-x", "--", "-y"], ["search", "^-x", "--", "-y"]),
    (["search", "--", "--count"], ["search", "--", "--count"]), (["search"], ["search"]),
    (["search", ""], ["search", ""]),
    // Other commands have options of their own.
    (["retag", "-x"], ["retag", "-x"]), (["-x"], ["-x"]), ([], []),
    (["--workspace", "search", "-x"], ["--workspace", "search", "-x"]),
  ])
  func `excluded words are marked where they stand`(words: [String], expected: [String]) {
    let found = QueryArguments.marked(words)
    #expect(found.map { $0.replacing("\u{1}", with: "^") } == expected)
    #expect(QueryArguments.unmarked(found) == words)
  }

  @Test func `a mark is taken off once, from the front alone`() {
    #expect(
      QueryArguments.unmarked(["\u{1}-a", "b\u{1}", "\u{1}", ""]) == ["-a", "b\u{1}", "", ""])
  }
}

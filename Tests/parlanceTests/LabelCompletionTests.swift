import Foundation
import Testing

/// Labels completed by the shell, as the scripts of `--generate-completion-script` ask for them.
struct LabelCompletionTests {
  private let tool: Tool

  init() throws { tool = try Tool(vocabulary: Self.vocabulary) }

  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="product"><title>Products</title>
        <concept id="archive"><name>Harbor Archive</name><former until="2009-06-30">Acme Vault</former></concept>
        <concept id="cloud"><name>Harbor Archive Cloud</name><misspelling>harbor typo</misspelling></concept>
        <concept id="backup"><name>Harbor Backup</name><alias>Ärger &amp; Söhne</alias></concept>
      </scheme>
    </vocabulary>
    """

  /// What the shell is offered for the last of some words.
  private func completions(_ words: String..., workspace: [String] = []) throws -> [String] {
    let typed = ["parlance", "show"] + workspace + words
    let result = try tool.run(
      ["---completion", "show", "--", "positional@0", "\(typed.count - 1)"]
        + ["\(words.last?.count ?? 0)"] + typed)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return result.lines
  }

  @Test func `labels old and new begin with what was typed, in any case, sorted`() throws {
    let all = ["Harbor Archive", "Harbor Archive Cloud", "Harbor Backup"]
    #expect(try completions("harb") == all)
    #expect(try completions("HARB") == all)
    #expect(try completions("acme") == ["Acme Vault"])
    #expect(try completions("är") == ["Ärger & Söhne"])
    #expect(try completions("") == (["Acme Vault"] + all + ["Ärger & Söhne"]))
    #expect(try completions("zeppelin").isEmpty)
  }

  @Test func `words that stand there already are left out of what may follow`() throws {
    #expect(try completions("Harbor", "a") == ["Archive", "Archive Cloud"])
    #expect(try completions("harbor", "archive", "") == ["Cloud"])
    #expect(try completions("Harbor", "").sorted() == ["Archive", "Archive Cloud", "Backup"])
  }

  @Test func `quotes and backslashes of the shell are no part of a label`() throws {
    #expect(try completions("\"Harbor Arch").count == 2)
    #expect(try completions("'harbor b") == ["Harbor Backup"])
    #expect(try completions("Harbor\\ Ba") == ["Harbor Backup"])
  }

  @Test func `options and their values are no part of a label`() throws {
    #expect(try completions("--as-of", "2008", "acme") == ["Acme Vault"])
    #expect(try completions("--as-of=2008", "acme") == ["Acme Vault"])
  }

  @Test func `the workspace is the one that is named, and without one nothing is offered`() throws {
    let folder = tool.folder.path
    #expect(try completions("acme", workspace: ["--workspace", folder]) == ["Acme Vault"])
    #expect(try completions("acme", workspace: ["--workspace=\(folder)"]) == ["Acme Vault"])
    #expect(try completions("acme", workspace: ["--workspace", "/nowhere"]).isEmpty)
    let other = try Tool()
    let result = try other.run([
      "---completion", "show", "--", "positional@0", "2", "4", "parlance", "show", "acme",
    ])
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
  }

  @Test func `no more are offered than a shell shows well`() throws {
    let concepts = (0..<300).map {
      "<concept id=\"c\($0)\"><name>Name \(1000 + $0)</name></concept>"
    }
    let many = try Tool(
      vocabulary:
        "<vocabulary xmlns=\"urn:parlance:vocabulary:1\" base=\"https://id.example/\"><scheme id=\"s\"><title>S</title>"
        + concepts.joined() + "</scheme></vocabulary>")
    let result = try many.run([
      "---completion", "show", "--", "positional@0", "2", "4", "parlance", "show", "name",
    ])
    #expect(result.lines.count == 200)
    #expect(result.lines.first == "Name 1000" && result.lines.last == "Name 1199")
  }
}

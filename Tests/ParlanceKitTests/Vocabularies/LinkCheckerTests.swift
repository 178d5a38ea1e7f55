import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ParlanceKit

/// Links looked up by a `curl` of the test's own, which answers by what stands in the address.
struct LinkCheckerTests {
  /// Says what curl says: number, status and message; keeps its arguments.
  private static let curl = """
    #!/bin/sh
    printf '%s\\n' "$@" > "$0.arguments"
    number=0
    head=no
    for word in "$@"; do
      case "$word" in
        --head) head=yes ;;
        http*)
          case "$word" in
            *none*) printf '%s\\t404\\t\\n' $number ;;
            *headless*)
              if [ $head = yes ]; then printf '%s\\t405\\t\\n' $number
              else printf '%s\\t206\\t\\n' $number; fi ;;
            *silent*) ;;
            *unknown*) printf '%s\\t000\\tCould not resolve host\\n' $number ;;
            *moved*) printf '%s\\t301\\t\\n' $number ;;
            *) printf '%s\\t200\\t\\n' $number ;;
          esac
          number=$((number + 1)) ;;
      esac
    done
    printf 'nonsense\\n999\\t200\\t\\n-1\\t200\\t\\n'
    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeProgram("curl", Self.curl)
  }

  private func failures(
    _ uris: [String], progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws -> [String: String] {
    let path = folder.path
    return try LinkChecker({ $0 == "PATH" ? path : nil }, progress: progress).failures(of: uris)
  }

  @Test func `what is not answered as found is told with the reason`() throws {
    let found = try failures([
      "http://x.org/a", "http://x.org/none", "http://x.org/unknown", "http://x.org/silent",
      "http://x.org/moved", "http://x.org/headless",
    ])
    #expect(
      found == [
        "http://x.org/none": "status 404", "http://x.org/unknown": "Could not resolve host",
        "http://x.org/silent": "no answer",
      ])
  }

  @Test func `an address is an argument of its own, whatever it holds`() throws {
    let odd = ["http://x.org/a b", "http://x.org/$(none)", "http://x.org/[1-9]", "http://x.org/'"]
    #expect(try failures(odd) == ["http://x.org/$(none)": "status 404"])
    let arguments = try String(
      contentsOfFile: folder.path + "/curl.arguments", encoding: .utf8)
    #expect(arguments.contains("--globoff\n") && arguments.contains("--proto-redir\n=http,https\n"))
  }

  @Test func `very many are looked up a part at a time, and told how far it is`() throws {
    let uris = (0..<250).map { "http://x.org/\($0 % 100 == 7 ? "none" : "a")\($0)" }
    let told = Mutex<Set<Int>>([])
    let found = try failures(uris) { done, total in
      told.withLock { _ = $0.insert(done) }
      return total == 250
    }
    #expect(
      Set(found.keys) == ["http://x.org/none7", "http://x.org/none107", "http://x.org/none207"])
    #expect(told.withLock { $0 } == [0, 100, 200])
  }

  @Test func `it ends where it is broken off`() throws {
    #expect(try failures(["http://x.org/none"]) { _, _ in false }.isEmpty)
  }

  @Test func `without curl it says so`() {
    let error = #expect(throws: LinkCheckerError.self) {
      try LinkChecker({ _ in "/nowhere" }, progress: { _, _ in true })
    }
    #expect(error?.description.hasPrefix("links are looked up by curl") == true)
  }
}

/// Aliases in texts of YAML.
struct YAMLAliasTests {
  @Test(arguments: [
    ("a: &x 1\nb: *x\n", "x", 2, 4), ("*y\n&y", "y", 1, 1), ("[&a1 1, *a1]", "a1", 1, 9),
    ("é: &é 1\nb: &z-_9 2\nc: *z-_9", "z-_9", 3, 4),
  ])
  func `the first is told with its place`(text: String, name: String, line: Int, column: Int) {
    let alias = YAMLAlias(in: Array(text.utf8))
    #expect(alias?.name == name && alias?.line == line && alias?.column == column)
  }

  @Test(arguments: [
    "", "&", "*", "a: 1", "a: &x 1", "a: *x", "a: & x\nb: * x", "a: &x 1\nb: *y", "*.md & more",
    "a: &", "a: *",
  ])
  func `a text without both marks before one word has none`(text: String) {
    #expect(YAMLAlias(in: Array(text.utf8)) == nil)
  }
}

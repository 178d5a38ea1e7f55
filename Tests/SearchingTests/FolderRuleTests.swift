import Foundation
import TestSupport
import Testing

/// A search runs one way: an index knows no query, and a query not how it is run.
struct FolderRuleTests {
  /// The text of the files of a folder of `Searching` without comments and strings.
  private static func code(_ folder: String) throws -> String {
    let path = repositoryFile("Sources/Searching/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(atPath: path).filter {
      $0.hasSuffix(".swift")
    }
    try #require(!files.isEmpty)
    return try files.map { try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }
      .joined(separator: "\n")
      .replacing(/\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/, with: "")
  }

  /// The types that a folder declares for others.
  private static func types(_ folder: String) throws -> Set<String> {
    let declaration =
      /(?:^|\n)(?:package |public |final |indirect |@\w+ )*(?:struct|class|enum|protocol|actor) ([A-Z]\w*)/
    return Set(try code(folder).matches(of: declaration).map { String($0.1) })
  }

  @Test(arguments: [("Index", ["Query", "Execution"]), ("Query", ["Execution"])])
  func `a folder names no type of one that comes after it`(folder: String, later: [String]) throws {
    let named = Set(try Self.code(folder).matches(of: /\b[A-Z]\w*/).map { String($0.0) })
    #expect(named.contains("Segment"))
    for other in later {
      let types = try Self.types(other)
      #expect(types.count > 3)
      #expect(types.intersection(named) == [], "\(folder) → \(other)")
    }
  }
}

import Foundation
import TestSupport
import Testing

/// What the sources of the program may import: it is arguments, terminal and printing around the engine.
struct ImportRuleTests {
  private static let libraries: Set<String> = [
    "Cataloging", "Documents", "JSONCoding", "Journaling", "Knowledge", "MappedStorage", "Matching",
    "Model", "Retagging", "Searching", "Tagging", "Taxonomy", "TextAnalysis", "XMLReading",
  ]

  @Test func `the program imports the engine and none of the libraries below it`() throws {
    let folder = repositoryFile("Sources/parlance")
    let files = try #require(FileManager.default.enumerator(atPath: folder))
    var found: [String: Set<String>] = [:]
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let modules = text.split(separator: "\n").compactMap { line -> String? in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index < 3 else { return nil }
        return words.last.flatMap { $0.split(separator: ".").first.map(String.init) }
      }
      let libraries = Self.libraries.intersection(modules)
      if !libraries.isEmpty { found[file] = libraries }
    }
    #expect(found == [:])
  }
}

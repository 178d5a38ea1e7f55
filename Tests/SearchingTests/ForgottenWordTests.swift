import Foundation
import Model
import RandomNumbers
import TestSupport
import Testing
import TextAnalysis

@testable import Searching

/// What is left of the words of documents that are gone: nothing, though other forms of their stems are there.
struct ForgottenWordTests {
  private struct Word: Hashable {
    var text: String
    var stem: String
  }

  /// The words of a dictionary of all segments, with their counts.
  private static func words(
    _ folder: String, _ dictionary: KeyPath<Segment, WordDictionary>
  ) throws -> [Word: Int] {
    var result: [Word: Int] = [:]
    for segment in try SearchIndex(folder: folder).segments {
      let words = segment[keyPath: dictionary]
      let stems = segment.postings(.text).terms
      for ordinal in 0..<words.count {
        let record = try words.record(ordinal, stems: stems.count)
        let word = Word(
          text: try words.terms.string(of: ordinal), stem: try stems.string(of: Int(record.stem)))
        result[word, default: 0] += Int(record.count)
      }
    }
    return result
  }

  private static let forms = [
    "archive", "archives", "archived", "archiving", "vault", "vaults", "vaulted", "Größe", "Größen",
    "Grosse", "grün", "grüne", "gruen", "Turm", "Türme", "Türmen", "Kündigungsfrist",
    "Kündigungsfristen", "Kundigungsfrist", "Hafenmauer", "Hafenmauern",
  ]

  private static func document(_ number: Int, _ generator: inout SeededGenerator) -> IndexDocument {
    func text(_ count: Int) -> String {
      (0..<count).compactMap { _ in forms.randomElement(using: &generator) }.joined(separator: " ")
    }
    var document = IndexDocument(
      id: "d\(number)", path: "\(text(1))/\(text(2)).txt", title: text(1), headings: [text(1)],
      text: text(5), language: Bool.random(using: &generator) ? "de" : "en")
    document.properties[.author] = [text(1)]
    document.properties[.keyword] = Array(Set([text(1), text(1)]))
    return document
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `an index of which documents went has the words of one that never had them`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    var documents = (0..<40).map { Self.document($0, &generator) }
    try withTemporaryFolder { folder in
      // In several segments, of which some are merged, some written anew.
      for part in 0..<4 {
        try makeIndex(Array(documents[part * 10..<part * 10 + 10]), in: folder + "/changed")
      }
      var writer = try IndexWriter(folder: folder + "/changed")
      for number in (0..<40).reversed() where Int.random(in: 0..<3, using: &generator) > 0 {
        if Bool.random(using: &generator) {
          documents[number] = Self.document(number, &generator)
          try writer.add(documents[number])
          documents[number].id = "d\(number)"
        } else {
          try writer.remove(id: "d\(number)")
          documents.remove(at: number)
        }
      }
      try writer.commit()
      try makeIndex(documents, in: folder + "/new")
      let surfaces = try Self.words(folder + "/new", \.surfaces)
      #expect(try Self.words(folder + "/changed", \.surfaces) == surfaces)
      // Of the spelled-out words, stems and those that a form that is left may be spelled as stay.
      let spellings = Set(try Self.words(folder + "/new", \.spellings).keys)
      let known = Set(try Self.words(folder + "/changed", \.spellings).keys)
      #expect(known.isSuperset(of: spellings))
      let stems = ["gruen", "groess", "tuerm"]
      for word in known.subtracting(spellings) where !stems.contains(word.text) {
        let isOfAnother = surfaces.keys.contains { surface in
          surface.stem == word.stem
            && SpelledOut.may(Array(surface.text.utf8), beSpelled: Array(word.text.utf8))
        }
        #expect(isOfAnother, "\(word)")
      }
      let compounds = Set(try Self.words(folder + "/changed", \.compounds).keys)
      #expect(compounds.isSuperset(of: try Self.words(folder + "/new", \.compounds).keys))
      #expect(compounds.isSubset(of: Set(surfaces.keys).union(known)))
    }
  }

  @Test func `a form that one document alone had is neither proposed nor kept when that goes`()
    throws
  {
    try withTemporaryFolder { folder in
      let documents = [
        IndexDocument(id: "1", text: "we archive mail and vault it", language: "en"),
        IndexDocument(id: "2", text: "Türme und Kündigungsfristen", language: "de"),
        IndexDocument(id: "3", text: "Turm und Kündigungsfrist", language: "de"),
        IndexDocument(id: "4", text: "archiving is vaulting", language: "en"),
      ]
      try makeIndex(documents, in: folder)
      func suggestions() throws -> [String] {
        var request = SearchRequest("archivingg")
        request.isLiteral = true
        return try SearchIndex(folder: folder).search(request).suggestions
      }
      #expect(try suggestions().contains("archiving"))
      var writer = try IndexWriter(folder: folder)
      for id in ["2", "4"] { try writer.remove(id: id) }
      try writer.commit()
      #expect(try !suggestions().contains("archiving"))
      for (dictionary, there, gone) in [
        (\Segment.surfaces, ["archive", "turm"], ["archiving", "turme", "kundigungsfristen"]),
        (\Segment.spellings, ["kuendigungsfrist"], ["tuerme", "kuendigungsfristen"]),
        (
          \Segment.compounds, ["kundigungsfrist", "kuendigungsfrist"],
          ["kundigungsfristen", "kuendigungsfristen"]
        ),
      ] {
        let words = Set(try Self.words(folder, dictionary).keys.map(\.text))
        #expect(words.isSuperset(of: there), "\(words)")
        #expect(words.isDisjoint(with: gone), "\(words)")
      }
      let bytes = try FileManager.default.contentsOfDirectory(atPath: folder)
        .map { try Data(contentsOf: URL(filePath: "\(folder)/\($0)")) }
      #expect(!bytes.contains { $0.range(of: Data("archiving".utf8)) != nil })
    }
  }

  @Test(arguments: [
    ("grosse", "groesse", true), ("grosse", "grosse", true), ("ohr", "oehr", true),
    ("asa", "aasae", true), ("groesse", "grosse", false), ("turm", "tuerme", false),
    ("turme", "tuerm", false), ("", "", true), ("e", "ee", false),
  ])
  func `letters stand with the one that is for their dots`(
    folded: String, word: String, may: Bool
  ) {
    #expect(SpelledOut.may(Array(folded.utf8), beSpelled: Array(word.utf8)) == may)
  }

  @Test(arguments: ["Türme", "Größe", "Ålesund", "Søren", "Bjørnøya", "A\u{308}pfel", "mäßig"])
  func `whatever is spelled out may be a spelling of what it is folded to`(word: String) throws {
    let spelled = try #require(SpelledOut.form(of: Array(word.utf8)))
    let folded = Analyzer.fold(word)
    #expect(SpelledOut.may(Array(folded.utf8), beSpelled: Array(spelled.utf8)))
  }
}

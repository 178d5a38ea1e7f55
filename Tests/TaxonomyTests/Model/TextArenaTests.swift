import Foundation
import MappedStorage
import System
import TestSupport
import Testing

@testable import Taxonomy

struct TextArenaTests {
  @Test func `strings of all pieces are found again`() {
    var arena = TextArena()
    var texts: [(StringReference, String)] = []
    func add(_ text: String) {
      texts.append((arena.append(Array(text.utf8).span), text))
    }
    add("first")
    for round in 0..<4 {
      let piece = [UInt8](repeating: UInt8(97 + round), count: (round + 1) << 19)
      let start = UInt32(arena.count)
      arena.append(piece: piece)
      let end = StringReference(offset: start + UInt32(piece.count) - 3, length: 3)
      texts.append((end, String(repeating: Character(UnicodeScalar(piece[0])), count: 3)))
      add("round \(round)")
      add("")
    }
    #expect(arena.pieces.count > 2)
    for (reference, text) in texts { #expect(arena.string(reference) == text) }
    #expect(arena.isSame(texts[0].0, texts[0].0))
    #expect(!arena.isSame(texts[0].0, texts[2].0))
  }

  @Test func `a snapshot whose text is written early is that compiled in memory`() throws {
    var body = ""
    for number in 0..<4_000 {
      body += "<skos:Concept rdf:about='c\(number)'><skos:prefLabel xml:lang='en'>c\(number)"
      body += "</skos:prefLabel><skos:definition>\(String(repeating: "text ", count: 120))"
      body += "</skos:definition></skos:Concept>\n"
    }
    func builder() throws -> VocabularyBuilder {
      try VocabularyFormat.skos.read(
        XMLInput(path: "test.rdf", bytes: skosDocument(body)), into: VocabularyBuilder())
    }
    #expect(try !builder().text.pieces.isEmpty)
    let (bytes, _) = try builder().compile()
    try withTemporaryFolder { folder in
      _ = try builder().compile(to: folder + "/snapshot")
      #expect(try MappedBytes.contents(of: folder + "/snapshot") == bytes)
      struct Refusal: Error {}
      #expect(throws: Refusal.self) {
        try builder().compile(to: folder + "/other") { _ in throw Refusal() }
      }
      let folderURL = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(folderURL == ["snapshot"])
    }
  }
}

import Foundation
import MappedStorage
import RandomNumbers
import System
import TestSupport
import Testing

@testable import Searching

struct IndexDamageTests {
  @Test func `a segment or a manifest cut at any length is refused`() throws {
    let corpus = RandomCorpus(count: 12, seed: 41)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.hasSuffix(".seg") {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
        for length in 0..<bytes.count {
          #expect(throws: IndexError.self) {
            try Segment(
              MappedBytes(Array(bytes[..<length])), name: name, path: name, live: nil)
          }
        }
      }
      let url = URL(fileURLWithPath: "\(folder)/\(Manifest.name)")
      let manifest = try Data(contentsOf: url)
      for length in 0..<manifest.count {
        try manifest.prefix(length).write(to: url)
        #expect(throws: IndexError.self) { try SearchIndex(folder: folder) }
      }
    }
  }

  @Test(arguments: [UInt64(51), 52, 53])
  func `a list of live documents with any bit changed is refused or changes nothing`(
    seed: UInt64
  ) throws {
    let corpus = RandomCorpus(count: 90, seed: seed)
    var generator = SeededGenerator(seed: seed)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      var writer = try IndexWriter(folder: folder)
      for document in corpus.documents.prefix(20) { try writer.remove(id: document.id) }
      try writer.commit()
      let right = try SearchIndex(folder: folder).search(SearchRequest("vault")).total
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.hasSuffix(".live") || name == Manifest.name {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        let sound = try Data(contentsOf: url)
        for _ in 0..<60 {
          var bytes = sound
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^=
            1 << UInt8.random(in: 0..<8, using: &generator)
          try bytes.write(to: url)
          do {
            #expect(try SearchIndex(folder: folder).search(SearchRequest("vault")).total == right)
          } catch is IndexError {}
        }
        try sound.write(to: url)
      }
    }
  }

  @Test func `one writer at a time, and a reader sees the commit before`() throws {
    let corpus = RandomCorpus(count: 40, seed: 61)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      var writer = try IndexWriter(folder: folder)
      #expect(throws: IndexError.busy(path: folder)) {
        try IndexLock(folder: folder, patience: 0.05)
      }
      try writer.add(IndexDocument(id: "new", text: "unheard"))
      #expect(try SearchIndex(folder: folder).documentCount == 40)
      try writer.commit()
      #expect(try SearchIndex(folder: folder).documentCount == 41)
    }
  }
}

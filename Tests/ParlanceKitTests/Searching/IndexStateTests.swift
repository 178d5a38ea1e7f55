import Foundation
import RandomNumbers
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// What an index was made from, as it is kept beside it.
struct IndexStateTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/state" }

  init() throws { folder = try TemporaryFolder() }

  private func state(_ numbers: inout SeededGenerator) -> IndexState {
    var state = IndexState()
    state.revision = Int64(numbers.next(below: 1000))
    state.stamp = CatalogStamp((0..<4).map { _ in Int64(bitPattern: numbers.next()) })
    state.hasPipedDocuments = numbers.next(below: 2) == 0
    state.exports = (0..<numbers.next(below: 4)).map { "/exports/é \($0).jsonl" }
    for _ in 0..<numbers.next(below: 30) {
      let names = ["", "a", "/share/é", String(repeating: "x", count: 300)]
      state.identifiers[Int64(bitPattern: numbers.next())] = names[numbers.next(below: 4)]
    }
    return state
  }

  @Test(arguments: 1...5) func `what is written is read back, with identifiers or without`(
    seed: UInt64
  ) throws {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var state = state(&numbers)
      try state.write(to: path)
      #expect(try IndexState(withIdentifiersOf: path) == state)
      #expect(try IndexState.stamp(of: path) == state.stamp)
      state.identifiers = [:]
      #expect(try IndexState(contentsOf: path) == state)
    }
  }

  @Test func `a flipped bit is damage, or changes nothing`() throws {
    var numbers = SeededGenerator(seed: 9)
    var state = state(&numbers)
    state.identifiers[1] = "a"
    try state.write(to: path)
    let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 1 << UInt8(place % 8)
      try folder.write("state", bytes)
      let read = try? IndexState(withIdentifiersOf: path)
      #expect(read == nil || read == state, "at \(place)")
    }
    for length in whole.indices {
      try folder.write("state", whole[..<length])
      #expect(throws: StorageError.self) { try IndexState(withIdentifiersOf: path) }
    }
  }

  @Test func `the stamp of a catalog changes with the file and its log, and an empty log is none`()
    throws
  {
    let catalog = "\(folder.path)/c.sqlite"
    #expect(!CatalogStamp(path: catalog).hasCatalog)
    try folder.write("c.sqlite", "one")
    let first = CatalogStamp(path: catalog)
    #expect(first.hasCatalog && CatalogStamp(path: catalog) == first)
    try folder.write("c.sqlite-wal", "")
    #expect(CatalogStamp(path: catalog) == first)
    try folder.write("c.sqlite-wal", "log")
    #expect(CatalogStamp(path: catalog) != first)
    try FileManager.default.removeItem(atPath: catalog + "-wal")
    #expect(CatalogStamp(path: catalog) == first)
    try folder.write("c.sqlite", "longer")
    #expect(CatalogStamp(path: catalog) != first)
  }
}

/// Large compiled files, compared with their checksums once for each state of them.
struct VerifiedFilesTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/large" }

  init() throws { folder = try TemporaryFolder() }

  /// How the file was opened: whether it was said to be compared already.
  private func isVerified() throws -> Bool {
    try VerifiedFiles.open(path) { _, isVerified in isVerified }
  }

  @Test func `a small file is compared each time`() throws {
    try folder.write("large", [UInt8](repeating: 1, count: 256 << 10))
    #expect(try !isVerified())
    #expect(try !isVerified())
    #expect(!FileManager.default.fileExists(atPath: path + ".verified"))
  }

  @Test func `a large one is compared once, and again when it changed`() throws {
    let bytes = [UInt8](repeating: 1, count: (256 << 10) + 1)
    try folder.write("large", bytes)
    #expect(try !isVerified())
    #expect(try isVerified())
    // Times tell as well, but two changes of one moment may have the same.
    try folder.write("large", bytes + [1])
    #expect(try !isVerified())
    #expect(try isVerified())
    try folder.write("large.verified", "nonsense\n")
    #expect(try !isVerified())
  }

  @Test func `what does not open is not noted as compared`() throws {
    try folder.write("large", [UInt8](repeating: 1, count: (256 << 10) + 1))
    #expect(throws: CocoaError.self) {
      try VerifiedFiles.open(path) { _, _ -> Bool in throw CocoaError(.fileReadCorruptFile) }
    }
    #expect(try !isVerified())
  }

  @Test func `a file that is not there is opened as such`() throws {
    #expect(try !isVerified())
  }
}

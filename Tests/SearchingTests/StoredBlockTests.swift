import MappedStorage
import RandomNumbers
import System
import Testing

@testable import Searching

/// Stored text that is decompressed as far as somebody reads.
struct StoredBlockTests {
  private func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8(97 + random.next(below: 7)) }
  }

  /// A block of a file that holds the compressed bytes, less `cut` of them.
  private func block(_ bytes: [UInt8], length: Int? = nil, cut: Int = 0) throws -> StoredBlock {
    var compressed: [UInt8] = []
    StoredBlock.append(bytes, to: &compressed)
    compressed.removeLast(min(cut, compressed.count))
    let owner = MappedBytes(compressed)
    let array = try #require(MappedArray<UInt8>(owner, byteOffset: 0, count: compressed.count))
    return StoredBlock(number: 3, array, length: length ?? bytes.count)
  }

  @Test(arguments: [1, 1023, 1024, 1025, 8192, 100_000])
  func `what was stored comes back, whole or piece by piece`(count: Int) throws {
    let bytes = bytes(count)
    let whole = try block(bytes)
    whole.inflate(to: count)
    #expect(whole.count == count && whole.bytes == bytes && whole.number == 3)
    let pieces = try block(bytes)
    for end in stride(from: 1, through: count + 700, by: 700) {
      pieces.inflate(to: min(end, count))
      #expect(pieces.count >= min(end, count))
      #expect(pieces.bytes[..<pieces.count] == bytes[..<pieces.count])
    }
    pieces.inflate(to: count)
    #expect(pieces.bytes == bytes)
  }

  @Test func `a kilobyte comes at least, and no more than there is`() throws {
    let block = try block(bytes(5000))
    #expect(block.count == 0 && block.bytes.allSatisfy { $0 == 0 })
    block.inflate(to: 1)
    #expect(block.count == 1024)
    block.inflate(to: 700)
    #expect(block.count == 1024, "it is there already")
    block.inflate(to: 1025)
    #expect(block.count == 2048)
    block.inflate(to: .max)
    #expect(block.count == 5000)
    block.inflate(to: .max)
    #expect(block.count == 5000)
  }

  @Test(arguments: [0, -1, Int.min]) func `nothing comes where nothing is wanted`(end: Int) throws {
    let block = try block(bytes(100))
    block.inflate(to: end)
    #expect(block.count == 0)
  }

  @Test(arguments: 1...40) func `a stream that is cut off gives what it has`(cut: Int) throws {
    let bytes = bytes(3000, seed: 9)
    let block = try block(bytes, cut: cut * 20)
    block.inflate(to: 3000)
    #expect(block.count < 3000)
    #expect(block.bytes[..<block.count] == bytes[..<block.count])
  }

  @Test func `a stream that is shorter or longer than its block gives as much as there is`() throws
  {
    let short = try block(bytes(100), length: 5000)
    short.inflate(to: 5000)
    #expect(short.count == 100)
    let long = try block(bytes(5000), length: 100)
    long.inflate(to: 5000)
    #expect(long.count == 100 && long.bytes == Array(bytes(5000)[..<100]))
  }
}

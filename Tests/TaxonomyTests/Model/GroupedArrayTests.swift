import MappedStorage
import System
import Testing

@testable import Taxonomy

/// Lists in one array: offsets that a damaged file holds are refused before they are followed.
struct GroupedArrayTests {
  private func mapped(_ numbers: [UInt32]) throws -> MappedArray<UInt32> {
    let bytes = numbers.flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    return try #require(MappedArray(MappedBytes(bytes), byteOffset: 0, count: numbers.count))
  }

  private func lists(
    _ elements: [UInt32], _ offsets: [UInt32], owners: Int
  ) throws -> GroupedArray<UInt32>? {
    GroupedArray(elements: try mapped(elements), offsets: try mapped(offsets), owners: owners)
  }

  @Test func `each owner has its part, which may be empty`() throws {
    let lists = try #require(try lists([7, 8, 9], [0, 2, 2, 3], owners: 3))
    #expect((0..<3).map { Array(lists[$0]) } == [[7, 8], [], [9]])
    #expect((0..<3).map { lists.count(of: $0) } == [2, 0, 1])
    #expect((0..<3).map { lists.start(of: $0) } == [0, 2, 2])
    #expect(lists.isSound { $0 < 10 })
    #expect(!lists.isSound { $0 < 9 })
  }

  @Test(
    arguments: [
      ([7], [0], 1), ([7], [0, 1, 1], 1), ([7], [1, 1], 1), ([7, 8], [0, 1], 1), ([7], [0, 2], 1),
      ([7], [0, .max], 1), ([], [], 0), ([], [0, 0], 0),
    ] as [([UInt32], [UInt32], Int)])
  func `offsets that do not fit owners and elements are none`(
    elements: [UInt32], offsets: [UInt32], owners: Int
  ) throws {
    #expect(try lists(elements, offsets, owners: owners) == nil)
  }

  @Test func `a list that ends before it begins is unsound`() throws {
    let lists = try #require(try lists([7, 8], [0, 2, 1, 2], owners: 3))
    #expect(!lists.isSound { _ in true })
  }

  @Test func `no owners have no elements`() throws {
    let lists = try #require(try lists([], [0], owners: 0))
    #expect(lists.elementCount == 0)
    #expect(lists.isSound { _ in false })
  }

  @Test func `an index of entities knows those that were given one, however far apart`() {
    var index = EntityIndex()
    #expect(index[0] == nil)
    #expect(index[.max] == nil)
    index[5] = 0
    index[0] = 7
    index[70_000] = 3
    #expect([0, 5, 70_000].map { index[$0] } == [7, 0, 3])
    #expect([1, 4, 6, 69_999, 70_001].allSatisfy { index[$0] == nil })
    index[5] = nil
    index[9] = nil
    #expect(index[5] == nil)
    #expect(index[70_000] == 3)
  }
}

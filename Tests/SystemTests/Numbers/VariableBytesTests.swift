import RandomNumbers
import Testing

@testable import System

struct VariableBytesTests {
  @Test func `numbers of every length come back`() {
    let numbers = (0..<64).flatMap { [UInt64(1) << $0, (UInt64(1) << $0) &- 1] } + [.max]
    var bytes: [UInt8] = []
    for number in numbers { VariableBytes.append(number, to: &bytes) }
    var offset = 0
    for number in numbers {
      #expect(VariableBytes.read(bytes, &offset, as: UInt64.self) == number)
    }
    #expect(offset == bytes.count)
    #expect(VariableBytes.read(bytes, &offset, as: UInt64.self) == nil)
  }

  @Test func `a number that is cut off, or longer than any, is none`() {
    var offset = 0
    #expect(VariableBytes.read([0x80, 0x80], &offset) == nil)
    offset = 0
    #expect(VariableBytes.read([UInt8](repeating: 0xFF, count: 20), &offset) == nil)
    #expect(offset == VariableBytes.longest)
    offset = 9
    #expect(VariableBytes.read([1, 2], &offset) == nil)
  }
}

struct PartitioningTests {
  @Test func `the second part begins where a scan finds it`() {
    var numbers = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let count = numbers.next(below: 20)
      let sorted = (0..<count).map { _ in numbers.next(below: 9) }.sorted()
      let goal = numbers.next(below: 10)
      let scanned = sorted.firstIndex { $0 >= goal } ?? count
      #expect(sorted.indices.partitioningIndex { sorted[$0] >= goal } == scanned)
    }
    #expect((3..<3).partitioningIndex { _ in true } == 3)
    #expect((0..<Int.max).partitioningIndex { $0 >= Int.max - 2 } == Int.max - 2)
  }

  @Test func `an error ends the search`() {
    struct Broken: Error {}
    #expect(throws: Broken.self) {
      try (0..<9).partitioningIndex { _ -> Bool in throw Broken() }
    }
  }
}

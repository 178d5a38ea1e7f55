import CPostings
import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// Windows of sums and marks, with each kind of vector instructions that this processor has.
@Suite(.serialized) struct WindowTests {
  private static let size = SegmentMatcher.windowSize

  /// Which slots of a window are hits, from none to all.
  private static let shares = [0, 1, 40, 400, 4_000, size]

  private static func slots(_ share: Int, _ generator: inout SeededGenerator) -> [Int] {
    (0..<size).filter { _ in Int.random(in: 0..<size, using: &generator) < share }
  }

  /// Calls `body` with each level, and allows all instructions again.
  func forEachLevel(_ body: (Int32) throws -> Void) rethrows {
    defer { parlance_limit_vectors(PARLANCE_VECTORS_AVX512) }
    let best = parlance_vector_level()
    for level in PARLANCE_VECTORS_NONE...PARLANCE_VECTORS_AVX512 where level <= best {
      parlance_limit_vectors(level)
      #expect(parlance_vector_level() == level)
      try body(level)
    }
  }

  @Test func `all kinds of instructions list the same sums, and leave none`() {
    forEachLevel { level in
      var generator = SeededGenerator(seed: 11)
      let window = Window(size: Self.size)
      let batch = HitBatch(capacity: Self.size)
      for share in Self.shares {
        let slots = Self.slots(share, &generator)
        for slot in slots { unsafe window.sums[slot] = Float(slot) + 0.5 }
        window.drain(into: batch, start: 70_000, isDense: true)
        #expect(batch.count == slots.count, "level \(level), \(share)")
        for (place, slot) in zip(0..<batch.count, slots) {
          #expect(batch.document(at: place) == UInt32(70_000 + slot))
          #expect(unsafe batch.scores[place] == Float(slot) + 0.5)
        }
        window.drain(into: batch, start: 0, isDense: true)
        #expect(batch.count == 0, "level \(level), \(share): the window is empty afterwards")
      }
    }
  }

  @Test func `all kinds of instructions list the same marks, and leave none`() {
    forEachLevel { level in
      var generator = SeededGenerator(seed: 13)
      let window = MarkedWindow(size: Self.size)
      let batch = HitBatch(capacity: Self.size)
      for share in Self.shares {
        let slots = Self.slots(share, &generator)
        for slot in slots { unsafe window.marks[slot] = 1 }
        window.drain(into: batch, start: 8_192)
        let documents = (0..<batch.count).map { Int(batch.document(at: $0)) - 8_192 }
        #expect(documents == slots, "level \(level), \(share)")
        window.drain(into: batch, start: 0)
        #expect(batch.count == 0, "level \(level), \(share): the window is empty afterwards")
      }
    }
  }

  @Test func `all kinds of instructions find the same parts of words`() {
    var generator = SeededGenerator(seed: 17)
    // Few letters, so that parts begin everywhere and mostly end otherwise.
    let words = (0..<3_000).map { _ in UInt8.random(in: 97...99, using: &generator) }
    let parts = (0..<60).map { _ -> [UInt8] in
      let start = Int.random(in: 0..<words.count - 40, using: &generator)
      return Array(words[start..<start + Int.random(in: 1...40, using: &generator)])
    }
    forEachLevel { level in
      for part in parts + [Array("abcd".utf8), Array(repeating: 97, count: 3_001)] {
        let ends = max(0, words.count - part.count + 1)
        let expected = (0..<ends).filter { words[$0..<$0 + part.count].elementsEqual(part) }
        var found: [Int] = []
        var next = unsafe parlance_next_part(words, 0, words.count, part, part.count)
        while next < words.count {
          found.append(next)
          next = unsafe parlance_next_part(words, next + 1, words.count, part, part.count)
        }
        #expect(found == expected, "level \(level), \(part.count) bytes")
      }
    }
  }
}

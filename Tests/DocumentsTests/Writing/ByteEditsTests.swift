import RandomNumbers
import Testing

@testable import Documents

struct ByteEditsTests {
  @Test(arguments: 1...20)
  func `random edits equal a naive replacement, and their inverse leads back`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let old = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
      UInt8.random(in: 97...100, using: &numbers)
    }
    var edits = ByteEdits()
    var pieces: [(Range<Int>, [UInt8])] = []
    var position = 0
    while position < old.count {
      let start = position + Int.random(in: 0...8, using: &numbers)
      let end = min(old.count, start + Int.random(in: 0...4, using: &numbers))
      guard start <= end else { break }
      let new = (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
        UInt8.random(in: 97...100, using: &numbers)
      }
      pieces.append((start..<end, new))
      position = end + 1
    }
    for piece in pieces.shuffled(using: &numbers) { edits.replace(piece.0, with: piece.1) }
    var naive = old
    for piece in pieces.reversed() { naive.replaceSubrange(piece.0, with: piece.1) }
    #expect(edits.applied(to: old) == naive)
    #expect(edits.inverse(of: old)?.applied(to: naive) == old)
    #expect(edits.inverse(of: old)?.inverse(of: naive)?.applied(to: old) == naive)
    #expect(edits.trimmed(of: old).applied(to: old) == naive)
    #expect(edits.growth == naive.count - old.count)
    #expect(edits.makes(naive, of: old))
    if var other = naive.isEmpty ? nil : naive {
      other[Int.random(in: 0..<other.count, using: &numbers)] = 0
      #expect(!edits.makes(other, of: old))
    }
    #expect(!edits.makes(naive + [0], of: old))
  }

  @Test
  func `overlapping edits and edits outside the bytes do not apply`() {
    var overlapping = ByteEdits(replacing: 0..<3, with: [1])
    overlapping.replace(2..<4, with: [2])
    #expect(overlapping.applied(to: [0, 0, 0, 0]) == nil)
    #expect(ByteEdits(replacing: 3..<9, with: []).applied(to: [0, 0, 0, 0]) == nil)
    #expect(ByteEdits(replacing: 3..<9, with: []).inverse(of: [0, 0, 0, 0]) == nil)
  }

  @Test
  func `an insertion stands before a replacement of the same byte, whichever came first`() {
    var edits = ByteEdits(replacing: 1..<2, with: Array("X".utf8))
    edits.insert(Array("a".utf8), at: 1)
    edits.insert(Array("b".utf8), at: 1)
    #expect(edits.applied(to: Array("0123".utf8)) == Array("0abX23".utf8))
  }
}

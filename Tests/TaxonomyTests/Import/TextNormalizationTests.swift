import RandomNumbers
import System
import Testing

@testable import Taxonomy

struct TextNormalizationTests {
  /// Byte by byte: no control character, no two spaces in a row, none at an end.
  private func isCollapsed(_ bytes: [UInt8]) -> Bool {
    if bytes.first == 0x20 || bytes.last == 0x20 { return false }
    return !bytes.contains { $0 < 0x20 }
      && !zip(bytes, bytes.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
  }

  @Test(arguments: 1...40)
  func `tells collapsed text as a loop over the bytes does`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let odd: [UInt8] = [0x20, 0x20, 0x20, 0x09, 0x1F, 0x21, 0x7F, 0x80, 0xA0, 0xFF, 0x00]
      let bytes = (0..<random.next(below: 40)).map { _ in
        random.next(below: 100) < 15
          ? odd[random.next(below: odd.count)] : UInt8(0x61 + random.next(below: 20))
      }
      let found = TextNormalization.isCollapsed(bytes.span.memory)
      #expect(found == isCollapsed(bytes), "\(bytes)")
    }
  }
}

import System
import Testing

@testable import MappedStorage

struct ChecksumStreamTests {
  @Test(arguments: [0, 1, 7, 31, 32, 33, 63, 64, 65, 200, 1000])
  func `gives the checksum of the whole however the bytes are cut`(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ 7) }
    let whole = Checksum.of(bytes)
    for step in [1, 2, 5, 31, 32, 33, 100] {
      var stream = ChecksumStream()
      for start in stride(from: 0, to: length, by: step) {
        let piece = Array(bytes[start..<min(start + step, length)])
        stream.update(piece.span.memory)
      }
      #expect(stream.value == whole, "\(length) bytes in pieces of \(step)")
      #expect(stream.count == length)
    }
  }

  @Test func `agrees with XXH64 as published`() {
    #expect(Checksum.of([]) == 0xEF46_DB37_51D8_E999)
    #expect(Checksum.of(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
    #expect(Checksum.of(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
  }
}

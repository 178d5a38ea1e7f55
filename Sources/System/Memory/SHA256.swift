/// The SHA-256 of bytes (FIPS 180-4): for what nobody may find other bytes of the same sum.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  private init() {}

  /// The sum in 64 hexadecimal digits.
  ///
  /// - Complexity: O(bytes).
  package static func text(of bytes: [UInt8]) -> String {
    var sum = SHA256()
    var position = 0
    while position + 64 <= bytes.count {
      sum.take(bytes[position..<(position + 64)])
      position += 64
    }
    // Padding (FIPS 180-4, 5.1.1): a bit, zeros, and the number of bits in the last eight bytes.
    var rest = Array(bytes[position...]) + [0x80]
    while rest.count % 64 != 56 { rest.append(0) }
    let bits = UInt64(bytes.count) << 3
    rest += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
    for start in stride(from: 0, to: rest.count, by: 64) { sum.take(rest[start..<(start + 64)]) }
    return sum.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private mutating func take(_ block: ArraySlice<UInt8>) {
    var words = [UInt32](repeating: 0, count: 64)
    for (index, byte) in block.enumerated() {
      words[index / 4] |= UInt32(byte) << UInt32(24 - 8 * (index % 4))
    }
    func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
    for index in 16..<64 {
      let (near, far) = (words[index - 15], words[index - 2])
      let first = turned(near, 7) ^ turned(near, 18) ^ near >> 3
      let second = turned(far, 17) ^ turned(far, 19) ^ far >> 10
      words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
    }
    // FIPS 180-4, 6.2.2, with the working variables a to h one behind the other.
    var now = state
    for index in 0..<64 {
      let (first, fifth) = (now[0], now[4])
      let mixed = turned(fifth, 6) ^ turned(fifth, 11) ^ turned(fifth, 25)
      let chosen = fifth & now[5] ^ ~fifth & now[6]
      let one = now[7] &+ mixed &+ chosen &+ Self.constants[index] &+ words[index]
      let turning = turned(first, 2) ^ turned(first, 13) ^ turned(first, 22)
      let two = turning &+ (first & now[1] ^ first & now[2] ^ now[1] & now[2])
      now = [one &+ two, now[0], now[1], now[2], now[3] &+ one, now[4], now[5], now[6]]
    }
    for index in 0..<8 { state[index] = state[index] &+ now[index] }
  }
}

/// A ZIP archive of parts that are stored as they are, such as a document of Office.
package func storedZip(_ parts: [(name: String, text: String)]) -> [UInt8] {
  func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
  for (name, text) in parts {
    let (name, content) = (Array(name.utf8), Array(text.utf8))
    let facts =
      number(20, 2) + number(0, 2) + number(0, 2) + number(0x5A21_0000, 4)
      + number(Int(checksum(content)), 4) + number(content.count, 4) + number(content.count, 4)
      + number(name.count, 2) + number(0, 2)
    directory +=
      [0x50, 0x4B, 1, 2] + number(20, 2) + facts + number(0, 2) + number(0, 2) + number(0, 2)
      + number(0, 4) + number(bytes.count, 4) + name
    bytes += [0x50, 0x4B, 3, 4] + facts + name + content
  }
  return bytes + directory + [0x50, 0x4B, 5, 6] + number(0, 4) + number(parts.count, 2)
    + number(parts.count, 2) + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
}

/// The CRC-32 of ZIP (ISO 3309), bit by bit.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
      sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
    }
  }
}

/// UTF-16 in bytes, to UTF-8 and back without loss.
enum UTF16Text {
  /// The UTF-8 of UTF-16 bytes, a byte order mark included; `nil` if they are not valid UTF-16.
  static func utf8(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 2).map { index -> UInt16 in
      let high = UInt16(bytes[bigEndian ? index : index + 1])
      let low = UInt16(bytes[bigEndian ? index + 1 : index])
      return high << 8 | low
    }
    guard let text = String(validating: units, as: UTF16.self) else { return nil }
    return Array(text.utf8)
  }

  /// The UTF-16 of UTF-8 bytes.
  static func utf16(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      let high = UInt8(unit >> 8)
      let low = UInt8(unit & 0xFF)
      result.append(bigEndian ? high : low)
      result.append(bigEndian ? low : high)
    }
    return result
  }
}

extension StringProtocol {
  /// The first place of `needle`, compared by Unicode scalars.
  func range(ofText needle: String) -> Range<Index>? {
    let scalars = unicodeScalars
    let wanted = Array(needle.unicodeScalars)
    guard let first = wanted.first else { return nil }
    var start = scalars.startIndex
    while let candidate = scalars[start...].firstIndex(of: first) {
      var end = candidate
      var matched = 0
      while matched < wanted.count, end < scalars.endIndex, scalars[end] == wanted[matched] {
        end = scalars.index(after: end)
        matched += 1
      }
      if matched == wanted.count { return candidate..<end }
      start = scalars.index(after: candidate)
    }
    return nil
  }
}

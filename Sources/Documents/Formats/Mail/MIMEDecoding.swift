internal import System

/// The transfer encodings of mail.
enum MIMEDecoding {
  /// Base64; everything that is not a digit of it is passed over, and `=` ends it.
  static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      // The alphabet for URLs (RFC 4648) has other signs for the same two digits.
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="):
        count = 0
        continue
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      count += 1
      if count == 2 { result.append(UInt8(truncatingIfNeeded: bits >> 4)) }
      if count == 3 { result.append(UInt8(truncatingIfNeeded: bits >> 2)) }
      if count == 4 {
        result.append(UInt8(truncatingIfNeeded: bits))
        count = 0
      }
    }
    return result
  }

  /// Quoted-printable; in headers `_` is a blank.
  static func quotedPrintable(_ bytes: ArraySlice<UInt8>, isHeader: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "_") && isHeader {
        result.append(0x20)
      } else if byte == UInt8(ascii: "=") {
        if index + 1 < bytes.endIndex,
          let value = UInt8(hexadecimal: bytes[index], bytes[index + 1])
        {
          result.append(value)
          index += 2
        } else if let end = softBreak(bytes, index) {
          index = end
        } else {
          result.append(byte)
        }
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func softBreak(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
    var index = start
    while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 9 || bytes[index] == 13 {
      index += 1
    }
    guard index < bytes.endIndex else { return index }
    return bytes[index] == 10 ? index + 1 : nil
  }
}

/// Turns UTF-16 into UTF-8 piece by piece, so that the parser and its guards see one form only.
///
/// Everything else is passed through: UTF-8 as it is, single-byte and East Asian encodings for
/// libxml2 to convert by their declaration.
struct XMLTranscoder {
  /// How the document's bytes are to be read.
  enum Form: Equatable {
    case asDeclared
    case utf16(bigEndian: Bool)
    case unsupported(String)

    /// The form that a document with these first bytes has, with or without a mark.
    init(head: [UInt8]) {
      // A shorter document is filled up with what is part of no mark.
      let bytes = head + [UInt8](repeating: 1, count: max(0, 4 - head.count))
      // The longer marks first: that of UTF-32 begins as that of UTF-16 does.
      switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
      case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF), (0x3C, 0, 0, 0), (0, 0, 0, 0x3C):
        self = .unsupported("UTF-32")
      case (0x4C, 0x6F, 0xA7, 0x94): self = .unsupported("EBCDIC")
      case (0xFF, 0xFE, _, _): self = .utf16(bigEndian: false)
      case (0xFE, 0xFF, _, _): self = .utf16(bigEndian: true)
      case (0x3C, 0, _, _): self = .utf16(bigEndian: false)
      case (0, 0x3C, _, _): self = .utf16(bigEndian: true)
      default: self = .asDeclared
      }
    }
  }

  private let bigEndian: Bool
  private var pendingByte: UInt8?
  private var pendingHigh: UInt32?
  private var isAtStart = true
  private(set) var output: [UInt8] = []

  init(bigEndian: Bool) {
    self.bigEndian = bigEndian
  }

  /// Converts the next piece into `output`, replacing what was there; false at a lone surrogate.
  mutating func convert(_ bytes: Span<UInt8>) -> Bool {
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(bytes.count * 3 / 2 + 4)
    for index in bytes.indices {
      let byte = bytes[index]
      guard let first = pendingByte else {
        pendingByte = byte
        continue
      }
      pendingByte = nil
      let unit = bigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
      guard append(unit) else { return false }
    }
    return true
  }

  /// Whether the document ended between two characters.
  var isComplete: Bool { pendingByte == nil && pendingHigh == nil }

  private mutating func append(_ unit: UInt32) -> Bool {
    if isAtStart {
      isAtStart = false
      if unit == 0xFEFF { return true }
    }
    if let high = pendingHigh {
      guard (0xDC00...0xDFFF).contains(unit) else { return false }
      pendingHigh = nil
      let scalar = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
      output.append(UInt8(0xF0 | scalar >> 18))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
      return true
    }
    switch unit {
    case 0..<0x80:
      output.append(UInt8(unit))
    case 0x80..<0x800:
      output.append(UInt8(0xC0 | unit >> 6))
      output.append(UInt8(0x80 | unit & 0x3F))
    case 0xD800...0xDBFF:
      pendingHigh = unit
    case 0xDC00...0xDFFF:
      return false
    default:
      output.append(UInt8(0xE0 | unit >> 12))
      output.append(UInt8(0x80 | unit >> 6 & 0x3F))
      output.append(UInt8(0x80 | unit & 0x3F))
    }
    return true
  }
}

/// Which declared encodings are safe to hand to libxml2.
enum XMLEncodingPolicy {
  /// Whether every `<` of a document in this encoding is the byte 0x3C and the other way round,
  /// which the attribute guard relies on; UTF-7, ISO-2022 and EBCDIC are not like that.
  static func isSupported(_ name: String) -> Bool {
    let upper = name.uppercased()
    let whole: Set<String> = [
      "UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII", "LATIN1", "LATIN-1",
      "MACINTOSH", "SHIFT_JIS", "SHIFT-JIS", "SJIS", "CP932", "GBK", "GB2312", "GB18030", "BIG5",
      "BIG5-HKSCS", "CP949", "TIS-620", "HTML", "ISO-LATIN-1",
    ]
    let families = ["ISO-8859-", "ISO8859-", "ISO_8859-", "WINDOWS-125", "CP125", "KOI8-", "EUC-"]
    return whole.contains(upper) || families.contains { upper.hasPrefix($0) }
  }
}

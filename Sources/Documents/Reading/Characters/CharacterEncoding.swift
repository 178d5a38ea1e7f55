internal import Glibc

/// A character encoding that text may be in.
///
/// UTF-8, UTF-16 and Windows-1252 are decoded here; the others by the C library's `iconv`, and only
/// those of the WHATWG encoding standard, as rarer converters have been a way in (CVE-2024-2961).
package struct CharacterEncoding: Hashable, Sendable {
  /// The name as `iconv` and IANA know it, such as `SHIFT_JIS`.
  package let name: String

  private init(_ name: String) { self.name = name }

  /// UTF-8.
  package static let utf8 = CharacterEncoding("UTF-8")
  /// UTF-16, low byte first.
  package static let utf16LittleEndian = CharacterEncoding("UTF-16LE")
  /// UTF-16, high byte first.
  package static let utf16BigEndian = CharacterEncoding("UTF-16BE")
  /// UTF-32, low byte first.
  package static let utf32LittleEndian = CharacterEncoding("UTF-32LE")
  /// UTF-32, high byte first.
  package static let utf32BigEndian = CharacterEncoding("UTF-32BE")
  /// Windows-1252, which contains ISO 8859-1's letters.
  package static let windows1252 = CharacterEncoding("CP1252")
  /// KOI8-R, Cyrillic.
  package static let koi8 = CharacterEncoding("KOI8-R")
  /// Mac OS Roman.
  package static let macRoman = CharacterEncoding("MACINTOSH")

  /// The encoding that a document declares by this label, or `nil` if unknown.
  ///
  /// As in browsers, `iso-8859-1` and `us-ascii` mean Windows-1252.
  package init?(label: some Sequence<UInt8>) {
    var key = ""
    for byte in label {
      switch byte {
      case 0x41...0x5A: key.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case 0x61...0x7A, 0x30...0x39: key.unicodeScalars.append(Unicode.Scalar(byte))
      default: continue
      }
      if key.utf8.count > 32 { return nil }
    }
    guard let name = Self.names[key] else { return nil }
    self.init(name)
  }

  /// The encoding of a Windows code page, as RTF and Outlook name it.
  package init?(codePage: Int) {
    switch codePage {
    case 65001: self = .utf8
    case 1200: self = .utf16LittleEndian
    case 10000: self = .macRoman
    case 437, 850, 852, 858, 866, 874, 932, 936, 949, 950, 1250...1258:
      self.init("CP\(codePage)")
    case 20866: self = .koi8
    case 28591...28606: self.init(label: "iso8859\(codePage - 28590)".utf8)
    default: return nil
    }
  }

  private static let names: [String: String] = {
    var names = [
      "utf8": "UTF-8", "unicode11utf8": "UTF-8", "utf16": "UTF-16LE", "utf16le": "UTF-16LE",
      "utf16be": "UTF-16BE", "ascii": "CP1252", "usascii": "CP1252", "ansix341968": "CP1252",
      "latin1": "CP1252", "l1": "CP1252", "cp819": "CP1252", "iso88591": "CP1252",
      "iso88599": "CP1254", "latin5": "CP1254", "iso885915": "ISO-8859-15",
      "latin9": "ISO-8859-15", "latin2": "ISO-8859-2", "koi8r": "KOI8-R", "koi8": "KOI8-R",
      "koi8u": "KOI8-U", "macintosh": "MACINTOSH", "mac": "MACINTOSH",
      "xmacroman": "MACINTOSH", "macroman": "MACINTOSH", "xmaccyrillic": "MAC-CYRILLIC",
      "shiftjis": "CP932", "sjis": "CP932", "xsjis": "CP932", "windows31j": "CP932",
      "eucjp": "EUC-JP", "xeucjp": "EUC-JP", "iso2022jp": "ISO-2022-JP", "euckr": "CP949",
      "uhc": "CP949",
      "ksc56011987": "CP949", "ksc5601": "CP949", "gb2312": "GBK", "gbk": "GBK", "xgbk": "GBK",
      "gb18030": "GB18030", "big5": "BIG5", "big5hkscs": "BIG5-HKSCS", "tis620": "CP874",
      "iso885911": "CP874", "ibm866": "CP866", "ibm437": "CP437", "ibm850": "CP850",
    ]
    for number in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 16] {
      names["iso8859\(number)"] = "ISO-8859-\(number)"
    }
    for page in Array(1250...1258) + [437, 850, 852, 866, 874, 932, 936, 949, 950] {
      for prefix in ["windows", "cp", "xcp", "ms"] { names["\(prefix)\(page)"] = "CP\(page)" }
    }
    return names
  }()
}

extension CharacterEncoding {
  /// The bytes as UTF-8; what is not a character in this encoding becomes U+FFFD.
  package func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch self {
    case .utf8: Array(String(decoding: bytes, as: UTF8.self).utf8)
    case .utf16LittleEndian: Self.decodeUTF16(bytes, low: 0)
    case .utf16BigEndian: Self.decodeUTF16(bytes, low: 1)
    case .windows1252: Self.decodeWindows1252(bytes)
    default: convert(bytes)
    }
  }

  private static func decodeUTF16(_ bytes: ArraySlice<UInt8>, low: Int) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      units.append(UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func decodeWindows1252(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      guard byte >= 0x80 else {
        result.append(byte)
        continue
      }
      let value = byte < 0xA0 ? windows1252Controls[Int(byte) - 0x80] : UInt16(byte)
      if value < 0x800 {
        result.append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
      } else {
        result.append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
        result.append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
      }
      result.append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    }
    return result
  }

  /// U+0080 to U+009F in Windows-1252, as the WHATWG index has them.
  private static let windows1252Controls: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private func convert(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let converter = unsafe iconv_open("UTF-8", name)
    guard Int(bitPattern: converter) != -1 else { return Self.decodeWindows1252(bytes) }
    defer { unsafe iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output: [UInt8] = []
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    unsafe input.withUnsafeMutableBufferPointer { source in
      var cursor = source.baseAddress
      var left = source.count
      while left > 0 {
        var produced = 0
        var error: Int32 = 0
        unsafe buffer.withUnsafeMutableBufferPointer { target in
          var end = target.baseAddress
          var room = target.count
          if unsafe iconv(converter, &cursor, &left, &end, &room) == Int(bitPattern: UInt.max) {
            error = errno
          }
          produced = target.count - room
        }
        output.append(contentsOf: buffer[..<produced].lazy.map { UInt8(bitPattern: $0) })
        // A byte at a time: a wrong one must not take the characters behind it along.
        if error == EILSEQ || error == EINVAL {
          output += [0xEF, 0xBF, 0xBD]
          unsafe cursor = cursor?.advanced(by: 1)
          left -= 1
        } else if error != 0 && error != E2BIG || error == 0 && left > 0 && produced == 0 {
          return
        }
      }
    }
    return output
  }
}

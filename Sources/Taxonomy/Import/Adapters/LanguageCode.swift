/// Language tags from the codes that other formats use.
enum LanguageCode {
  /// The tag for a code of ISO 639-2, terminological or bibliographic; other codes as they are.
  static func tag(iso639: String) -> String {
    let code = iso639.lowercased()
    // CLDR and Java write `en_GB` where BCP 47 has a hyphen.
    return threeLetterCodes[code] ?? code.map { $0 == "_" ? "-" : String($0) }.joined()
  }

  /// The tag for a Windows language identifier, or `nil`; regions are left out.
  static func tag(lcid: String) -> String? {
    // The lower ten bits are the language, the upper ones the region (MS-LCID 2.2).
    UInt32(lcid).flatMap { regionalLanguages[$0] ?? primaryLanguages[$0 & 0x3FF] }
  }

  /// Languages that only the region tells from another: Serbian and Bosnian from Croatian, and Nynorsk.
  private static let regionalLanguages: [UInt32: String] = [
    0x081A: "sr", 0x0C1A: "sr", 0x181A: "sr", 0x1C1A: "sr", 0x241A: "sr", 0x281A: "sr",
    0x2C1A: "sr", 0x301A: "sr", 0x6C1A: "sr", 0x701A: "sr", 0x7C1A: "sr", 0x141A: "bs",
    0x201A: "bs", 0x641A: "bs", 0x681A: "bs", 0x781A: "bs", 0x0814: "nn", 0x7814: "nn",
  ]

  private static let threeLetterCodes: [String: String] = [
    "bul": "bg", "cat": "ca", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de",
    "ell": "el", "gre": "el", "eng": "en", "spa": "es", "est": "et", "fin": "fi", "fra": "fr",
    "fre": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "isl": "is", "ice": "is", "ita": "it",
    "lit": "lt", "lav": "lv", "mkd": "mk", "mac": "mk", "mlt": "mt", "nld": "nl", "dut": "nl",
    "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "slk": "sk", "slo": "sk",
    "slv": "sl", "sqi": "sq", "alb": "sq", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk",
    "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "heb": "he",
    "hin": "hi", "lat": "la", "eus": "eu", "baq": "eu", "glg": "gl", "cym": "cy", "wel": "cy",
  ]

  private static let primaryLanguages: [UInt32: String] = [
    0x01: "ar", 0x02: "bg", 0x03: "ca", 0x04: "zh", 0x05: "cs", 0x06: "da", 0x07: "de",
    0x08: "el", 0x09: "en", 0x0A: "es", 0x0B: "fi", 0x0C: "fr", 0x0D: "he", 0x0E: "hu",
    0x0F: "is", 0x10: "it", 0x11: "ja", 0x12: "ko", 0x13: "nl", 0x14: "no", 0x15: "pl",
    0x16: "pt", 0x17: "rm", 0x18: "ro", 0x19: "ru", 0x1A: "hr", 0x1B: "sk", 0x1C: "sq",
    0x1D: "sv", 0x1E: "th", 0x1F: "tr", 0x20: "ur", 0x21: "id", 0x22: "uk", 0x23: "be",
    0x24: "sl", 0x25: "et", 0x26: "lv", 0x27: "lt", 0x29: "fa", 0x2A: "vi", 0x2B: "hy",
    0x2D: "eu", 0x2F: "mk", 0x36: "af", 0x37: "ka", 0x39: "hi", 0x3A: "mt", 0x3C: "ga",
    0x3E: "ms", 0x3F: "kk", 0x52: "cy", 0x56: "gl", 0x6E: "lb",
  ]
}

/// Parts of URIs from identifiers of any shape.
enum URISegment {
  /// The identifier with all but unreserved characters of RFC 3986 percent-encoded.
  static func encoded(_ identifier: String) -> String {
    var result: [UInt8] = []
    for byte in identifier.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result.append(contentsOf: ("%" + (digits.utf8.count < 2 ? "0" : "") + digits).utf8)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The identifier if it is an absolute URI, else its encoded form behind `base`.
  static func uri(_ identifier: String, base: String) -> String {
    ParlanceXMLHandler.isAbsolute(identifier) ? identifier : base + encoded(identifier)
  }
}

/// HTML's character references.
enum HTMLEntities {
  /// The character that the reference at `index` (its `&`) means, and where it ends; `nil` if it is
  /// none, and the `&` stands for itself.
  static func decode(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    var position = index + 1
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "#") {
      position += 1
      return numeric(bytes, position)
    }
    let start = position
    // No name of the table is longer.
    while position < bytes.count, position - start < 9, isNameByte(bytes[position]) {
      position += 1
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    let isClosed = position < bytes.count && bytes[position] == UInt8(ascii: ";")
    // Without a semicolon browsers know the names of Latin-1 alone.
    guard let value = named[name], isClosed || value < 0x100, let scalar = Unicode.Scalar(value)
    else { return nil }
    return (scalar, position + (isClosed ? 1 : 0))
  }

  /// Text with all references replaced.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return Array(bytes) }
    let bytes = Array(bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"), let (scalar, end) = decode(bytes, at: index) {
        result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func numeric(_ bytes: [UInt8], _ start: Int) -> (Unicode.Scalar, Int)? {
    var position = start
    var radix: UInt32 = 10
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "x") {
      radix = 16
      position += 1
    }
    var value: UInt32 = 0
    let digits = position
    while position < bytes.count {
      let byte = bytes[position]
      let digit: UInt32
      switch byte {
      case 0x30...0x39: digit = UInt32(byte & 15)
      case 0x41...0x46 where radix == 16, 0x61...0x66 where radix == 16:
        digit = UInt32(byte | 0x20) - 87
      default: digit = 99
      }
      guard digit < radix else { break }
      // Beyond the last character every number is the same to a browser.
      value = min(value * radix + digit, 0x11_0000)
      position += 1
    }
    guard position > digits else { return nil }
    if position < bytes.count, bytes[position] == UInt8(ascii: ";") { position += 1 }
    // Numbers 128 to 159 mean Windows-1252, as browsers take them.
    if (0x80..<0xA0).contains(value),
      let scalar = String(
        decoding: CharacterEncoding.windows1252.decode([UInt8(truncatingIfNeeded: value)]),
        as: UTF8.self
      ).unicodeScalars.first
    {
      return (scalar, position)
    }
    guard value != 0, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", position) }
    return (scalar, position)
  }

  /// The references of HTML 4 and the few of HTML 5 that prose uses.
  private static let named: [String: UInt32] = {
    var table: [String: UInt32] = [
      "amp": 38, "AMP": 38, "lt": 60, "LT": 60, "gt": 62, "GT": 62, "quot": 34, "QUOT": 34,
      "apos": 39, "OElig": 338, "oelig": 339, "Scaron": 352, "scaron": 353, "Yuml": 376,
      "fnof": 402, "circ": 710, "tilde": 732, "ensp": 8194, "emsp": 8195, "thinsp": 8201,
      "zwnj": 8204, "zwj": 8205, "lrm": 8206, "rlm": 8207, "ndash": 8211, "mdash": 8212,
      "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220, "rdquo": 8221, "bdquo": 8222,
      "dagger": 8224, "Dagger": 8225, "bull": 8226, "hellip": 8230, "permil": 8240, "prime": 8242,
      "Prime": 8243, "lsaquo": 8249, "rsaquo": 8250, "oline": 8254, "frasl": 8260, "euro": 8364,
      "image": 8465, "weierp": 8472, "real": 8476, "trade": 8482, "alefsym": 8501, "larr": 8592,
      "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596, "crarr": 8629, "lArr": 8656,
      "uArr": 8657, "rArr": 8658, "dArr": 8659, "hArr": 8660, "forall": 8704, "part": 8706,
      "exist": 8707, "empty": 8709, "nabla": 8711, "isin": 8712, "notin": 8713, "ni": 8715,
      "prod": 8719, "sum": 8721, "minus": 8722, "lowast": 8727, "radic": 8730, "prop": 8733,
      "infin": 8734, "ang": 8736, "and": 8743, "or": 8744, "cap": 8745, "cup": 8746, "int": 8747,
      "there4": 8756, "sim": 8764, "cong": 8773, "asymp": 8776, "ne": 8800, "equiv": 8801,
      "le": 8804, "ge": 8805, "sub": 8834, "sup": 8835, "nsub": 8836, "sube": 8838, "supe": 8839,
      "oplus": 8853, "otimes": 8855, "perp": 8869, "sdot": 8901, "lceil": 8968, "rceil": 8969,
      "lfloor": 8970, "rfloor": 8971, "lang": 9001, "rang": 9002, "loz": 9674, "spades": 9824,
      "clubs": 9827, "hearts": 9829, "diams": 9830, "thetasym": 977, "upsih": 978, "piv": 982,
      "Tab": 9, "NewLine": 10, "excl": 33, "num": 35, "dollar": 36, "percnt": 37, "lpar": 40,
      "rpar": 41, "ast": 42, "plus": 43, "comma": 44, "period": 46, "sol": 47, "colon": 58,
      "semi": 59, "equals": 61, "quest": 63, "commat": 64, "lsqb": 91, "bsol": 92, "rsqb": 93,
      "lowbar": 95, "lcub": 123, "verbar": 124, "rcub": 125, "check": 10003, "star": 9734,
    ]
    let latin = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
      Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
      ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
      szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
      icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
      yacute thorn yuml
      """
    for (offset, name) in latin.split(separator: " ").enumerated() {
      table[String(name)] = UInt32(160 + offset)
    }
    let greek = """
      Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma \
      Tau Upsilon Phi Chi Psi Omega
      """
    for (offset, name) in greek.split(separator: " ").enumerated() where name != "-" {
      table[String(name)] = UInt32(913 + offset)
      table[name.lowercased()] = UInt32(945 + offset)
    }
    table["sigmaf"] = 962
    return table
  }()
}

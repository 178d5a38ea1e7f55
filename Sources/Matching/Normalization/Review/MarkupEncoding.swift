internal import Glibc

/// The encoding in which an XML file is written, for text that is put between its bytes.
///
/// Only encodings in which markup is ASCII: there a character that cannot be expressed, or for which
/// the C library has no converter, is written as a character reference.
struct MarkupEncoding: Equatable {
  /// The name as the file declares it, in upper case.
  let name: String

  /// The encoding that a file declares; `nil` if its markup is not ASCII, such as UTF-16.
  init?(of bytes: [UInt8]) {
    // Zeros are of UTF-16 and UTF-32 without a mark; the last four bytes are `<?xm` in EBCDIC.
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]),
      !bytes.prefix(4).contains(0), !bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94])
    else { return nil }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let declared = hasMark ? nil : Self.declaration(bytes)
    name = (declared ?? "UTF-8").uppercased()
    // Bytes that look like ASCII may be something else there, depending on what stands before.
    let isStateful = ["UTF-7", "UTF-16", "UTF-32", "UCS-", "ISO-2022", "EBCDIC", "HZ"].contains {
      name.hasPrefix($0)
    }
    if isStateful { return nil }
  }

  /// Whether the file is in UTF-8, or in ASCII as a part of it.
  private var isUTF8: Bool { name == "UTF-8" || name == "UTF8" }

  /// The bytes of a markup text: element names and their like are ASCII in all encodings.
  func bytes(of text: String) -> [UInt8] {
    if isUTF8 { return Array(text.utf8) }
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(UInt8(scalar.value))
      } else {
        let reference = Array("&#\(scalar.value);".utf8)
        result += converted(Array(String(scalar).utf8), from: "UTF-8", to: name) ?? reference
      }
    }
    return result
  }

  /// The text of bytes of the file; what the file's encoding does not have becomes U+FFFD.
  func text(of bytes: ArraySlice<UInt8>) -> String {
    guard !isUTF8, bytes.contains(where: { $0 >= 0x80 }),
      let utf8 = converted(Array(bytes), from: name, to: "UTF-8")
    else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// What the C library makes of bytes; `nil` if they cannot be expressed.
  private func converted(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
    guard let converter = unsafe iconv_open(to, from), unsafe converter != Self.failed else {
      return nil
    }
    defer { unsafe iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // Enough for four bytes a byte, and for what switches a character set and back.
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 8)
    var (left, room) = (input.count, output.count)
    let status = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        return unsafe iconv(converter, &from, &left, &to, &room)
      }
    }
    // What was only approximated is counted, and is not the same text.
    guard status == 0, left == 0 else { return nil }
    return output.dropLast(room).map { UInt8(bitPattern: $0) }
  }

  private static var failed: iconv_t? { unsafe iconv_t(bitPattern: -1) }

  /// The encoding that the XML declaration names.
  private static func declaration(_ bytes: [UInt8]) -> String? {
    guard bytes.starts(with: Array("<?xml".utf8)),
      let end = bytes.prefix(1024).firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    guard let found = head.firstMatch(of: /encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/) else {
      return nil
    }
    return String(found.1)
  }
}

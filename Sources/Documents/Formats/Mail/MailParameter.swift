/// A parameter of a header field, which may be written in several pieces and in any encoding (RFC 2231).
struct MailParameter {
  private var pieces: [Int: [UInt8]] = [:]
  private var encoding: CharacterEncoding?

  /// Adds a piece.
  ///
  /// - Parameters:
  ///   - bytes: its value without quotes.
  ///   - mark: what is behind the name: `*` for a value in an encoding, `*0` or `*0*` for the first of several pieces.
  mutating func add(_ bytes: [UInt8], markedBy mark: Substring) {
    let isExtended = mark.hasSuffix("*")
    let number = Int(mark.drop { $0 == "*" }.prefix { $0 != "*" }) ?? 0
    guard number >= 0 else { return }
    // Of two with one name the first counts, as in most mail programs.
    guard pieces[number] == nil else { return }
    var bytes = bytes
    if isExtended {
      if number == 0 { bytes = withoutEncoding(bytes) }
      bytes = PartPath.unescaped(Self.trimmed(bytes))
    }
    pieces[number] = bytes
  }

  /// Takes the encoding and the language, `iso-8859-1'en'`, off the value.
  private mutating func withoutEncoding(_ bytes: [UInt8]) -> [UInt8] {
    let parts = bytes.split(
      separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    // Programs that escape without naming an encoding write the value alone.
    guard parts.count == 3 else { return bytes }
    encoding = CharacterEncoding(label: Self.trimmed(Array(parts[0])))
    return Array(parts[2])
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
  }

  /// The pieces in their order, as text.
  var text: String {
    let bytes = Array(pieces.sorted { $0.key < $1.key }.map(\.value).joined())
    guard let encoding else { return MailWords.decode(bytes) }
    return TextCollector.singleLine(encoding.decode(bytes[...]))
  }
}

/// A text whose format is asked for: what its name and its beginning say.
struct TextSample {
  /// All of the text as stored.
  let bytes: [UInt8]

  /// The first bytes behind mark and blanks, in lower case.
  let head: [UInt8]

  /// The name of the format that the extension stands for; `nil` if none.
  let named: String?

  /// The name, if such an extension leaves no doubt.
  let certain: String?

  /// Whether it begins like XML, or is named so.
  var isXML: Bool { named == "xml" || head.starts(with: "<?xml".utf8) }

  /// Looks at the beginning of a file.
  ///
  /// - Parameters:
  ///   - start: the first bytes, 8 KiB or all.
  ///   - fileExtension: the extension of its name.
  /// - Returns: whether it is text.
  /// - Throws: `DocumentRefusal` if it is not what the name promises.
  static func isText(_ start: [UInt8], named fileExtension: String) throws(DocumentRefusal) -> Bool
  {
    let isText = isText(start)
    switch DocumentFormat.byExtension[fileExtension]?.format {
    case DocumentFormat.otherFile?, nil: return isText
    case let format?:
      switch format.reading {
      case .archive:
        throw DocumentRefusal(.damaged, "named .\(fileExtension), but not a zip archive")
      case .compound where !isText, .bytes where !isText:
        throw DocumentRefusal(.damaged, "the content is not that of a .\(fileExtension) file")
      case .text where !isText:
        throw DocumentRefusal(.unsupportedFormat, "neither text nor a known format")
      default: return isText
      }
    }
  }

  /// A sample of a text.
  init(_ bytes: [UInt8], _ fileExtension: String) {
    let promised = DocumentFormat.byExtension[fileExtension]
    self.bytes = bytes
    head = Self.start(bytes)
    switch promised?.format.reading {
    case .text:
      named = promised?.name
      certain = promised.flatMap { $0.format.vague.contains($0.name) ? nil : $0.name }
    case .bytes:
      named = promised?.name
      certain = nil
    default:
      named = nil
      certain = nil
    }
  }

  /// The control characters that a short text may hold.
  private static let fewControls = 4

  /// Whether the first bytes are text in some encoding: next to no control characters.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let sample = Array(bytes.prefix(8 << 10))
    if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { return true }
    let controls = sample.count { $0 < 9 || (14..<27).contains($0) || (28..<32).contains($0) }
    // A few of them, such as the bell and color sequences of a log, do not make a text unreadable.
    let isNearlyText =
      !sample.contains(0) && controls <= Self.fewControls && controls * 16 <= sample.count
    if isNearlyText || controls * 200 <= sample.count { return true }
    let even = stride(from: 0, to: sample.count, by: 2).count { sample[$0] == 0 }
    let odd = stride(from: 1, to: sample.count, by: 2).count { sample[$0] == 0 }
    // UTF-16 without a mark.
    return (even == 0 || odd == 0) && controls == even + odd && (even + odd) * 10 > sample.count * 3
  }

  private static func start(_ bytes: [UInt8]) -> [UInt8] {
    var head = bytes.prefix(2048)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    return head.drop { $0 <= 0x20 }.map(MarkupTag.lower)
  }
}

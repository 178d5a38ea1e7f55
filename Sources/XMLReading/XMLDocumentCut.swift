/// Where a document can be cut in two, by a guess that has to be proved by reading up to it.
struct XMLDocumentCut {
  /// The bytes up to the end of the root's start tag.
  let head: [UInt8]

  /// The offset at which the later part begins, behind a line feed.
  let offset: Int

  private static let longestHead = 64 << 10
  private static let window = 256 << 10

  /// Looks for a cut; nil if the document is too small, not in UTF-8, or shows none.
  init?(_ document: XMLDocumentBytes, parts: XMLParts, limits: XMLLimits) {
    guard document.size >= parts.minimumSize, document.size <= limits.bytes,
      let beginning = try? document.contents(of: 0..<Self.longestHead),
      Self.isInUTF8(beginning), let end = Self.rootTagEnd(beginning, limits)
    else { return nil }
    head = Array(beginning[..<end])
    if let cut = parts.cut {
      guard cut > end, cut < document.size,
        (try? document.contents(of: cut - 1..<cut)) == [UInt8(ascii: "\n")]
      else { return nil }
      offset = cut
      return
    }
    let middle = max(end, document.size / 2)
    // Without a cut the document is read in one part, where errors are told with their places.
    guard let window = try? document.contents(of: middle..<middle + Self.window),
      let found = Self.shallowestLine(window)
    else { return nil }
    offset = middle + found
  }

  /// Whether the document does not declare another encoding, so that offsets in it are those that
  /// the parser counts.
  private static func isInUTF8(_ head: [UInt8]) -> Bool {
    guard XMLTranscoder.Form(head: head) == .asDeclared else { return false }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let line = head.dropFirst(head.starts(with: mark) ? 3 : 0).prefix(256)
    guard let end = line.firstIndex(of: UInt8(ascii: ">")) else { return false }
    let declaration = String(decoding: line[...end], as: UTF8.self).lowercased()
    guard declaration.hasPrefix("<?xml"), let name = declaration.firstRange(of: "encoding") else {
      return true
    }
    let words = declaration[name.upperBound...].split { "= \t\r\n\"'?>".contains($0) }
    return words.first == "utf-8"
  }

  /// Where the root's start tag ends; nil if the root is empty or its tag not whole.
  private static func rootTagEnd(_ head: [UInt8], _ limits: XMLLimits) -> Int? {
    var finder = RootFinder()
    // It throws at the root: what can be read to its end has none.
    guard (try? XMLReader(limits: limits).read(head, handler: &finder)) == nil,
      let start = finder.offset, start < head.count, head[start] == UInt8(ascii: "<")
    else { return nil }
    var quote: UInt8?
    for index in start..<head.count {
      let byte = head[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return head[index - 1] == UInt8(ascii: "/") ? nil : index + 1
      }
    }
    return nil
  }

  /// The first line that begins with a start tag where no fewer elements are open than anywhere.
  ///
  /// Tags are told by their brackets only; comments and CDATA sections may deceive.
  private static func shallowestLine(_ window: [UInt8]) -> Int? {
    var depth = 0
    var best: (depth: Int, offset: Int)?
    var index = 0
    var lineStart: Int?
    while index < window.count {
      let byte = window[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\n"): lineStart = index
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      case UInt8(ascii: "<"):
        guard index < window.count,
          let end = window[index...].firstIndex(of: UInt8(ascii: ">"))
        else { return best?.offset }
        let first = window[index]
        if first == UInt8(ascii: "/") {
          depth -= 1
        } else if first != UInt8(ascii: "!"), first != UInt8(ascii: "?") {
          if let lineStart, depth < best?.depth ?? .max { best = (depth, lineStart) }
          if window[end - 1] != UInt8(ascii: "/") { depth += 1 }
        }
        lineStart = nil
        index = end + 1
      default: lineStart = nil
      }
    }
    return best?.offset
  }
}

/// Finds where the root's start tag begins, and stops there.
private struct RootFinder: XMLHandler {
  struct Found: Error {}

  var offset: Int?

  mutating func startElement(_ element: XMLStartTag) throws {
    offset = element.location.position.byteOffset
    throw Found()
  }

  mutating func endElement(_ element: XMLEndTag) {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) {}
}

internal import System

/// The TOML front matter of a Markdown file, cut into its entries with their places.
///
/// Source: TOML 1.0.0. What is not text and no list of texts is passed over.
struct TOMLMatter {
  /// The value of a key, as far as it matters here.
  enum Value: Equatable {
    case text(String)
    case list([String])
    case other(String)
  }

  /// A key with its value.
  struct Entry: Equatable {
    /// The table it stands in; empty at the top.
    let table: String
    let key: String
    let value: Value
    /// All lines of the entry, line ends included.
    let range: Range<Int>
  }

  /// The entries in order.
  private(set) var entries: [Entry] = []

  /// Where the first line of each table's content begins.
  private(set) var tables: [String: Int] = [:]

  /// Where entries may be added that belong to no table.
  private(set) var topEnd: Int

  /// Where the text is that cannot be read; `nil` if all of it can.
  private(set) var failure: Int?

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  // Read by recursion: deeper nesting would end the stack of a thread, and none of it is a keyword.
  private static let depthLimit = 20

  /// Reads the lines of `content`; what comes before something that is not TOML is kept.
  init(_ bytes: [UInt8], _ content: Range<Int>) {
    self.bytes = bytes
    position = content.lowerBound
    topEnd = content.upperBound
    end = content.upperBound
    var table = ""
    while position < end {
      let start = position
      guard takeLine(&table) else {
        failure = start
        return
      }
    }
  }

  private var current: UInt8 { position < end ? bytes[position] : 0x0A }

  /// Reads an entry, a table's name, a comment or an empty line; `false` if it is none of these.
  private mutating func takeLine(_ table: inout String) -> Bool {
    let start = position
    skipBlanks()
    switch current {
    case 0x0A, 0x0D, UInt8(ascii: "#"): return endLine()
    case UInt8(ascii: "["):
      let close = bytes[position..<end].firstIndex { $0 == UInt8(ascii: "]") || $0 == 0x0A }
      guard let close, bytes[close] != 0x0A else { return false }
      if tables.isEmpty { topEnd = start }
      let name = String(decoding: bytes[(position + 1)..<close], as: UTF8.self)
      position = close + 1
      if current == UInt8(ascii: "]") { position += 1 }
      guard endLine() else { return false }
      // Tables of a list bear one name: none of them is one to add to.
      table = name.hasPrefix("[") ? name : KeywordText.trimmed(name)
      tables[table] = position
      return true
    default:
      guard let key = takeKey() else { return false }
      skipBlanks()
      guard current == UInt8(ascii: "=") else { return false }
      position += 1
      guard let value = takeValue(0), endLine() else { return false }
      entries.append(Entry(table: table, key: key, value: value, range: start..<position))
      return true
    }
  }

  private mutating func takeKey() -> String? {
    let start = position
    if current == 0x22 || current == 0x27 { return takeString() }
    while position < end, ![0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "=")].contains(bytes[position]) {
      position += 1
    }
    return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
  }

  private mutating func takeValue(_ depth: Int) -> Value? {
    skipBlanks()
    guard depth < Self.depthLimit, position < end else { return nil }
    switch current {
    case 0x22, 0x27: return takeString().map { .text($0) }
    case UInt8(ascii: "["): return takeList(depth)
    case UInt8(ascii: "{"): return takeMap(depth)
    default:
      let start = position
      while position < end, !",]}#\n\r".utf8.contains(bytes[position]) { position += 1 }
      let text = KeywordText.trimmed(String(decoding: bytes[start..<position], as: UTF8.self))
      return text.isEmpty ? nil : .other(text)
    }
  }

  private mutating func takeList(_ depth: Int) -> Value? {
    position += 1
    var texts: [String] = []
    var hasOthers = false
    while position < end {
      switch current {
      case UInt8(ascii: "]"):
        position += 1
        return hasOthers ? .other("") : .list(texts)
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "#"): position = bytes[position..<end].firstIndex(of: 0x0A) ?? end
      default:
        guard let value = takeValue(depth + 1) else { return nil }
        if case .text(let text) = value { texts.append(text) } else { hasOthers = true }
      }
    }
    return nil
  }

  private mutating func takeMap(_ depth: Int) -> Value? {
    position += 1
    while position < end {
      skipBlanks()
      switch current {
      case UInt8(ascii: "}"):
        position += 1
        return .other("")
      case UInt8(ascii: ","): position += 1
      default:
        guard takeKey() != nil else { return nil }
        skipBlanks()
        guard current == UInt8(ascii: "=") else { return nil }
        position += 1
        guard takeValue(depth + 1) != nil else { return nil }
      }
    }
    return nil
  }

  private mutating func takeString() -> String? {
    let quote = current
    let triple = [quote, quote, quote]
    if bytes[position..<end].starts(with: triple) {
      position += 3
      // A line break right behind the quotes is there for whoever reads the source.
      if current == 0x0D, position + 1 < end, bytes[position + 1] == 0x0A { position += 1 }
      if position < end, current == 0x0A { position += 1 }
      return takeString(upTo: triple, escapes: quote == 0x22, isMultiline: true)
    }
    position += 1
    return takeString(upTo: [quote], escapes: quote == 0x22, isMultiline: false)
  }

  private mutating func takeString(upTo close: [UInt8], escapes: Bool, isMultiline: Bool) -> String?
  {
    var result: [UInt8] = []
    while position < end {
      if bytes[position..<end].starts(with: close) {
        position += close.count
        // One or two more quotes belong to the text: the last three close it.
        for _ in 0..<2 where isMultiline && position < end && bytes[position] == close[0] {
          result.append(close[0])
          position += 1
        }
        return String(decoding: result, as: UTF8.self)
      }
      let byte = bytes[position]
      guard isMultiline || byte != 0x0A else { return nil }
      position += 1
      if byte == UInt8(ascii: "\\"), escapes {
        if isMultiline, skipLineBreak() { continue }
        takeEscape(&result)
      } else {
        result.append(byte)
      }
    }
    return nil
  }

  /// Moves from behind a backslash to the next character that is neither blank nor line break, if a line ends there.
  private mutating func skipLineBreak() -> Bool {
    let rest = bytes[position..<end]
    let next = rest.firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? end
    guard rest[..<next].contains(0x0A) else { return false }
    position = next
    return true
  }

  private mutating func takeEscape(_ result: inout [UInt8]) {
    let byte = current
    position += 1
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "f"): result.append(0x0A)
    case UInt8(ascii: "t"), UInt8(ascii: "b"): result.append(0x20)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = bytes[position..<end].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
      let values = digits.compactMap(\.hexadecimalValue)
      guard values.count == (byte == UInt8(ascii: "u") ? 4 : 8),
        case let value = values.reduce(UInt32(0), { $0 << 4 | UInt32($1) }),
        let scalar = Unicode.Scalar(value)
      else { return }
      result += Array(String(scalar).utf8)
      position += digits.count
    default: result.append(byte)
    }
  }

  private mutating func skipBlanks() {
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  /// Moves behind the line end; `false` if something other than a comment stands before it.
  private mutating func endLine() -> Bool {
    skipBlanks()
    guard position >= end || [0x0A, 0x0D, UInt8(ascii: "#")].contains(bytes[position]) else {
      return false
    }
    position = bytes[position..<end].firstIndex(of: 0x0A).map { $0 + 1 } ?? end
    return true
  }
}

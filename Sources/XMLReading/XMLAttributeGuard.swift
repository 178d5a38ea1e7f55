internal import CLibXML2
internal import Glibc

/// Counts the attributes of start tags in raw bytes, before the parser sees them.
///
/// libxml2 2.9.14 compares every attribute of a tag with every other, so a tag with 200,000 of them
/// must not reach it. A tag that breaks the limit has a stretch of at least four bytes per
/// attribute without a `<`; the scan leaps from the last `<` of one such window to the last of the
/// next and looks closely only at longer stretches, so it costs next to nothing. What looks like a
/// start tag in a comment or CDATA section is counted too.
struct XMLAttributeGuard {
  private enum Place: Equatable {
    case elsewhere
    /// After a `<`.
    case opening
    case tag
    case value(quote: UInt8)
  }

  private let limit: Int
  private var place = Place.elsewhere
  private var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether no start tag has more attributes than allowed; pieces of a document in order.
  mutating func accepts(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { unsafe accepts($0) }
  }

  private mutating func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let end = bytes.count
    let window = 4 * (limit + 1)
    var index = 0
    if place != .elsewhere {
      guard unsafe follow(base, &index, end) else { return false }
    }
    guard var open = unsafe first(base, index, end) else { return true }
    while true {
      let reach = min(open + window, end - 1)
      if reach > open, let next = unsafe last(base, open + 1, reach + 1), reach < end - 1 {
        open = next
        continue
      }
      if reach == end - 1, let next = unsafe last(base, open, end) { open = next }
      place = .opening
      count = 0
      index = open + 1
      guard unsafe follow(base, &index, end) else { return false }
      guard let next = unsafe first(base, index, end) else { return true }
      open = next
    }
  }

  /// Follows the tag at `index` to its end, the next `<`, or the end of the bytes.
  private mutating func follow(
    _ base: UnsafePointer<UInt8>, _ index: inout Int, _ end: Int
  ) -> Bool {
    while index < end {
      let byte = unsafe base[index]
      // No tag holds one, not even in a value: what comes is another tag, or the parser's to
      // refuse.
      if byte == UInt8(ascii: "<") {
        place = .elsewhere
        return true
      }
      switch place {
      case .elsewhere:
        return true
      case .opening:
        place = Self.startsName(byte) ? .tag : .elsewhere
        if place == .elsewhere { return true }
      case .tag:
        switch byte {
        case UInt8(ascii: ">"):
          place = .elsewhere
          return true
        case UInt8(ascii: "="):
          count += 1
          if count > limit { return false }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          place = .value(quote: byte)
        default: break
        }
      case .value(let quote):
        if byte == quote { place = .tag }
      }
      index += 1
    }
    return true
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...0xFF:
      true
    default: false
    }
  }

  private func first(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    guard from < end,
      let found = unsafe memchr(base + from, Int32(UInt8(ascii: "<")), end - from)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private func last(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    guard from < end,
      let found = unsafe parlance_memrchr(base + from, Int32(UInt8(ascii: "<")), end - from)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

/// An alias in a text of YAML, and so an anchor that it stands for.
///
/// Aliases of aliases make a short text stand for billions of values; the library counts none of them,
/// and compares keys value by value. Texts with a word behind both marks are taken to have one: no
/// other text than this is refused that has neither.
struct YAMLAlias: Equatable {
  /// The word behind the mark.
  let name: String

  /// Where it stands, from 1; the column in bytes.
  let line: Int
  let column: Int

  /// The first alias of a text; `nil` if it has none.
  ///
  /// - Complexity: O(length).
  init?(in text: [UInt8]) {
    let anchors = Set(Self.words(behind: UInt8(ascii: "&"), in: text).map { text[$0] })
    guard !anchors.isEmpty,
      let alias = Self.words(behind: UInt8(ascii: "*"), in: text)
        .first(where: { anchors.contains(text[$0]) })
    else { return nil }
    let before = text[..<(alias.lowerBound - 1)]
    name = String(decoding: text[alias], as: UTF8.self)
    line = before.count { $0 == 0x0A } + 1
    column = before.count - ((before.lastIndex(of: 0x0A) ?? -1) + 1) + 1
  }

  /// The words, of the letters that names of anchors have, that a mark stands before.
  private static func words(behind mark: UInt8, in text: [UInt8]) -> [Range<Int>] {
    text.indices.filter { text[$0] == mark }.compactMap { place in
      let end = text[(place + 1)...].firstIndex { !isLetter($0) } ?? text.count
      return end == place + 1 ? nil : place + 1..<end
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

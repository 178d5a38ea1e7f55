internal import TextAnalysis

/// The words of a text, folded, one after the other in one array; what has no letter is `#`.
struct FoldedWords {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// The number of words.
  var count: Int { ends.count }

  /// The words of a text.
  init(_ text: [UInt8]) {
    var scanner = TokenScanner(text.span)
    while let token = scanner.next() {
      let start = bytes.count
      scanner.appendFolded(token, to: &bytes)
      // Which number it is differs from document to document; that there is one tells an offer from a letter.
      let isPlain = bytes.count > start && bytes[start] &- 0x61 < 26
      if !isPlain, !scanner.flags(of: token).contains(.hasLetter) {
        bytes.removeLast(bytes.count - start)
        bytes.append(UInt8(ascii: "#"))
      }
      ends.append(bytes.count)
    }
  }

  /// The bytes of a word.
  subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  /// A word.
  func text(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  /// The last three characters of a word.
  func ending(_ number: Int) -> ArraySlice<UInt8> {
    let word = self[number]
    return word.suffix(Self.length(of: 3, in: word.reversed()))
  }

  /// The first five characters of a word.
  func beginning(_ number: Int) -> ArraySlice<UInt8> {
    let word = self[number]
    var length = 0
    var characters = 0
    for byte in word {
      if byte & 0xC0 != 0x80 {
        if characters == 5 { break }
        characters += 1
      }
      length += 1
    }
    return word.prefix(length)
  }

  /// The bytes of so many characters, read from the end.
  private static func length(of count: Int, in bytes: some Sequence<UInt8>) -> Int {
    var length = 0
    var characters = 0
    for byte in bytes {
      length += 1
      if byte & 0xC0 != 0x80 {
        characters += 1
        if characters == count { break }
      }
    }
    return length
  }
}

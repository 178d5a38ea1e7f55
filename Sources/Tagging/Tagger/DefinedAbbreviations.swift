internal import Matching
internal import TextAnalysis

/// The abbreviations that a document defines for itself: "adenomatous polyposis coli (APC)".
///
/// After Schwartz and Hearst (2003), but from the labels found: a short form in parentheses right
/// behind a label (or in front of one in parentheses) stands for it wherever it is written alike.
struct DefinedAbbreviations {
  /// A short form with the wording that it stands for.
  struct Definition {
    let short: [UInt8]
    let longWording: Int
    let long: String
  }

  private(set) var definitions: [TokenKey: Definition] = [:]

  private static let longest = 10

  /// Looks for definitions around the places of wordings.
  init(in scan: DocumentScan, wordings: [[Int]]) {
    for (number, mentions) in wordings.enumerated() {
      for index in mentions {
        let mention = scan.mentions[index]
        let bytes = scan.fields[mention.field].bytes
        let range = mention.found.range
        let long = Array(bytes[range])
        guard long.count > 4 else { continue }
        for short in [
          Self.behind(bytes, range.upperBound), Self.before(bytes, range.lowerBound),
        ] {
          guard let short, Self.isShort(short, for: long) else { continue }
          let key = TokenKey(folded: short.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
          if definitions[key] == nil {
            definitions[key] = Definition(
              short: short, longWording: number, long: String(decoding: long, as: UTF8.self))
          }
        }
      }
    }
  }

  /// The word in "label (WORD)" or "label (WORD;".
  private static func behind(_ bytes: [UInt8], _ end: Int) -> [UInt8]? {
    var position = end
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x0A {
      position += 1
    }
    guard position < bytes.count, bytes[position] == 0x28 else { return nil }
    var word: [UInt8] = []
    position += 1
    while position < bytes.count, word.count <= longest, isWord(bytes[position]) {
      word.append(bytes[position])
      position += 1
    }
    guard position < bytes.count, [0x29, 0x3B, 0x2C].contains(bytes[position]) else { return nil }
    return word
  }

  /// The word in "WORD (label".
  private static func before(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
    guard start >= 3, bytes[start - 1] == 0x28, bytes[start - 2] == 0x20 else { return nil }
    var position = start - 2
    while position > 0, start - position <= longest + 2, isWord(bytes[position - 1]) {
      position -= 1
    }
    return Array(bytes[position..<start - 2])
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// Whether mostly capitals, and each letter is one of the long form's.
  private static func isShort(_ short: [UInt8], for long: [UInt8]) -> Bool {
    let letters = short.filter { ($0 | 0x20) &- 0x61 < 26 }
    let capitals = letters.count { $0 &- 0x41 < 26 }
    guard (2...longest).contains(short.count), capitals * 2 > letters.count, letters.count >= 2,
      short.count < long.count
    else { return false }
    let lower = Set(long.map { $0 | 0x20 })
    return letters.allSatisfy { lower.contains($0 | 0x20) }
  }

  /// Whether a surface is a short form defined here.
  func defines(_ surface: ArraySlice<UInt8>) -> Bool {
    definitions.values.contains { $0.short.elementsEqual(surface) }
  }

  /// Adds all places of the short forms to a scan; returns them by definition.
  func places(in scan: inout DocumentScan) -> [(definition: Definition, mentions: [Int])] {
    guard !definitions.isEmpty else { return [] }
    var result: [TokenKey: [Int]] = [:]
    for (index, field) in scan.fields.enumerated() {
      var found: [(FoundLabel, TokenKey)] = []
      unsafe field.bytes.withUnsafeBufferPointer { bytes in
        var scanner = unsafe TokenScanner(bytes)
        var number: UInt32 = 0
        while let token = unsafe scanner.next() {
          if let definition = definitions[token.key],
            unsafe definition.short.elementsEqual(bytes[token.start..<token.end])
          {
            found.append(
              (
                FoundLabel(
                  start: UInt32(token.start), end: UInt32(token.end), group: .max,
                  firstToken: number, tokenCount: 1), token.key
              ))
          }
          number += 1
        }
      }
      for (label, key) in found {
        result[key, default: []].append(scan.mentions.count)
        scan.mentions.append(Mention(field: index, found: label))
      }
    }
    return definitions.compactMap { key, definition in
      result[key].map { (definition, $0) }
    }.sorted { ($0.mentions.first ?? 0) < ($1.mentions.first ?? 0) }
  }
}

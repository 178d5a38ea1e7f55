internal import Matching
internal import Model
internal import System
internal import TextAnalysis

/// The abbreviations that a document defines for itself: "adenomatous polyposis coli (APC)".
///
/// A short form stands for its long form wherever it is written alike: for the concept that the long form names, or
/// for nothing that the vocabulary knows, also where a label is only a part of the long form. Beside what
/// `AbbreviationFinder` finds, a short form in parentheses right behind a label (or in front of one in
/// parentheses) stands for it if its letters are among the label's.
struct DefinedAbbreviations {
  /// A short form with the wording that it stands for.
  private struct Definition {
    let short: [UInt8]
    let wording: Int
    let long: String
  }

  private var definitions: [TokenKey: Definition] = [:]

  /// The short forms that stand for what the vocabulary does not know.
  private var unknown: Set<[UInt8]> = []

  /// A bit for each defined key, so that most tokens are turned away.
  private var filter: UInt64 = 0

  private static let longest = AbbreviationFinder.longest

  /// Looks for the definitions of a document.
  ///
  /// - Parameters:
  ///   - analysis: the wordings, not yet decided.
  ///   - owners: the number of each mention's wording, or -1.
  ///   - isSupported: whether a wording may mean something by itself.
  init(in analysis: DocumentAnalysis, owners: [Int32], isSupported: (Wording) -> Bool) {
    let mentions = analysis.scan.mentions
    var next = 0
    for (number, field) in analysis.scan.fields.enumerated() {
      let first = next
      while next < mentions.count, mentions[next].field == number { next += 1 }
      if field.holdsSentences || field.rule == .metadata {
        define(
          AbbreviationFinder(field.bytes).definitions(), in: field.bytes, first..<next, analysis,
          owners, isSupported)
      }
      guard first < next else { continue }
      let bytes = field.bytes
      var mention = first
      Self.forEachOpening(in: bytes) { opening in
        while mention < next, Int(mentions[mention].found.start) < opening { mention += 1 }
        if mention > first {
          let range = mentions[mention - 1].found.range
          if Self.isBlank(bytes, from: range.upperBound, to: opening) {
            define(
              Self.behind(bytes, opening), for: range, of: owners[mention - 1], bytes, analysis,
              isSupported)
          }
        }
        if mention < next, Int(mentions[mention].found.start) == opening + 1 {
          let range = mentions[mention].found.range
          define(
            Self.before(bytes, range.lowerBound), for: range, of: owners[mention], bytes,
            analysis, isSupported)
        }
      }
    }
  }

  /// Takes over the definitions of a field: each for the label that its long form is, or for nothing known.
  private mutating func define(
    _ found: [AbbreviationDefinition], in bytes: [UInt8], _ mentions: Range<Int>,
    _ analysis: DocumentAnalysis, _ owners: [Int32], _ isSupported: (Wording) -> Bool
  ) {
    for definition in found {
      let short = Array(bytes[definition.short])
      let key = TokenKey(folded: short.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
      // The first definition holds: a later one of the same letters is mostly a repetition.
      if definitions[key] != nil || unknown.contains(short) { continue }
      let owner = mentions.first { number in
        let range = analysis.scan.mentions[number].found.range
        return owners[number] >= 0 && range.lowerBound <= definition.long.lowerBound
          && range.upperBound == definition.long.upperBound
          && isSupported(analysis.wordings[Int(owners[number])])
      }.map { Int(owners[$0]) }
      if let owner {
        add(
          Definition(
            short: short, wording: owner,
            long: String(decoding: bytes[definition.long], as: UTF8.self)), key)
      } else if definition.isCertain {
        unknown.insert(short)
      }
    }
  }

  private mutating func add(_ definition: Definition, _ key: TokenKey) {
    filter |= Self.bit(key)
    definitions[key] = definition
  }

  private mutating func define(
    _ short: [UInt8]?, for range: Range<Int>, of owner: Int32, _ bytes: [UInt8],
    _ analysis: DocumentAnalysis, _ isSupported: (Wording) -> Bool
  ) {
    guard let short, owner >= 0, range.count > 4, isSupported(analysis.wordings[Int(owner)]) else {
      return
    }
    let long = bytes[range]
    guard Self.isShort(short, for: long) else { return }
    let key = TokenKey(folded: short.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
    if definitions[key] != nil || unknown.contains(short) { return }
    add(
      Definition(short: short, wording: Int(owner), long: String(decoding: long, as: UTF8.self)),
      key)
  }

  private static func forEachOpening(
    in bytes: [UInt8], _ body: (Int) -> Void
  ) {
    var position = 0
    while let found = BytePattern.first(0x28, in: bytes, position..<bytes.count) {
      body(found)
      position = found + 1
    }
  }

  private static func isBlank(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) -> Bool {
    guard start <= end, end - start <= 4 else { return false }
    for position in start..<end where bytes[position] != 0x20 && bytes[position] != 0x0A {
      return false
    }
    return true
  }

  private static func bit(_ key: TokenKey) -> UInt64 { 1 &<< (key.mixed &>> 58) }

  /// The word in "label (WORD)" or "label (WORD;", given the place of the parenthesis.
  private static func behind(_ bytes: [UInt8], _ opening: Int) -> [UInt8]? {
    var word: [UInt8] = []
    var position = opening + 1
    while position < bytes.count, word.count <= longest, isWord(bytes[position]) {
      word.append(bytes[position])
      position += 1
    }
    guard position < bytes.count, [0x29, 0x3B, 0x2C].contains(bytes[position]) else {
      return nil
    }
    return word
  }

  /// The word in "WORD (label".
  private static func before(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
    guard start >= 3, bytes[start - 1] == 0x28, bytes[start - 2] == 0x20 else {
      return nil
    }
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
  private static func isShort(_ short: [UInt8], for long: ArraySlice<UInt8>)
    -> Bool
  {
    let letters = short.filter { ($0 | 0x20) &- 0x61 < 26 }
    let capitals = letters.count { $0 &- 0x41 < 26 }
    guard (2...longest).contains(short.count), capitals * 2 > letters.count, letters.count >= 2,
      short.count < long.count
    else { return false }
    let lower = Set(long.map { $0 | 0x20 })
    return letters.allSatisfy { lower.contains($0 | 0x20) }
  }

  /// Takes the labels from wordings that are a short form defined here: it means the long form.
  func drop(from analysis: inout DocumentAnalysis) {
    guard !definitions.isEmpty || !unknown.isEmpty else { return }
    for number in analysis.wordings.indices {
      let place = analysis.places[Int(analysis.wordings[number].firstPlace)]
      let mention = analysis.scan.mentions[Int(place)]
      guard mention.found.range.count <= Self.longest + 1 else { continue }
      let surface = analysis.scan.fields[mention.field].bytes[mention.found.range]
      if unknown.contains(Array(surface))
        || definitions.values.contains(where: { $0.short.elementsEqual(surface) })
      {
        analysis.wordings[number].labelCount = 0
      }
    }
  }

  /// Adds a wording for each short form with all its places and the meaning of its long form.
  func addPlaces(to analysis: inout DocumentAnalysis) {
    guard !definitions.isEmpty else { return }
    var found: [TokenKey: [UInt32]] = [:]
    for index in analysis.scan.fields.indices {
      let bytes = analysis.scan.fields[index].bytes
      var scanner = TokenScanner(bytes.span)
      var number: UInt32 = 0
      while let token = scanner.next() {
        number &+= 1
        if filter & Self.bit(token.key) == 0 { continue }
        guard let definition = definitions[token.key],
          definition.short.elementsEqual(bytes[token.start..<token.end])
        else { continue }
        found[token.key, default: []].append(UInt32(analysis.scan.mentions.count))
        // Of no group: no label is written so, and the definition alone says what it means.
        analysis.scan.mentions.append(
          Mention(
            field: index,
            found: FoundLabel(
              start: UInt32(token.start), end: UInt32(token.end), group: .max,
              firstToken: number - 1, tokenCount: 1)))
      }
    }
    // A dictionary has no order: wordings come in that of their places.
    for (key, places) in found.sorted(by: { $0.value[0] < $1.value[0] }) {
      guard let definition = definitions[key] else { continue }
      var wording = analysis.wordings[definition.wording]
      wording.firstPlace = UInt32(analysis.places.count)
      wording.placeCount = UInt32(places.count)
      wording.definition = Int32(analysis.definitions.count)
      wording.isExact = false
      analysis.places += places
      analysis.definitions.append(definition.long)
      analysis.wordings.append(wording)
    }
  }
}

@testable import TextAnalysis

/// The analyzer's rules once more, on arrays of scalars with the standard library's properties.
enum NaiveTokenizer {
  struct Found: Equatable, CustomStringConvertible {
    let text: String
    let start: Int
    let end: Int
    var description: String { "\(text)@\(start)..<\(end)" }
  }

  private static let singles: [ClosedRange<UInt32>] = [0x3041...0x3096, 0x4E00...0x9FFF]
  private static let byHand: [String: String] = ["ø": "o", "æ": "ae", "ł": "l"]

  static func isSingle(_ scalar: Unicode.Scalar) -> Bool {
    singles.contains { $0.contains(scalar.value) }
  }

  private static let apostrophes: Set<Unicode.Scalar> = [
    "'", "’", "‘", "‛", "´", "`", "′", "＇", "ʼ", "ʹ", "ʻ", "ʽ", "ʾ", "ʿ", "\u{92}",
  ]

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && !apostrophes.contains(scalar)
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .decimalNumber
  }

  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark || scalar.value == 0xAD
  }

  static func fold(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in scalars where !isMark(scalar) {
      let lower = scalar == "ß" ? "ss" : scalar.properties.lowercaseMapping
      for part in String(lower).decomposedScalars where !isMark(part) {
        result += byHand[String(part)] ?? String(part)
      }
    }
    return result == "ς" ? "σ" : result.replacing("ς", with: "σ")
  }

  static func tokens(_ text: String) -> [Found] {
    let scalars = Array(text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append((offsets.last ?? 0) + String(scalar).utf8.count) }
    var result: [Found] = []
    var index = 0
    while index < scalars.count {
      let begin = index
      guard isLetter(scalars[index]) || isDigit(scalars[index]) else {
        index += 1
        continue
      }
      index = end(of: scalars, from: index)
      let isOneLetter = scalars[begin..<index].dropFirst().allSatisfy { $0 == "+" || $0 == "#" }
      if isOneLetter, scalars[begin] == "s" || scalars[begin] == "S", begin >= 2,
        apostrophes.contains(scalars[begin - 1]),
        isLetter(scalars[begin - 2]) || isDigit(scalars[begin - 2]) || isMark(scalars[begin - 2])
      {
        continue
      }
      result.append(
        Found(
          text: fold(scalars[begin..<index]), start: offsets[begin], end: offsets[index]))
    }
    return result
  }

  private static func end(of scalars: [Unicode.Scalar], from start: Int) -> Int {
    func at(_ index: Int) -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    var index = start + 1
    if isSingle(scalars[start]) {
      while let next = at(index), isMark(next) { index += 1 }
      return index
    }
    while let next = at(index) {
      if isMark(next) || (isLetter(next) || isDigit(next)) && !isSingle(next) {
        index += 1
      } else if next == ".", let after = at(index + 1), isDigit(after), after.isASCII,
        isDigit(scalars[index - 1]), scalars[index - 1].isASCII
      {
        index += 1
      } else {
        break
      }
    }
    let last = scalars[index - 1]
    guard last.isASCII, isLetter(last) else { return index }
    if at(index) == "+", at(index + 1) == "+" { return index + 2 }
    if at(index) == "#" {
      if let after = at(index + 1), !after.isASCII || isLetter(after) || isDigit(after) {
        return index
      }
      return index + 1
    }
    return index
  }
}

extension String {
  /// The canonical decomposition, for the few letters that the tests use.
  var decomposedScalars: [Unicode.Scalar] {
    let table: [Character: [Unicode.Scalar]] = [
      "é": ["e", "\u{301}"], "ü": ["u", "\u{308}"], "ñ": ["n", "\u{303}"],
      "ά": ["α", "\u{301}"], "å": ["a", "\u{30A}"],
    ]
    return flatMap { table[$0] ?? Array($0.unicodeScalars) }
  }
}

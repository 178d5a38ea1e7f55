@testable import Searching

/// What `MATCH` of SphinxQL means, as far as this program asks it: each document is looked at.
indirect enum TinyMatch {
  case word(String)
  case phrase([String])
  case field(String, TinyMatch)
  case any([TinyMatch])
  case all([TinyMatch])
  case without(TinyMatch, TinyMatch)
  case near(TinyMatch, TinyMatch, Int)
  case inOrder([TinyMatch])

  /// Text that is not a query of those that are asked.
  struct Unread: Error {
    var text: String
    var rest: String
  }

  init(_ text: String) throws {
    var rest = Substring(text)
    self = try Self.operand(&rest)
    if !rest.isEmpty { throw Unread(text: text, rest: String(rest)) }
  }

  private static func operand(_ rest: inout Substring) throws -> TinyMatch {
    if rest.first == "(" {
      rest.removeFirst()
      let inner = try sequence(&rest)
      guard rest.popFirst() == ")" else { throw Unread(text: "(", rest: String(rest)) }
      return inner
    }
    if rest.first == "\"" {
      let words = rest.dropFirst().prefix { $0 != "\"" }
      rest = rest[words.endIndex...].dropFirst()
      return .phrase(words.split(separator: " ").map(String.init))
    }
    let word = rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard !word.isEmpty else { throw Unread(text: "", rest: String(rest)) }
    rest = rest[word.endIndex...]
    return .word(String(word))
  }

  private static func sequence(_ rest: inout Substring) throws -> TinyMatch {
    if rest.first == "@" {
      let name = rest.dropFirst().prefix { $0 != " " }
      rest = rest[name.endIndex...].dropFirst()
      return .field(String(name), try operand(&rest))
    }
    var parts = [try operand(&rest)]
    var isAny = false
    while let sign = rest.first, sign != ")" {
      if sign == "|" {
        guard parts.count == 1 || isAny else { throw Unread(text: "|", rest: String(rest)) }
        isAny = true
        rest.removeFirst()
        parts.append(try operand(&rest))
      } else if rest.hasPrefix(" MAYBE ") {
        rest = rest.dropFirst(7)
        _ = try operand(&rest)
      } else if rest.hasPrefix(" -") {
        rest = rest.dropFirst(2)
        parts = [.without(.all(parts), try operand(&rest))]
      } else if rest.hasPrefix(" << ") {
        rest = rest.dropFirst(4)
        let next = try operand(&rest)
        if case .inOrder(let before) = parts[0] {
          parts = [.inOrder(before + [next])]
        } else {
          parts = [.inOrder([parts[0], next])]
        }
      } else if rest.hasPrefix(" NEAR/") {
        let digits = rest.dropFirst(6).prefix { $0.isNumber }
        rest = rest[digits.endIndex...].dropFirst()
        parts = [.near(parts[0], try operand(&rest), Int(digits) ?? 0)]
      } else {
        guard rest.popFirst() == " " else { throw Unread(text: "", rest: String(rest)) }
        parts.append(try operand(&rest))
      }
    }
    return parts.count == 1 ? parts[0] : isAny ? .any(parts) : .all(parts)
  }

  /// Whether a document with words in its fields is one of those that are meant.
  func matches(_ fields: [String: [String]]) -> Bool {
    switch self {
    case .field(let name, let inner): inner.matches([name: fields[name] ?? []])
    case .any(let parts): parts.contains { $0.matches(fields) }
    case .all(let parts): parts.allSatisfy { $0.matches(fields) }
    case .without(let part, let other): part.matches(fields) && !other.matches(fields)
    default: fields.values.contains { !places($0).isEmpty }
    }
  }

  /// Where words of a field match.
  private func places(_ words: [String]) -> [Range<Int>] {
    switch self {
    case .word(let word): return words.indices.filter { words[$0] == word }.map { $0..<$0 + 1 }
    case .phrase(let phrase):
      guard phrase.count <= words.count else { return [] }
      return (0...words.count - phrase.count).filter { start in
        phrase.indices.allSatisfy { phrase[$0] == "*" || phrase[$0] == words[start + $0] }
      }.map { $0..<$0 + phrase.count }
    case .any(let parts): return parts.flatMap { $0.places(words) }
    case .near(let left, let right, let distance):
      return left.places(words).flatMap { first in
        right.places(words).filter { second in
          first != second && abs(first.lowerBound - second.lowerBound) <= distance
        }
      }
    case .inOrder(let parts):
      return parts.dropFirst().reduce(parts[0].places(words)) { before, part in
        part.places(words).filter { place in
          before.contains { $0.upperBound <= place.lowerBound }
        }
      }
    default: return []
    }
  }
}

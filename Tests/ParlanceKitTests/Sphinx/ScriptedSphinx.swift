import Searching

@testable import ParlanceKit

/// A part of an index of Sphinx in memory, which takes what publishing sends, and fails as it is told.
final class ScriptedSphinx: SphinxService {
  /// Rows by their numbers: the values between the parentheses.
  private(set) var rows: [String: [String]] = [:]
  private var found = 0

  /// How many of the next statements that change something get no answer.
  var silences = 0
  /// What a row has that the part refuses.
  var refused: String?
  /// The longest statement that it says to take.
  var longest = 128 << 20
  /// The columns by their types, where they are others than they should be.
  var types: [String: String] = [:]
  /// What the words of a probe come to, if they do not stay as they are.
  var normalizes: ((String) -> String) = { $0 }

  private(set) var replaces = 0

  /// What the row says of what is published.
  var head: String? { rows.values.first { $0.contains { $0.contains("\"sequence\":") } }?[12] }

  /// How many rows are documents.
  var documentCount: Int { rows.values.count { $0[8] != "" } }

  func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields] {
    let text = String(decoding: statement, as: UTF8.self)
    if text.hasPrefix("DESCRIBE") {
      return SphinxRow.types.map { ["Field": $0.name, "Type": types[$0.name] ?? $0.type] }
    }
    if text.hasPrefix("CALL KEYWORDS") {
      return text.split(separator: "'")[1].split(separator: " ")
        .map { ["normalized": normalizes(String($0))] }
    }
    if text.hasPrefix("SHOW VARIABLES") {
      return [["Variable_name": "max_allowed_packet", "Value": String(longest)]]
    }
    if text.hasPrefix("SHOW META") {
      return [["Variable_name": "total_found", "Value": String(found)]]
    }
    if text.hasPrefix("SELECT") { return select(text) }
    if silences > 0 {
      silences -= 1
      throw RemoteTransportFailure(description: "no answer")
    }
    if text.hasPrefix("REPLACE") { return try replace(text) }
    for number in text.split(separator: "(").last?.dropLast().split(separator: ",") ?? [] {
      rows[String(number)] = nil
    }
    if let word = text.split(separator: "'").dropFirst().first, text.contains("MATCH") {
      rows = rows.filter { !$0.value[3].split(separator: " ").contains(word) }
    }
    return []
  }

  private func replace(_ text: String) throws -> [SphinxFields] {
    replaces += 1
    let made = Self.tuples(text)
    if let refused, made.contains(where: { $0.contains { $0.contains(refused) } }) {
      throw RemoteFailure.refused("cannot be stored")
    }
    for row in made { rows[row[0]] = row }
    return []
  }

  private func select(_ text: String) -> [SphinxFields] {
    let query = text.split(separator: "'").dropFirst().first ?? ""
    let words = query.split { "() ".contains($0) }
    let last =
      text.split(separator: "id > ").dropFirst().first
      .flatMap { UInt64($0.prefix { $0.isNumber }) } ?? 0
    let kept = rows.values.filter { row in
      let keys = Set(row[3].split(separator: " "))
      return words.allSatisfy(keys.contains) && (UInt64(row[0]) ?? 0) > last
    }.sorted { (UInt64($0[0]) ?? 0) < (UInt64($1[0]) ?? 0) }
    found = kept.count
    if text.contains("GROUP BY origin") { return Set(kept.map { $0[6] }).map { ["origin": $0] } }
    return kept.map { ["id": $0[0], "doc": $0[8], "state": $0[9], "data": $0[12]] }
  }

  /// The rows of a statement, each as its values.
  private static func tuples(_ text: String) -> [[String]] {
    var result: [[String]] = []
    var values: [String] = []
    var value = ""
    var isQuoted = false
    var depth = 0
    var isEscaped = false
    for sign in text.drop(while: { $0 != ")" }).dropFirst() {
      if isEscaped {
        value.append(sign)
        isEscaped = false
      } else if isQuoted {
        if sign == "\\" {
          isEscaped = true
        } else if sign == "'" {
          isQuoted = false
        } else {
          value.append(sign)
        }
      } else {
        switch sign {
        case "'": isQuoted = true
        case "(":
          depth += 1
          if depth == 1 { value = "" }
        case ")":
          depth -= 1
          if depth == 0 {
            result.append(values + [value])
            values = []
            value = ""
          }
        case "," where depth == 1:
          values.append(value)
          value = ""
        case "," where depth == 0: break
        default: value.append(sign)
        }
      }
    }
    return result
  }
}

/// Sphinx on some parts.
struct ScriptedSphinxService: RemoteService {
  let parts: [ScriptedSphinx]

  var engine: any RemoteEngine { SphinxEngine(parts[0]) }

  func store(named name: String, pause: @escaping (Double) -> Void) throws -> any PublicationStore {
    try SphinxStore(parts, name: name, pause: pause)
  }
}

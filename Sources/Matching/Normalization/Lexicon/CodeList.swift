internal import Knowledge
internal import TextAnalysis

/// Codes and names of the same things, whatever the script: `AUT`, "Austria", "Österreich", "Австрия".
///
/// A code is a word of some language as often as not, so a list is used only for labels of which many stand in it.
final class CodeList: Sendable {
  /// The name of the list.
  let name: String

  /// For each folded form the number of what it stands for; -1 if it stands for two things.
  private let numbers: [String: Int32]

  /// The lists of `code-lists.tsv`.
  static let all = lists(PackageResources.code_lists_tsv)

  /// The share of labels, and the fewest of them, that stand in a list that is used.
  private static let leastShare = 0.2
  private static let fewestLabels = 8

  /// The longest code, in bytes.
  private static let longestCode = 3

  /// The list whose codes stand one behind the other, and what stands between them.
  private static let languages = "language"
  private static let dividers = Set("-_/|;,#".utf8)

  private static func isCode(_ token: String) -> Bool {
    token.utf8.count <= longestCode && all.contains { $0.numbers[token] != nil }
  }

  private init(_ name: String, _ numbers: [String: Int32]) {
    self.name = name
    self.numbers = numbers
  }

  /// The lists of a file.
  static func lists(_ bytes: [UInt8]) -> [CodeList] {
    var found: [String: [String: Int32]] = [:]
    for (number, line) in ResourceLines(bytes).enumerated() {
      let columns = String(decoding: line, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      guard columns.count == 2 else { continue }
      let list = String(columns[0])
      for entry in columns[1].split(separator: ";") {
        let form = folded(Analyzer.tokens(of: String(entry)).map(\.text))
        let known = found[list]?[form]
        found[list, default: [:]][form] =
          known == nil || known == Int32(number) ? Int32(number) : -1
      }
    }
    return found.sorted { $0.key < $1.key }.map { CodeList($0.key, $0.value) }
  }

  /// The list in which the most labels stand, if they are many.
  ///
  /// - Parameter labels: the labels.
  /// - Returns: the list, or `nil`.
  static func fitting(_ labels: [LabelForm]) -> CodeList? {
    // Short words are codes of something in any vocabulary: where there are names, these decide.
    let names = labels.filter { $0.raw.utf8.count > longestCode }
    let labels = names.isEmpty ? labels : names
    let counts = all.map { list in (list, labels.count { list.number(of: $0) != nil }) }
    guard let best = counts.max(by: { $0.1 < $1.1 }), best.1 >= fewestLabels,
      Double(best.1) >= leastShare * Double(labels.count)
    else { return nil }
    return best.0
  }

  /// What a label stands for: all of it, without what is glued on, or the language named first ("en-GB", "fre; lat").
  ///
  /// - Parameter form: the label.
  /// - Returns: a number that all that stands for the same has in common, or `nil`.
  func number(of form: LabelForm) -> Int32? {
    // "Old English" is another language than English, though "old" is glued on elsewhere.
    let isWhole = form.tokens.indices.contains { place in
      form.isDecoration[place] && !form.flags[place].contains(.hasDigit)
        && !Self.isCode(form.tokens[place])
    }
    for tokens in isWhole ? [form.tokens] : [form.tokens, form.core] {
      if let number = numbers[Self.folded(tokens)] { return number < 0 ? nil : number }
    }
    // Words that blanks alone divide are words: "no IP", "as is".
    let isDivided = form.raw.utf8.contains { Self.dividers.contains($0) }
    guard name == Self.languages, isDivided, form.tokens.count > 1,
      form.tokens.allSatisfy(Self.isCode), let number = numbers[form.tokens[0]], number >= 0
    else { return nil }
    return number
  }

  private static func folded(_ tokens: [String]) -> String { tokens.joined(separator: " ") }
}

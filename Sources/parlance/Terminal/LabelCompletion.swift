import ArgumentParser
import ParlanceKit

/// Completes labels of the workspace's vocabulary for the shell.
enum LabelCompletion {
  /// More than a shell shows well.
  private static let limit = 200

  /// The labels that begin with the words typed so far, without the words already there.
  ///
  /// - Parameters:
  ///   - words: the words of the command line, the program's name first or not.
  ///   - index: the number of the word that is completed.
  ///   - prefix: its beginning.
  /// - Returns: what may stand in its place, sorted; nothing if there is no vocabulary.
  static func labels(_ words: [String], at index: Int, prefix: String) -> [String] {
    let before = labelWords(words.prefix(max(0, index)))
    let beginning = (before + [unquoted(prefix)]).joined(separator: " ").lowercased()
    let skipped = before.isEmpty ? 0 : before.joined(separator: " ").count + 1
    // A shell that waits for completions has no use for an error.
    guard let found = try? workspace(in: words)?.vocabularies.labels(beginningWith: beginning)
    else { return [] }
    return Array(Set(found.map { String($0.dropFirst(skipped)) }).sorted().prefix(limit))
  }

  private static func workspace(in words: [String]) throws -> Workspace? {
    let option = "--workspace"
    if let place = words.firstIndex(of: option), words.indices.contains(place + 1) {
      return try Workspace(root: words[place + 1])
    }
    if let word = words.first(where: { $0.hasPrefix(option + "=") }) {
      return try Workspace(root: String(word.dropFirst(option.count + 1)))
    }
    return try GlobalOptions.parse([]).existingWorkspace()
  }

  /// The words before that are part of a label: neither options nor their values nor commands.
  private static func labelWords(_ words: ArraySlice<String>) -> [String] {
    var result: [String] = []
    var isValue = false
    let arguments = words.drop { $0 != ShowCommand.configuration.commandName }.dropFirst()
    for word in arguments {
      if isValue {
        isValue = false
      } else if word.hasPrefix("-") {
        isValue = !word.contains("=")
      } else {
        result.append(unquoted(word))
      }
    }
    return result
  }

  private static func unquoted(_ word: String) -> String {
    var word = word[...]
    if let first = word.first, first == "\"" || first == "'" { word = word.dropFirst() }
    if let last = word.last, last == "\"" || last == "'" { word = word.dropLast() }
    return word.split(separator: "\\", omittingEmptySubsequences: false).joined()
  }
}

/// A pattern of paths: `*` is anything within a name, `**` anything, `?` one character.
///
/// A pattern without a `/` is that of a file's or folder's name, at any depth. Case does not matter.
struct PathPattern {
  private let pattern: [Character]
  private let isName: Bool

  /// A pattern.
  init(_ text: String) {
    pattern = Array(text.lowercased())
    isName = !text.contains("/")
  }

  /// Whether a text has signs of a pattern.
  static func isPattern(_ text: String) -> Bool { text.contains { $0 == "*" || $0 == "?" } }

  /// The regular expression of Lucene that paths in small letters match from end to end, as this does.
  static func expression(_ text: String) -> String {
    let pattern = Array(text.lowercased())
    let isName = !text.contains("/")
    var result = ""
    for (place, character) in pattern.enumerated() {
      switch character {
      case "*":
        let isDouble =
          place > 0 && pattern[place - 1] == "*"
          || place + 1 < pattern.count && pattern[place + 1] == "*"
        result += isDouble && !isName ? ".*" : "[^/]*"
      case "?": result += "[^/]"
      default: result += escaped(String(character))
      }
    }
    return isName ? "(.*/)?\(result)(/.*)?" : result
  }

  /// Text as a regular expression of Lucene that stands for itself.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      // Whatever may mean something to any of its options.
      if ##"#.?+*|{}[]()"@&<>~^$-\"##.contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// Whether a path, or one of the names in it, matches.
  func matches(_ path: String) -> Bool {
    let path = path.lowercased()
    if isName { return path.split(separator: "/").contains { matches(Array($0)[...]) } }
    return matches(Array(path)[...])
  }

  /// Follows all places of the pattern that the text may have reached at once, so that no pattern takes longer
  /// than length × length.
  private func matches(_ text: ArraySlice<Character>) -> Bool {
    var reached: Set<Int> = [0]
    func closed(_ places: Set<Int>) -> Set<Int> {
      var result = places
      for place in places.sorted() {
        var place = place
        while place < pattern.count, pattern[place] == "*" {
          place += 1
          result.insert(place)
        }
      }
      return result
    }
    reached = closed(reached)
    for character in text {
      var next: Set<Int> = []
      for place in reached where place < pattern.count {
        switch pattern[place] {
        case "*":
          let isDouble =
            place > 0 && pattern[place - 1] == "*"
            || place + 1 < pattern.count && pattern[place + 1] == "*"
          if isDouble || character != "/" { next.insert(place) }
        case "?": if character != "/" { next.insert(place + 1) }
        default: if pattern[place] == character { next.insert(place + 1) }
        }
      }
      reached = closed(next)
      if reached.isEmpty { return false }
    }
    return reached.contains(pattern.count)
  }
}

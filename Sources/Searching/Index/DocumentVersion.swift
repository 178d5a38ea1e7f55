import Knowledge
import MappedStorage
import TextAnalysis

/// What the path of a document tells of its place among others of its kind.
///
/// `pricing/old/Prices 2009 FINAL.xlsx` and `pricing/Prices 2010 v2.xlsx` are of one series, the first set
/// aside.
struct DocumentVersion: Equatable {
  /// A number of the folder and of what is left of the name without date and version; 0 if nothing is.
  private(set) var series: UInt32 = 0

  /// Whether it is a copy, a draft, or lies in a folder for what is old.
  private(set) var isAside = false

  /// The version that the name states, the later the higher; 0 for none.
  private(set) var number: UInt16 = 0

  /// The highest number of a version that is kept.
  private static let highestNumber = 0x3FFF

  /// What the path of a document tells, with `/` between folders; nothing if it is empty.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - names: names of what the document is about, as folded words, asked for where it matters: words of a name
  ///     (Harbor Backup) do not set aside.
  init(path: String, names: () -> [[String]] = { [] }) {
    guard !path.isEmpty else { return }
    var folders = path.split(separator: "/").map(String.init)
    guard let name = folders.popLast() else { return }
    // Left out of the series: `Prices/2009` and `Prices/old` hold versions of what lies in
    // `Prices`.
    folders.removeAll { folder in
      let words = Self.words(of: folder)
      let isYear = words.count == 1 && Self.isYear(words[0])
      let isOld = Self.isFolderAside(folder, words)
      isAside = isAside || isOld
      return isYear || isOld
    }
    let stem = Self.stem(of: name)
    var rest = Self.words(of: stem)
    if Self.copyBeginnings.contains(where: { rest.starts(with: $0) && rest.count > $0.count }) {
      isAside = true
      rest.removeFirst(Self.copyBeginnings.first { rest.starts(with: $0) }?.count ?? 0)
    }
    if Self.isCopyNumber(stem) {
      isAside = true
      _ = rest.popLast()
    }
    if Self.asidePhrases.contains(where: { rest.contains($0) }) { isAside = true }
    let named = rest.contains(where: Self.setsAside) ? Self.words(of: names(), in: rest) : []
    for period in rest.compactMap(Self.period) { number = period }
    let kept = Self.dropDates(rest).filter { named.contains($0) || take($0) }
    // Names of nothing but numbers and dates, such as scans, are not versions of each other.
    guard kept.contains(where: { $0.count > 1 && $0.contains(where: \.isLetter) }) else { return }
    let key = (folders.map { $0.lowercased() } + [kept.joined(separator: " ")])
      .joined(separator: "/")
    // 0 stands for no series.
    series = max(1, UInt32(truncatingIfNeeded: Checksum.of(Array(key.utf8))))
  }

  /// As it is kept in a segment.
  init(series: UInt32, standing: UInt16) {
    self.series = series
    isAside = standing & 1 == 1
    number = standing >> 1
  }

  /// Whether it is aside and the version, in one number.
  var standing: UInt16 { number << 1 | (isAside ? 1 : 0) }

  /// Notes what a word of the name says of the version; `false` for one that says that and no more.
  private mutating func take(_ word: String) -> Bool {
    if Self.setsAside(word) {
      isAside = true
      return false
    }
    // Versions have even numbers (`version`), so that a final one stands right behind its own
    // number.
    if word == "final" {
      number = min(number + 1, UInt16(Self.highestNumber))
      return false
    }
    guard let version = Self.version(word) else { return true }
    number = version
    // v0.9 is a draft by its number.
    if version < 256 { isAside = true }
    return false
  }

  /// Whether a word of a name sets aside what bears it.
  static func setsAside(_ word: String) -> Bool {
    asideWords.contains(word) || isNumbered(word, draftWords)
  }

  /// The words of the names that stand in a file's name.
  private static func words(of names: [[String]], in rest: [String]) -> Set<String> {
    Set(names.filter { !$0.isEmpty && rest.contains($0) }.joined())
  }

  /// The version that the number of a quarter or another period stands for, the later the higher: `Q3`; `nil` for
  /// other words.
  private static func period(_ word: String) -> UInt16? {
    let digits = word.drop { $0.isLetter }
    guard periodLetters.contains(String(word[..<digits.startIndex])), digits.count <= 2,
      let number = UInt16(digits)
    else { return nil }
    return min(number, 60) * 256
  }

  /// The version `v2`, `v1.4` or `rev3`, a main number for each 256; `nil` for other words.
  private static func version(_ word: String) -> UInt16? {
    let digits = word.drop { $0.isLetter }
    guard versionWords.contains(String(word[..<digits.startIndex])), !digits.isEmpty,
      digits.count <= 5
    else { return nil }
    let parts = digits.split(separator: ".").map { Int($0) }
    guard let main = parts.first ?? nil, parts.allSatisfy({ $0 != nil }) else { return nil }
    // A minor number stops at 120, so that twice of it and what makes it final never reach the next
    // main one.
    let minor = parts.count > 1 ? parts[1] ?? 0 : 0
    return UInt16(min(min(main, 60) * 256 + min(minor, 120) * 2, highestNumber))
  }

  /// The words without years, dates, months and quarters.
  private static func dropDates(_ words: [String]) -> [String] {
    var kept: [String] = []
    var isAfterDate = false
    for word in words {
      if isDate(word) || isMonthAndYear(word, among: words) {
        // The month before its year, as in 03-2010.
        if isYear(word), let last = kept.last, isDayOrMonth(last) { kept.removeLast() }
        isAfterDate = true
      } else if !(isAfterDate && isDayOrMonth(word)) {
        isAfterDate = false
        kept.append(word)
      }
    }
    return kept
  }

  private static func isYear(_ word: String) -> Bool {
    word.count == 4 && (Int(word).map { (1980...2049).contains($0) } ?? false)
  }

  private static func isDayOrMonth(_ word: String) -> Bool {
    word.count <= 2 && (Int(word).map { (1...31).contains($0) } ?? false)
  }

  private static func isDate(_ word: String) -> Bool {
    if isYear(word) || months.contains(word) { return true }
    if word.allSatisfy({ $0.isNumber || $0 == "." }) {
      // 12.04.2011, 20100312 and 201003.
      let parts = word.split(separator: ".").map(String.init)
      if parts.count > 1 { return parts.count == 3 && parts.contains(where: isYear) }
      return (word.count == 8 || word.count == 6) && isYear(String(word.prefix(4)))
    }
    return isNumbered(word, periods)
  }

  /// Whether a word is a month and a year, such as 0208: the last word of a name without other numbers.
  private static func isMonthAndYear(_ word: String, among words: [String]) -> Bool {
    guard word.count == 4, word == words.last, let number = Int(word) else { return false }
    return (1...12).contains(number / 100)
      && words.count { $0.contains(where: \.isNumber) } == 1
  }

  /// Whether a word is one of some and a number.
  private static func isNumbered(_ word: String, _ words: Set<String>) -> Bool {
    // `draft` needs no number, but `mar` without one is a word and no month.
    let digits = word.drop { $0.isLetter }
    return words.contains(String(word[..<digits.startIndex])) && digits.allSatisfy(\.isNumber)
      && (!digits.isEmpty || words == draftWords)
  }

  /// Whether a folder is for what is old, for drafts or for trying out; a number beside does not matter.
  private static func isFolderAside(_ folder: String, _ words: [String]) -> Bool {
    if copyBeginnings.contains(where: { words.starts(with: $0) }) { return true }
    let telling = words.filter { !$0.allSatisfy(\.isNumber) }
    if asidePhrases.contains(where: { telling.contains($0) }) { return true }
    // All words must say so: `Old Town` is named after something.
    return asideFolders.contains(telling.joined(separator: " "))
      || !telling.isEmpty && telling.allSatisfy { asideFolders.contains($0) }
  }

  /// Whether a name ends as file managers number copies: ` (2)`, ` - Copy`.
  private static func isCopyNumber(_ stem: String) -> Bool {
    let lowered = stem.lowercased()
    if copyEndings.contains(where: { lowered.hasSuffix(" " + $0) }) {
      return true
    }
    guard lowered.hasSuffix(")"), let open = lowered.lastIndex(of: "("), open > lowered.startIndex
    else { return false }
    let digits = lowered[lowered.index(after: open)...].dropLast()
    // `(2010)` is a year, not the number of a copy.
    return (1...2).contains(digits.count) && digits.allSatisfy(\.isNumber)
  }

  private static func stem(of name: String) -> String {
    guard let point = name.lastIndex(of: "."), point > name.startIndex,
      name.distance(from: point, to: name.endIndex) <= 6,
      name[name.index(after: point)...].contains(where: \.isLetter)
    else { return name }
    return String(name[..<point])
  }

  private static func words(of name: String) -> [String] { Analyzer.tokens(of: name).map(\.text) }

  private static let lists = FileNameWords.lists

  /// The longest first, so that "kopie von" is not taken for "kopie".
  private static let copyBeginnings = lists.folded("copy-of")
    .map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }

  private static let copyEndings = lists.folded("copy-at-end")
  private static let draftWords = lists.folded("draft")
  private static let asideWords = lists.folded("aside")
  private static let asideFolders = draftWords.union(asideWords).union(lists.folded("aside-folder"))
  private static let asidePhrases = lists.folded("aside-phrase")
    .map { $0.split(separator: " ").map(String.init) }
  private static let versionWords = lists.folded("version")
  private static let months = MonthNames.folded(in: ["en", "de"], abbreviated: true)

  /// What stands before the number of a time without a blank: `q3`, `fy09`, `mar10`.
  private static let periodLetters = lists.folded("period")
  private static let periods = periodLetters.union(
    MonthNames.folded(in: ["en"], abbreviated: true).filter { $0.count == 3 })
}

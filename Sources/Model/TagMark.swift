/// What Parlance says of its own tags in a document: the mark that stands beside them.
///
/// By the mark a tag is known as written by Parlance wherever the document is read again: after a
/// rename, as a copy, in another workspace. It names the run, the account, and each label with who gave
/// it, in ASCII that every format can hold:
/// `Parlance/1 run=12 by=maria type=Price%20list person:product=Vault not:product=Jetty`.
package struct TagMark: Hashable, Sendable {
  /// Who gave a label.
  package enum Giver: String, Sendable, CaseIterable {
    /// Parlance itself.
    case machine = ""
    /// A person.
    case person = "person"
    /// A person, who said that it does not belong to the document.
    case rejected = "not"
    /// Other people: it stood in a property of the facet before Parlance wrote.
    case cameAsProperty = "came-property"
    /// Other people: it stood in the place for a category before Parlance wrote.
    case cameAsCategory = "came-category"
    /// Other people: it stood among the keywords before Parlance wrote.
    case cameAsKeyword = "came-keyword"

    /// Whether the label is a tag that was given here.
    package var isTag: Bool { self == .machine || self == .person }

    /// Whether a person decided on the label.
    package var isDecision: Bool { self == .person || self == .rejected }

    /// Whether the label is other people's in a place where Parlance writes as well.
    package var isOthers: Bool { !isTag && self != .rejected }
  }

  /// A label of a facet.
  package struct Entry: Hashable, Sendable {
    /// The facet's key.
    package var facet: String
    /// The label as it was written.
    package var label: String
    /// Who gave it.
    package var giver: Giver

    /// An entry of its parts.
    package init(facet: String, label: String, giver: Giver = .machine) {
      self.facet = facet
      self.label = label
      self.giver = giver
    }
  }

  /// The name of the run that wrote it.
  package var run: String

  /// The account under which it ran.
  package var account: String

  /// The labels, in the order in which they were written.
  package var entries: [Entry]

  /// A mark of its parts.
  package init(run: String, account: String, entries: [Entry]) {
    self.run = run
    self.account = account
    self.entries = entries
  }

  /// Whether two marks say the same of the tags, whoever wrote them when.
  package func saysTheSame(as other: TagMark) -> Bool { Set(entries) == Set(other.entries) }
}

// MARK: - Text

extension TagMark {
  private static let name = "Parlance/"
  private static let version = 1

  /// The mark as it stands in documents; `nil` without entries.
  package var text: String? {
    guard !entries.isEmpty else { return nil }
    let facts = [
      "\(Self.name)\(Self.version)", "run=\(Self.escaped(run))", "by=\(Self.escaped(account))",
    ]
    let labels = entries.map { entry in
      (entry.giver == .machine ? "" : entry.giver.rawValue + ":")
        + "\(Self.escaped(entry.facet))=\(Self.escaped(entry.label))"
    }
    return (facts + labels).joined(separator: " ")
  }

  /// The mark that a text is; `nil` if it is not one.
  ///
  /// What a later version adds is passed over.
  package init?(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, first.hasPrefix(Self.name),
      first.count > Self.name.count,
      first.dropFirst(Self.name.count).utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    self.init(run: "", account: "", entries: [])
    // Run and account come first; behind them these are the names of facets like any other.
    var facts: Set<Substring> = ["run", "by"]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = Self.unescaped(parts[1]) else { continue }
      switch facts.remove(parts[0]) {
      case "run": run = value
      case "by": account = value
      default: if let entry = Self.entry(parts[0], value) { entries.append(entry) }
      }
    }
  }

  private static func entry(_ key: Substring, _ label: String) -> Entry? {
    let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let giver = parts.count == 2 ? Giver(rawValue: String(parts[0])) : .machine,
      let facet = parts.last.flatMap(unescaped), !facet.isEmpty, !label.isEmpty
    else { return nil }
    return Entry(facet: facet, label: label, giver: giver)
  }

  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  /// Letters, digits and `-._~/()` as they are, every other byte as `%` and its number.
  private static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F, 0x28, 0x29:
        result.append(byte)
      default:
        result += [0x25, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hexadecimalValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46, 0x61...0x66: (digit | 0x20) - 0x61 + 10
    default: nil
    }
  }

  private static func unescaped(_ text: Substring) -> String? {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        result.append(byte)
        continue
      }
      // Digit by digit: `UInt8("+1", radix: 16)` is a number, too.
      guard let high = rest.popFirst().flatMap(hexadecimalValue),
        let low = rest.popFirst().flatMap(hexadecimalValue)
      else { return nil }
      result.append(high << 4 | low)
    }
    return String(validating: result, as: UTF8.self)
  }
}

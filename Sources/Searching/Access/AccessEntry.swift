/// Who passes one file or folder on the way to a document, as its owner, group, mode and access list say.
///
/// Decided as POSIX.1e does: the owner by the owner's bit, a user named by that entry, members of any
/// group with an entry if one of those lets them pass, everybody else by the last bit.
package struct AccessEntry: Hashable, Sendable {
  /// What an entry of an access list is about.
  package enum Subject: Hashable, Sendable {
    /// A user by number.
    case user(UInt32)
    /// A group by number.
    case group(UInt32)
  }

  /// A subject, and whether it passes.
  package struct Rule: Hashable, Sendable {
    /// Who is meant.
    package var subject: Subject
    /// Whether they pass.
    package var passes: Bool

    /// A rule.
    package init(_ subject: Subject, passes: Bool) {
      self.subject = subject
      self.passes = passes
    }
  }

  /// The rules: that of the owner first, those of groups last.
  package var rules: [Rule]

  /// Whether those pass of whom no rule speaks.
  package var othersPass: Bool

  /// An entry.
  package init(_ rules: [Rule], othersPass: Bool) {
    self.rules = rules
    self.othersPass = othersPass
  }

  /// Whether anybody at all passes.
  package var isOpen: Bool { othersPass && rules.allSatisfy(\.passes) }

  /// Whether a reader passes.
  package func passes(_ reader: SearchReader) -> Bool {
    if reader.isRoot { return true }
    var isMember = false
    for rule in rules {
      switch rule.subject {
      case .user(let number):
        if number == reader.user { return rule.passes }
      case .group(let number):
        guard reader.groups.contains(number) else { continue }
        if rule.passes { return true }
        isMember = true
      }
    }
    return !isMember && othersPass
  }
}

extension AccessEntry {
  /// The entry as text, such as `u0+u1000-g50+o-`.
  package var text: String {
    rules.map { rule in
      switch rule.subject {
      case .user(let number): "u\(number)\(rule.passes ? "+" : "-")"
      case .group(let number): "g\(number)\(rule.passes ? "+" : "-")"
      }
    }.joined() + (othersPass ? "o+" : "o-")
  }

  /// Reads what `text` gave; `nil` if it is anything else.
  package init?(_ text: String) {
    rules = []
    othersPass = false
    var rest = Substring(text)
    while let kind = rest.popFirst() {
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let sign = rest.popFirst(), sign == "+" || sign == "-" else { return nil }
      if kind == "o", digits.isEmpty, rest.isEmpty {
        othersPass = sign == "+"
        return
      }
      guard let number = UInt32(digits), kind == "u" || kind == "g" else { return nil }
      rules.append(Rule(kind == "u" ? .user(number) : .group(number), passes: sign == "+"))
    }
    return nil
  }
}

/// Who may read a document: all who pass each of some entries.
package enum DocumentAccess {
  /// What stands in the place of entries if everybody passes.
  package static let everybody = "*"

  /// The name of the column of a segment that holds the entries; no facet can have it.
  static let column = "\u{1}access"

  /// The values to store for the entries on the way to a document.
  package static func values(_ entries: [AccessEntry]) -> [String] {
    let texts = Set(entries.filter { !$0.isOpen }.map(\.text)).sorted()
    return texts.isEmpty ? [everybody] : texts
  }

  /// Whether a reader passes all stored values; what cannot be read lets nobody pass but root, and no values
  /// at all, by which nothing is known, the owner of the index besides.
  package static func passes(_ values: [String], _ reader: SearchReader) -> Bool {
    if reader.isRoot { return true }
    if values.isEmpty { return reader.isOwner }
    return values.allSatisfy { $0 == everybody || AccessEntry($0)?.passes(reader) ?? false }
  }
}

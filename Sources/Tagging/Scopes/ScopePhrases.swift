internal import Knowledge

/// Of what a document says that it holds for it.
enum DocumentScope: String, CaseIterable, Sendable {
  /// For whom it was written.
  case audience = "audience"
  /// Where it holds.
  case region = "region"
  /// For which trade it is.
  case industry = "industry"
}

/// How texts say for whom, where and for which trade they hold, as `scope-phrases.tsv` has it.
struct ScopePhrases: Sendable {
  /// The phrases of one scope.
  struct Entry: Sendable {
    /// Titles and keys of its schemes, in lower case.
    var schemes: Set<String> = []
    /// What a line begins with that names it.
    var lines: [[UInt8]] = []
    var declared = PrecedingPhrases()
    var before = PrecedingPhrases()
    var after: [[UInt8]] = []
    var around = SurroundingPhrases()
  }

  /// The phrases that are compiled into the library.
  static let shared = ScopePhrases(PackageResources.scope_phrases_tsv)

  private var entries: [DocumentScope: Entry] = [:]
  private(set) var fillers = PrecedingPhrases()
  private(set) var joining = PrecedingPhrases()
  private(set) var contacts: [[UInt8]] = []
  /// Words that deny what follows them.
  private(set) var denials = PrecedingPhrases()

  /// The phrases of a scope.
  subscript(scope: DocumentScope) -> Entry { entries[scope] ?? Entry() }

  /// The scope of a scheme by one of its names, in any case.
  func scope(named name: String) -> DocumentScope? {
    let name = name.lowercased()
    return DocumentScope.allCases.first { self[$0].schemes.contains(name) }
  }

  /// Reads the columns scope, kind, language, phrases.
  ///
  /// - Precondition: every line has four columns, a known scope and a known kind.
  init(_ bytes: [UInt8]) {
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
        .map { String(decoding: $0, as: UTF8.self) }
      precondition(columns.count == 4, "scope-phrases.tsv: \(columns.first ?? "")")
      let phrases = columns[3].split(separator: ";").map { Array($0.utf8) }
      if let scope = DocumentScope(rawValue: columns[0]) {
        add(phrases, kind: columns[1], to: &entries[scope, default: Entry()])
      } else {
        add(phrases, kind: columns[1])
      }
    }
  }

  private func add(_ phrases: [[UInt8]], kind: String, to entry: inout Entry) {
    switch kind {
    case "scheme": entry.schemes.formUnion(phrases.map { String(decoding: $0, as: UTF8.self) })
    case "line": entry.lines += phrases
    case "declared": for phrase in phrases { entry.declared.insert(phrase) }
    case "before": for phrase in phrases { entry.before.insert(phrase) }
    case "after": entry.after += phrases
    case "around":
      for phrase in phrases { entry.around.insert(String(decoding: phrase, as: UTF8.self)) }
    default: preconditionFailure("scope-phrases.tsv: the kind \(kind)")
    }
  }

  private mutating func add(_ phrases: [[UInt8]], kind: String) {
    switch kind {
    case "filler": for phrase in phrases { fillers.insert(phrase) }
    case "joining": for phrase in phrases { joining.insert(phrase) }
    case "contact": contacts += phrases
    case "denial": for phrase in phrases { denials.insert(phrase) }
    default: preconditionFailure("scope-phrases.tsv: the kind \(kind)")
    }
  }
}

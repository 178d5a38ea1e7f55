/// What `parlance doctor` looks at, line by line, each with what to do where something is amiss.
///
/// Nothing is written, made or repaired by looking.
package struct Diagnosis: Sendable {
  /// How something stands.
  package enum State: String, Sendable, Hashable {
    /// As it should be.
    case good = "ok"
    /// Something that a person may want to know.
    case note = "note"
    /// Something works less than it could, or will not for long.
    case warning = "warning"
    /// Something does not work.
    case error = "error"
  }

  /// One thing that was looked at.
  package struct Line: Sendable, Hashable {
    /// What it is, such as `catalog`; the same for all versions.
    package let subject: String
    /// How it stands.
    package let state: State
    /// What was found.
    package let finding: String
    /// What to do; empty if nothing is to be done.
    package let remedy: String
  }

  /// The lines, in the order in which things depend on each other.
  package private(set) var lines: [Line] = []

  /// Looks at everything.
  ///
  /// - Parameters:
  ///   - workspace: the workspace; `nil` if there is none, which is a line too.
  ///   - version: the version of the program.
  package init(_ workspace: Workspace?, version: String) {
    add(.good, "program", "parlance \(version)")
    lookAtTools()
    guard let workspace else {
      add(
        .note, "workspace", "none at or above this folder",
        "parlance import FILE makes one here; --workspace names one elsewhere")
      return
    }
    guard lookAtRights(of: workspace) else { return }
    lookAtPlace(of: workspace)
    lookAtVocabulary(of: workspace)
    lookAtCatalog(of: workspace)
    lookAtIndex(of: workspace)
    lookAtJournals(of: workspace)
  }

  /// Adds a line.
  mutating func add(
    _ state: State, _ subject: String, _ finding: String, _ remedy: String = ""
  ) {
    lines.append(Line(subject: subject, state: state, finding: finding, remedy: remedy))
  }

  /// Adds the line of an error, whose hint is what to do unless something better is known.
  mutating func add(_ subject: String, _ error: any Error, _ remedy: String? = nil) {
    // Errors have their way out behind this mark.
    let parts = String(describing: error).split(separator: "\nHint: ", maxSplits: 1)
    let hint = parts.count > 1 ? String(parts[1]) : ""
    add(.error, subject, parts.first.map(String.init) ?? "", remedy ?? hint)
  }

  /// Whether something does not work.
  package var hasErrors: Bool { lines.contains { $0.state == .error } }

  /// The fields of a line.
  package static let columns = ["state", "check", "finding", "remedy"].map { Column($0) }

  /// The lines as records.
  package var records: [[JSONValue]] {
    lines.map { line in
      [
        .string(line.state.rawValue), .string(line.subject), .string(line.finding),
        .string(line.remedy),
      ]
    }
  }
}

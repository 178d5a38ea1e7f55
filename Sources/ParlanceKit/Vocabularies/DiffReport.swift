package import JSONCoding
internal import Model
internal import Taxonomy

/// What changed between two releases of a vocabulary, and how many documents that touches.
package struct DiffReport: Sendable {
  /// A change.
  package struct Change: Sendable {
    let change: VocabularyChange

    /// How many documents it touches, if they were counted.
    package let documents: Int?

    init(_ change: VocabularyChange, documents: Int?) {
      self.change = change
      self.documents = documents
    }

    /// The kind of change.
    package var kind: String { change.kind.rawValue }

    /// The scheme that it is in.
    package var scheme: String { change.scheme }

    /// The change in words.
    package var message: String { change.message }

    /// The change as a record.
    package var record: [JSONValue] {
      [
        .string(change.kind.rawValue), .string(change.scheme),
        .array(change.concepts.map { .string($0.uri) }),
        .array(change.concepts.map { .string($0.name) }),
        .array(change.targets.map { .string($0.uri) }),
        .array(change.targets.map { .string($0.name) }), .string(change.old),
        .string(change.new), .string(change.language), .string(change.message),
        documents.map { .integer($0) } ?? .null, .string(change.property), .string(change.label),
        change.due.map { .string($0.description) } ?? .null,
      ]
    }
  }

  /// The fields of the records.
  package static let columns = [
    Column("change"), Column("scheme"), Column("concepts"), Column("names"), Column("targets"),
    Column("target_names"), Column("old"), Column("new"), Column("language"),
    Column("message"), Column("documents", isNumber: true), Column("property"), Column("label"),
    Column("due"),
  ]

  /// The changes, by schemes.
  package let changes: [Change]

  /// The title of the newer release, and the versions of both; empty where they state none.
  let title: String
  let versions: (old: String, new: String)

  /// The concepts that are gone without a trace though documents bear them.
  package var lost: [(name: String, documents: Int)] {
    changes.compactMap { change in
      guard change.change.kind == .removed, let documents = change.documents, documents > 0 else {
        return nil
      }
      return (change.change.concepts.map(\.name).joined(separator: ", "), documents)
    }
  }

  /// How many kinds of statements the files have that the model has no place for, and that are not compared.
  package let leftOut: Int

  /// Compares two releases.
  ///
  /// - Parameters:
  ///   - files: the older and the newer release, or the newer one alone.
  ///   - dialect: the dialect of the files; found from the root element if `nil`.
  ///   - countsDocuments: whether the documents of the workspace that changes touch are counted.
  ///   - workspace: is asked for the workspace, which has the older release if no file has it.
  /// - Throws: what reading and counting throw.
  package init(
    _ files: [String], as dialect: VocabularyDialect?, countsDocuments: Bool,
    in workspace: () throws -> Workspace
  ) throws {
    let inputs = try files.map { try VocabularyInput.read([$0], as: dialect) }
    let leftOut = inputs.map { $0.findings.count { $0.rule == "IgnoredContent" } }.reduce(0, +)
    let old = inputs.count == 2 ? inputs[0].vocabulary : try workspace().vocabularies.current()
    try self.init(
      from: old, to: inputs[inputs.count - 1].vocabulary, leftOut: leftOut,
      countsDocuments: countsDocuments, in: workspace)
  }

  /// Compares a state that the vocabulary of a workspace had with the one before.
  ///
  /// - Parameters:
  ///   - number: the number of the state; all of the first one is new.
  ///   - workspace: the workspace.
  ///   - countsDocuments: whether its documents that changes touch are counted.
  /// - Throws: `RequestError` for an unknown number; what reading and counting throw.
  package init(
    ofRelease number: Int, of workspace: Workspace, countsDocuments: Bool = true
  ) throws {
    let log = workspace.releases
    let release = try log.release(number)
    let before = try log.all().last { $0.number < number }
    try self.init(
      from: try before.map { try log.vocabulary(of: $0) } ?? VocabularyImporter.empty(),
      to: try log.vocabulary(of: release), leftOut: 0, countsDocuments: countsDocuments,
      updatesIndex: false, in: { workspace })
  }

  /// Compares the vocabulary of a workspace with a state that it had, to which it may go back.
  ///
  /// - Throws: `RequestError` for an unknown number; what reading and counting throw.
  package init(restoring number: Int, of workspace: Workspace) throws {
    let log = workspace.releases
    try self.init(
      from: try workspace.vocabularies.current(),
      to: try log.vocabulary(of: try log.release(number)), of: workspace)
  }

  /// Compares two vocabularies, documents of a workspace counted.
  init(from old: Vocabulary, to new: Vocabulary, of workspace: Workspace) throws {
    try self.init(
      from: old, to: new, leftOut: 0, countsDocuments: true, updatesIndex: false, in: { workspace })
  }

  private init(
    from old: Vocabulary, to new: Vocabulary, leftOut: Int, countsDocuments: Bool,
    updatesIndex: Bool = true, in workspace: () throws -> Workspace
  ) throws {
    self.leftOut = leftOut
    title = (new.titles.first { $0.language == "en" } ?? new.titles.first)?.text ?? ""
    versions = (old.version, new.version)
    let diff = VocabularyDiff(from: old, to: new)
    guard countsDocuments else {
      changes = diff.changes.map { Change($0, documents: nil) }
      return
    }
    let concerned = Set(diff.changes.lazy.flatMap(\.concepts).map(\.uri))
    let counter = try workspace().searchIndex.documentCounter(
      for: concerned, updatesIndex: updatesIndex)
    changes = try diff.changes.map {
      Change($0, documents: try VocabularyDiff.impact(of: $0, documents: counter))
    }
  }
}

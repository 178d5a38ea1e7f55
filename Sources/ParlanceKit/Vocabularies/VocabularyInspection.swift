internal import JSONCoding
internal import System
package import Taxonomy

/// The dialects that vocabularies are read from.
package typealias VocabularyDialect = VocabularyFormat

/// The formats that vocabularies are written in.
package typealias VocabularyExport = ExportFormat

/// Which of two preferred labels of one language a repair keeps.
package typealias KeptPreferredLabel = VocabularyRepair.PreferredLabel

extension VocabularyRepair.PreferredLabel {
  /// What is kept unless something else is asked for.
  package static var usual: VocabularyRepair.PreferredLabel { .first }
}

extension VocabularyFormat {
  /// The names of all dialects.
  package static var names: [String] { allCases.map(\.rawValue) }
}

extension ExportFormat {
  /// The names of all formats.
  package static var names: [String] { allCases.map(\.rawValue) }
}

/// Vocabularies to be looked at: files, or the sources of a workspace.
package struct VocabularyInspection {
  private let input: VocabularyImport

  /// The file whose comments a repair keeps; nil if there are several, or none that can be read again.
  private var commented: String?

  /// The vocabularies of files, names as the sources have them, with all findings.
  ///
  /// - Throws: `XMLError` or `VocabularyImportError`.
  package init(files: [String], as dialect: VocabularyDialect?) throws {
    input = try VocabularyInput.read(files, as: dialect, isForCheck: true)
    commented = files.count == 1 && files[0] != "-" ? files[0] : nil
  }

  /// The sources of a workspace.
  ///
  /// - Throws: `WorkspaceError`; `VocabularyImportError`.
  package init(_ workspace: Workspace) throws {
    input = try workspace.sources.read(isForCheck: true)
  }

  /// The names of all rules.
  package static var ruleNames: [String] { VocabularyChecker.descriptions.map(\.name) }

  /// The rules that look links up.
  package static let linkRules: Set<String> = ["BrokenLinks", "MissingInLinks"]

  /// The fields of the list of rules.
  package static let ruleColumns = [Column("rule"), Column("severity"), Column("summary")]

  /// The list of rules.
  package static var ruleRecords: [[JSONValue]] {
    VocabularyChecker.descriptions.map {
      [.string($0.name), .string($0.severity.rawValue), .string($0.summary)]
    }
  }

  /// What is to be said about the vocabularies.
  ///
  /// - Parameters:
  ///   - rules: only these; all if `nil`.
  ///   - links: what looks up links to other vocabularies; `nil` looks none up.
  /// - Returns: the findings.
  /// - Throws: `LinkCheckerError.noProgram`.
  package func findings(rules: Set<String>?, links: LinkLookup?) throws -> FindingList {
    let checker = VocabularyChecker(
      ruleNames: rules,
      links: try links.map { try LinkChecker($0.variable, progress: $0.progress) })
    return FindingList(checker.check(input.vocabulary, importFindings: input.findings))
  }

  /// The vocabulary with all repairs that need no decision.
  ///
  /// - Parameter label: which of two preferred labels of one language stays.
  /// - Returns: the repaired vocabulary, with what was done.
  package func repaired(keeping label: KeptPreferredLabel) -> RepairedVocabulary {
    RepairedVocabulary(
      VocabularyRepair(of: input.vocabulary, keeping: label), commentsOf: commented)
  }
}

/// What looking links up takes: the caller's environment, and who is told how far it is.
package struct LinkLookup {
  /// A variable of the caller's environment.
  package let variable: (String) -> String?

  /// Is told how many links of how many are looked up; `false` breaks off.
  package let progress: @Sendable (Int, Int) -> Bool

  /// A lookup.
  package init(
    variable: @escaping (String) -> String?, progress: @escaping @Sendable (Int, Int) -> Bool
  ) {
    self.variable = variable
    self.progress = progress
  }
}

/// A vocabulary after its repair.
package struct RepairedVocabulary {
  private let repair: VocabularyRepair

  private let commented: String?

  init(_ repair: VocabularyRepair, commentsOf path: String?) {
    self.repair = repair
    commented = path
  }

  /// What was done.
  package var repairs: FindingList { FindingList(repair.repairs) }

  /// How many errors are left, which need a decision.
  package var errorsLeft: Int {
    VocabularyChecker().check(repair.vocabulary).count { $0.severity == .error }
  }

  /// The vocabulary in the format that the ending of a path stands for: `.xml`, `.rdf` or `.ttl`.
  ///
  /// In Parlance XML the comments of a file in that format are kept.
  ///
  /// - Throws: `RequestError` for another ending.
  package func bytes(for path: String) throws -> [UInt8] {
    let formats: [(ending: String, format: ExportFormat)] = [
      (".xml", .parlance), (".rdf", .skos), (".ttl", .turtle),
    ]
    guard let format = formats.first(where: { path.hasSuffix($0.ending) })?.format else {
      throw RequestError("--fix writes a file that ends in .xml, .rdf or .ttl, not \(path)")
    }
    let bytes = try repair.vocabulary.exported(as: format)
    // What is read here was read a moment ago: a packed or broken file has no comments to keep.
    guard format == .parlance, let commented,
      let comments = try? KeptComments(of: MappedBytes.contents(of: commented))
    else { return bytes }
    return comments.merged(into: bytes)
  }
}

/// Vocabularies in another format.
package enum VocabularyWriter {
  /// The bytes of the vocabulary of files, or of the workspace.
  ///
  /// - Parameters:
  ///   - files: the files, and their dialect unless it is to be found.
  ///   - workspace: is asked for the workspace if there are no files.
  ///   - format: the format.
  ///   - scheme: only this scheme, by key, URI or title; formats that hold the whole vocabulary refuse it.
  ///   - language: the language of names where a format holds one language only.
  /// - Returns: the bytes.
  /// - Throws: `RequestError` for an unknown scheme; `VocabularyExportError`; what reading throws.
  package static func bytes(
    of files: (paths: [String], dialect: VocabularyDialect?), or workspace: () throws -> Workspace,
    as format: VocabularyExport, scheme: String?, language: String
  ) throws -> [UInt8] {
    let vocabulary =
      files.paths.isEmpty
      ? try workspace().vocabularies.current()
      : try VocabularyInput.read(files.paths, as: files.dialect).vocabulary
    let options = ExportOptions(
      scheme: try scheme.map { try vocabulary.scheme(asked: $0) }, language: language.lowercased())
    return try vocabulary.exported(as: format, options: options)
  }
}

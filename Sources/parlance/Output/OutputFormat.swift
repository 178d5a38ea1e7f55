import ArgumentParser
import Glibc
import ParlanceKit
import Synchronization
import System

/// The forms in which a command prints a list.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// For people: aligned columns, cut to the terminal.
  case table = "table"
  /// One JSON value for the whole answer.
  case json = "json"
  /// One JSON object a line.
  case jsonl = "jsonl"
  /// Comma-separated values with a header line (RFC 4180).
  case csv = "csv"
  /// Tab-separated values with a header line.
  case tsv = "tsv"
  /// The paths alone, one a line.
  case paths = "paths"

  /// For whom values are made that are printed in this form.
  var reportForm: ReportForm {
    switch self {
    case .table, .paths: .table
    case .csv, .tsv: .lines
    case .json, .jsonl: .json
    }
  }
}

/// Options of every command.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder that holds .parlance.",
      discussion: "Otherwise PARLANCE_WORKSPACE, or the nearest one at or above this folder.",
      valueName: "dir"), completion: .directory)
  var workspace: String?

  @Option(name: .long, help: "When to color: auto, always or never; NO_COLOR means never.")
  var color: ColorChoice = .auto

  /// The workspace named, else the nearest one.
  ///
  /// - Throws: `WorkspaceError.notFound` if there is none.
  func existingWorkspace() throws -> Workspace {
    try Self.existingWorkspace(named: workspace)
  }

  /// The workspace named, else the nearest one; `nil` if none is named and there is none.
  ///
  /// - Throws: `WorkspaceError.notFound` if the one named is none.
  func workspaceIfThere() throws -> Workspace? {
    if workspace != nil || Self.folderOfEnvironment != nil {
      return try Self.namedWorkspace(workspace ?? Self.folderOfEnvironment)
    }
    return try Workspace.nearest(to: ".")
  }

  /// A file that a person names for an output: no file of a workspace, by whatever name.
  func outputFile(_ path: String) -> OutputFile {
    OutputFile(
      path, outsideOf: Workspace.folderName,
      at: (try? Self.namedWorkspace(workspace ?? Self.folderOfEnvironment))?.folder)
  }

  /// Writes a file that a person names for an output: no file of a workspace, by whatever name, and none that is read.
  ///
  /// - Parameters:
  ///   - bytes: all that is to be in it.
  ///   - path: where it is to be.
  ///   - replaces: whether a file may be replaced that holds something else.
  ///   - inputs: what the command reads beside what the workspace was made from and is about.
  /// - Throws: `OutputFile.Refusal`, `StorageError.unwritable`.
  func write(
    _ bytes: [UInt8], to path: String, replaces: Bool, inputs: [String] = []
  ) throws {
    try outputFile(path).write(bytes, replaces: replaces, inputs: inputs + self.inputs(at: path))
  }

  /// The files of the workspace that an output must not be written over.
  func inputs(at path: String) -> [String] {
    let workspace = try? Self.namedWorkspace(workspace ?? Self.folderOfEnvironment)
    return workspace?.inputs(at: path) ?? []
  }

  /// The workspace of that name if there is one, else the one of `PARLANCE_WORKSPACE`, else the nearest.
  ///
  /// - Throws: `WorkspaceError.notFound` if there is none, `.notShared` if it may not be read.
  static func existingWorkspace(named name: String?) throws -> Workspace {
    let workspace = try namedWorkspace(name ?? folderOfEnvironment)
    guard workspace.mayRead else { throw WorkspaceError.notShared(path: workspace.folder) }
    return workspace
  }

  private static func namedWorkspace(_ name: String?) throws -> Workspace {
    if let name {
      let workspace = try Workspace(root: name)
      guard workspace.exists else { throw WorkspaceError.notFound(start: workspace.root) }
      return workspace
    }
    guard let nearest = try Workspace.nearest(to: ".") else {
      throw WorkspaceError.notFound(start: try Workspace(root: ".").root)
    }
    return nearest
  }

  /// The workspace of `existingWorkspace()` for a command that writes in it; closed if it is too open.
  func workspaceToWrite() throws -> Workspace {
    let workspace = try existingWorkspace()
    try Self.close(workspace)
    return workspace
  }

  /// The workspace named, else the nearest one, else one in this folder; made if it is not there.
  func workspaceToCreate() throws -> Workspace {
    let workspace = try plannedWorkspace()
    try Self.close(workspace)
    try workspace.create()
    return workspace
  }

  /// Closes a workspace that is too open; whose it is not is told, and goes on: what else it may do is another question.
  private static func close(_ workspace: Workspace) throws {
    guard workspace.isOwn else {
      if workspace.isTooOpen { warnOfOpenness(workspace) }
      return
    }
    guard try workspace.closeIfTooOpen() else { return }
    Diagnostics.note(
      "\(workspace.folder): is private now; accounts beside its owner could read it.\n"
        + "Hint: parlance init --shared GROUP opens it to a group")
  }

  /// Says that accounts may read a workspace with which it was never shared.
  static func warnOfOpenness(_ workspace: Workspace) {
    Diagnostics.warning(
      "\(workspace.folder): every account can read the text of the documents in it\n"
        + "Hint: parlance init makes it private, parlance init --shared GROUP opens it to a group; its owner can"
    )
  }

  /// The workspace that `workspaceToCreate()` gives, with nothing but a named folder made yet.
  func plannedWorkspace() throws -> Workspace {
    if let named = self.workspace ?? Self.folderOfEnvironment {
      return try Workspace(creatingFolder: named)
    }
    return try Workspace.nearest(to: ".") ?? Workspace(root: ".")
  }

  /// Works on the planned workspace; a folder made for it is removed if nothing came of it.
  func withPlannedWorkspace<Result>(_ body: (Workspace) throws -> Result) throws -> Result {
    guard let named = self.workspace ?? Self.folderOfEnvironment else {
      let workspace = try plannedWorkspace()
      try Self.close(workspace)
      return try body(workspace)
    }
    return try Workspace.withFolder(creating: named) { workspace in
      try Self.close(workspace)
      return try body(workspace)
    }
  }

  private static var folderOfEnvironment: String? {
    ProcessEnvironment.nonemptyVariable("PARLANCE_WORKSPACE")
  }

  /// Puts the choice of color into force.
  func validate() throws {
    ColorChoice.current.withLock { $0 = color }
  }
}

extension ColorChoice: ExpressibleByArgument {}

/// The option of commands that print a list.
struct FormatOptions: ParsableArguments {
  @Option(name: .long, help: "table, json, jsonl, csv, tsv or paths.")
  var format: OutputFormat = .table

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "With --format paths: end each path with NUL instead of a line feed.")
  var isNullTerminated = false
}

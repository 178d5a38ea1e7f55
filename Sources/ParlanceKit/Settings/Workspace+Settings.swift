internal import Cataloging
internal import Documents
internal import Glibc
package import JSONCoding
internal import Model
internal import System

extension Workspace {
  /// What settings files say of a share; what is said later holds.
  ///
  /// First comes the file in the workspace, then the one beside the share, then what either says of this
  /// share alone.
  ///
  /// - Parameter share: the root of the share; `nil` for what holds for all.
  /// - Returns: the settings.
  /// - Throws: `LocatedError` with the line of what cannot be meant; `StorageError`.
  package func settings(ofShare share: String?) throws -> ShareSettings {
    var settings = ShareSettings()
    var folders = [root]
    if let share, let slash = share.lastIndex(of: "/") {
      let parent = slash == share.startIndex ? "/" : String(share[..<slash])
      if parent != root { folders.append(parent) }
    }
    // Beside a share others may be able to put files, as in /tmp.
    let owners = [root, share].compactMap { $0 }
      .compactMap { FileIdentity(followingLinks: $0)?.owner }
    let trusted = Set(owners + [0, geteuid()])
    var files: [(file: SettingsFile, folder: String)] = []
    for folder in folders {
      let path = (folder == "/" ? "" : folder) + "/" + SettingsFile.name
      guard PathAccess.exists(path) else { continue }
      files.append((try SettingsFile(path, ofOwners: trusted), folder))
    }
    for (file, _) in files { try file.apply(to: &settings) }
    for (file, folder) in files {
      try file.apply(of: share ?? "", from: folder, to: &settings)
    }
    return settings
  }
}

/// The settings of a share as they are shown: each with its value and where that comes from.
package struct SettingsReport {
  /// The fields of the records.
  package static let columns = [
    Column("setting"), Column("value"), Column("source"),
  ]

  /// A record for each setting.
  package private(set) var records: [[JSONValue]] = []

  /// The settings of a share.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - share: the root of a share; `nil` for what holds for all.
  /// - Throws: what reading the files throws; `CatalogError`.
  package init(_ workspace: Workspace, share: String?) throws {
    let settings = try workspace.settings(ofShare: share)
    let tuned = try workspace.tagging.preferences()
    let settled =
      workspace.hasCatalog
      ? try TagPlacing.settled(in: workspace.openCatalogForReading()) : nil
    func add(_ name: String, _ value: String, otherwise source: String = "usual") {
      let place = settings.sources[name].map(\.description) ?? source
      records.append([.string(name), .string(value), .string(place)])
    }
    add(
      "write-to", (settings.place ?? settled ?? .catalog).rawValue,
      otherwise: settled == nil ? "usual" : "settled by a run")
    func list(_ patterns: [String], _ usual: String) -> String {
      patterns.isEmpty ? usual : patterns.joined(separator: " ")
    }
    add("include", list(settings.include, "everything"))
    add("exclude", list(settings.exclude, "the usual litter"))
    add("largest-file", "\(settings.largestFile ?? ReadingLimits().fileSize)")
    add("date-order", settings.dateOrder?.rawValue ?? "as each document shows")
    let thresholds = tuned.thresholds.merging(settings.thresholds) { $1 }
    for (facet, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
      add(
        "thresholds.\(facet)", "\(threshold.accept) \(threshold.review)",
        otherwise: "parlance tune")
    }
    for tags in settings.folders {
      records.append([
        .string("facets"), .string("\(tags.folder)/: \(tags.facet) \(tags.label)"),
        .string(tags.source.description),
      ])
    }
  }
}

internal import Documents
internal import System

extension Diagnosis {
  /// A kind of documents that foreign programs read; one of them is enough.
  private struct Need {
    let documents: String
    let programs: [ForeignTools.Program]
    /// How bad it is if there is none.
    let state: State
    /// What becomes of the documents then.
    var consequence = "such documents are refused"
  }

  private static let needs = [
    Need(documents: "PDF", programs: [.pdftotext], state: .warning),
    Need(documents: "Word 97 (.doc)", programs: [.antiword, .catdoc, .soffice], state: .note),
    Need(documents: "Excel 97 (.xls)", programs: [.xls2csv, .soffice], state: .note),
    Need(documents: "PowerPoint 97 (.ppt)", programs: [.catppt, .soffice], state: .note),
    Need(
      documents: "metadata of images, sound, film", programs: [.exiftool], state: .note,
      consequence: "they are tagged by their names and folders"),
    Need(
      documents: "text of DjVu", programs: [.djvutxt], state: .note,
      consequence: "they are tagged by their names and folders"),
  ]

  /// The programs that read what our own readers do not.
  mutating func lookAtTools() {
    let tools = ForeignTools()
    for need in Self.needs {
      if let path = need.programs.lazy.compactMap({ tools.path(of: $0) }).first {
        add(.good, "tools", "\(need.documents): \(path)")
      } else {
        let names = need.programs.map(\.rawValue).joined(separator: ", ")
        add(
          need.state, "tools", "\(need.documents): none of \(names); \(need.consequence)",
          "install the Debian package '\(need.programs[0].debianPackage)'")
      }
    }
  }

  /// Whether this account may read the workspace, and who else; returns whether there is more to look at.
  mutating func lookAtRights(of workspace: Workspace) -> Bool {
    guard workspace.mayRead else {
      add("rights", WorkspaceError.notShared(path: workspace.folder))
      return false
    }
    if workspace.isTooOpen {
      add(
        .warning, "rights", "\(workspace.folder): every account can read the text of its documents",
        "parlance init makes it private, parlance init --shared GROUP opens it to a group")
    } else if !workspace.mayWrite {
      add(
        .note, "rights", "\(workspace.folder): this account reads, and does not write",
        "its owner imports, retags and undoes")
    } else {
      add(.good, "rights", "\(workspace.folder): read and written by this account")
    }
    return true
  }

  /// The file system of the workspace, and how much can be written yet.
  mutating func lookAtPlace(of workspace: Workspace) {
    guard let facts = FileSystemFacts(holding: workspace.folder) else { return }
    if facts.isReadOnly {
      add(.error, "mount", "\(workspace.folder): is mounted read-only", "mount it for writing")
    } else if facts.isRemote {
      add(
        .warning, "mount", "\(workspace.folder): lies on another machine's file system",
        "move the workspace to a local disk: SQLite's log and locks are not safe there")
    } else {
      add(.good, "mount", "\(workspace.folder): on a local file system")
    }
    // A folder that cannot be read is told of by its rights; the room it takes is not known.
    let index = (try? Self.size(ofFolder: workspace.indexFolder)) ?? 0
    let used = Self.size(of: workspace.catalogPath) + index
    let text = "\(Self.shown(facts.available)) free; catalog and index take \(Self.shown(used))"
    // Rebuilding the index needs as much again, a run of many changes as much as the catalog.
    let wanted = max(Self.leastSpace, used)
    if facts.available < Self.leastSpace / 4 {
      add(.error, "space", text, "make room: runs begin to fail")
    } else if facts.available < wanted {
      let room = Self.shown(wanted)
      add(.warning, "space", text, "make room for \(room), which a rebuilt index takes")
    } else {
      add(.good, "space", text)
    }
  }

  private static let leastSpace = 256 << 20

  private static func size(of path: String) -> Int { FileStamp(of: path)?.size ?? 0 }

  private static func size(ofFolder path: String) throws -> Int {
    try OpenFolder.names(in: path).reduce(0) { $0 + size(of: "\(path)/\($1)") }
  }

  private static let units = ["KiB", "MiB", "GiB"]

  /// A number of bytes with a unit.
  static func shown(_ bytes: Int) -> String {
    // One number is chosen and the unit follows from it: of pairs, the compiler puts the halves now in this order, now in
    // the other, and no two builds are the same.
    let power = min((Int.bitWidth - 1 - bytes.leadingZeroBitCount) / 10, Self.units.count)
    if bytes > 0, power > 0 {
      let tenths = ((bytes >> (power * 10 - 4)) * 10) >> 4
      let unit = Self.units[power - 1]
      return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(tenths / 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}

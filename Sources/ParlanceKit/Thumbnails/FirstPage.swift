internal import Compressing
internal import Documents
internal import System

/// Makes a picture of the first page of a document: the one that an Office file holds, or one of a PDF by
/// poppler's `pdftoppm` in a child.
enum FirstPage {
  /// The names under which Office files hold a picture of themselves.
  private static let embedded = [
    "docProps/thumbnail.jpeg", "docProps/thumbnail.jpg", "docProps/thumbnail.png",
    "Thumbnails/thumbnail.png",
  ]

  private static let archives: Set<String> = [
    "docx", "xlsx", "pptx", "odt", "ods", "odp", "docm", "xlsm", "pptm",
  ]

  /// The longer side of a picture that is made, in pixels.
  private static let side = 240

  /// A larger file is not looked at.
  static let largestFile = 64 << 20

  /// Where `pdftoppm` is, as Debian installs it.
  private static let renderer = "/usr/bin/pdftoppm"

  /// Whether files of a name may have a picture.
  static func mayHave(_ name: String) -> Bool {
    let ending = ending(name)
    return ending == "pdf" || archives.contains(ending)
  }

  static func ending(_ name: String) -> String {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  /// The state of a file, by which a picture of it is known; `nil` if it is none that may be looked at.
  static func state(of path: SharePath) -> FileIdentity? {
    guard let identity = FileIdentity(of: path), identity.isRegular,
      (1...largestFile).contains(identity.size)
    else { return nil }
    return identity
  }

  /// The picture of a file; `nil` if there is none, or the file is another by now.
  static func picture(of path: SharePath, in state: FileIdentity) -> Picture? {
    guard mayHave(path.string), let file = file(at: path, in: state) else { return nil }
    return ending(path.string) == "pdf" ? rendered(file) : held(file, size: state.size)
  }

  /// A file, opened without following links; `nil` if it is another by now.
  static func file(at path: SharePath, in state: FileIdentity) -> FileDescriptor? {
    guard let folder = try? OpenFolder(withoutLinks: path.folder),
      let (file, identity) = try? folder.document(path.name), identity == state
    else { return nil }
    return file
  }

  private static func held(_ file: FileDescriptor, size: Int) -> Picture? {
    var limits = ZipArchive.Limits()
    limits.entrySize = Picture.longest
    // A document without a picture is shown without one, whatever the reason.
    guard let source = try? ByteSource(file, count: size),
      let archive = try? ZipArchive(source, limits: limits),
      let entry = archive.directory.entries.first(where: { embedded.contains($0.name) }),
      let bytes = try? archive.contents(of: entry, using: Inflater())
    else { return nil }
    return Picture(bytes)
  }

  /// The first page of a PDF file; `nil` if it is none, or nothing is there to make it.
  static func rendered(_ file: FileDescriptor) -> Picture? {
    // By the open file, not by its path, where another may be by now.
    var child = ChildProcess(
      renderer, ["-f", "1", "-l", "1", "-scale-to", "\(side)", "-jpeg", "/dev/stdin"])
    child.limits.seconds = 10
    child.limits.processorSeconds = 5
    child.limits.memory = 512 << 20
    child.limits.output = Picture.longest
    guard let outcome = try? child.run(file), outcome.status == 0, !outcome.isCut else {
      return nil
    }
    return Picture(outcome.output)
  }
}

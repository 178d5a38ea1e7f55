internal import Documents
internal import Glibc
internal import System

/// Where the paths of an extraction begin, and what they may not leave.
struct ExtractionRoot: Sendable {
  /// The folder that files are opened in.
  let folder: ShareFolder

  /// The bytes with which absolute paths within the root begin; `nil` without a root.
  private let prefixes: [[UInt8]]?

  private let name: String

  /// Opens a root, or the whole file system if there is none.
  ///
  /// - Throws: `DocumentRefusal` if the folder cannot be opened.
  init(_ root: String?) throws(DocumentRefusal) {
    name = root ?? "/"
    let path = SharePath(name)
    folder = try ShareFolder(path)
    prefixes = root.map { _ in
      // Files may be named by the way that leads to the root, or by where that ends.
      [path, path.resolved() ?? path].map { folder in
        folder.bytes.last == Self.slash ? folder.bytes : folder.bytes + [Self.slash]
      }
    }
  }

  /// The file of a path.
  ///
  /// Without a root, symbolic links on the way to the file are followed as whoever named them sees
  /// them, at the file itself not. With one, none is followed beneath it.
  ///
  /// - Parameter path: as it was given, relative to the root, or to the current folder without one.
  /// - Returns: the file, called by its path beneath the root, or as it was given.
  /// - Throws: `DocumentRefusal` if there can be no such file.
  func file(at path: SharePath) throws(DocumentRefusal) -> NamedFile {
    // The kernel would open what the path names up to there.
    guard !path.bytes.contains(0) else { throw DocumentRefusal(.unreadable, "the path has a NUL") }
    guard ![[], [Self.dot], [Self.dot, Self.dot]].contains(path.name) else {
      throw DocumentRefusal(.notRegular, "it is a folder")
    }
    guard let prefixes else { return try unbounded(path) }
    var rest = path.bytes[...]
    if rest.first == Self.slash {
      guard let prefix = prefixes.first(where: { rest.starts(with: $0) }) else {
        throw DocumentRefusal(
          .unreadable, "it is not beneath \(name)",
          hint: "name files beneath the root, or no root.")
      }
      rest = rest.dropFirst(prefix.count)
    }
    let steps = rest.split(separator: Self.slash).filter { $0 != [Self.dot] }
    // Crossed out as text, it would lead elsewhere than the kernel goes where a link stands before
    // it.
    guard !steps.contains([Self.dot, Self.dot]) else {
      throw DocumentRefusal(
        .unreadable, "its path goes up by '..'", hint: "name files as they stand beneath the root.")
    }
    let inside = SharePath(bytes: Array(steps.joined(separator: [Self.slash])))
    return NamedFile(path: inside, name: inside.string)
  }

  private func unbounded(_ path: SharePath) throws(DocumentRefusal) -> NamedFile {
    // Resolved here, since files are opened without following links.
    guard let above = path.folder.resolved() else {
      throw DocumentRefusal(SystemError(errno))
    }
    let whole = above.appending(path.name)
    var name = path.bytes[...]
    while name.starts(with: [Self.dot, Self.slash]) {
      name = name.dropFirst(2).drop { $0 == Self.slash }
    }
    return NamedFile(
      path: SharePath(bytes: Array(whole.bytes.drop { $0 == Self.slash })),
      name: SharePath(bytes: Array(name)).string)
  }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")
}

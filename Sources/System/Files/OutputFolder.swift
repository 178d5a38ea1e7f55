internal import Glibc

/// A folder that a person names for many files to be written in, such as pages for a web server.
///
/// Its path leads wherever its links lead. Below it no link is followed: whoever can put names in the
/// folder has nothing written elsewhere.
package struct OutputFolder {
  private let path: String
  private let folder: OpenFolder

  /// Opens the folder, and makes it if it is missing.
  ///
  /// - Parameter output: the path, and where nothing is written.
  /// - Throws: `OutputFile.Refusal.isKept`, `StorageError.unwritable`.
  package init(_ output: OutputFile) throws {
    path = output.path
    let goal = SharePath(output.path)
    try output.checkKept(goal.folder)
    do throws(SystemError) {
      try PathChange.makeFolder(output.path)
      folder = try OpenFolder(leadingTo: goal)
    } catch {
      throw StorageError.unwritable(path: path, errno: error.number)
    }
    // The folder itself may be a kept one by a link or mount.
    try output.checkKept(goal)
  }

  /// Writes a file; the folders above it are made.
  ///
  /// - Parameters:
  ///   - bytes: all that is to be in it.
  ///   - name: the path of the file below the folder, with `/` between names.
  ///   - replaces: whether a file may be replaced that holds something else.
  ///   - inputs: the paths of the files that are read, asked for where there is a file.
  /// - Throws: `OutputFile.Refusal.exists`, `.isInput`, `StorageError.unwritable`, with `ELOOP` for a link in the
  ///   place of the file or `ENOTDIR` for one above it; what was there is then unchanged.
  package func write(
    _ bytes: [UInt8], to name: String, replaces: Bool, inputs: @autoclosure () -> [String] = []
  ) throws {
    let written = "\(path)/\(name)"
    do {
      var holder = folder
      let names = SharePath(name).bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
      for name in names.dropLast() { holder = try holder.makeFolder(name) }
      guard let last = names.last else { throw SystemError(EISDIR) }
      let place = OutputPlace(folder: holder, name: last)
      guard let target = try place.identity() else {
        guard try place.create(bytes) else { throw OutputFile.Refusal.exists(path: written) }
        return
      }
      guard !inputs().contains(where: { OutputFile.isSame(target, $0) }) else {
        throw OutputFile.Refusal.isInput(path: written)
      }
      guard try place.replace(target, by: bytes, force: replaces) else {
        throw OutputFile.Refusal.exists(path: written)
      }
    } catch let error as SystemError {
      throw StorageError.unwritable(path: written, errno: error.number)
    }
  }
}

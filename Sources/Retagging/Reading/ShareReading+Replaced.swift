internal import Cataloging
internal import Documents
internal import System

extension ShareReading {
  /// Under which the time of the last whole look at the share is kept, in seconds since 1970.
  private var lookName: String { "look at share \(share.id)" }

  /// The documents whose files are others than those that were read, though path, size and time are the same.
  ///
  /// Whatever is done to a file sets the time of its attributes, which nobody else can. A file of which that is later
  /// than the last look is compared by its inode and the time when it was made with the one that was read; none is
  /// opened for reading. Where the file system does not remember when files were made, as most of other machines do
  /// not, nothing is concluded.
  ///
  /// - Parameters:
  ///   - files: the files of the share.
  ///   - states: what the catalog knows of them.
  ///   - folder: the share.
  /// - Returns: the numbers of the documents.
  /// - Throws: `CatalogError`.
  /// - Complexity: O(files), and one call of the kernel for each whose attributes changed.
  func replacedFiles(
    _ files: [WalkedFile], _ states: ShareStates, in folder: ShareFolder
  ) throws -> Set<Int64> {
    guard let seconds = try catalog.setting(lookName).flatMap({ Int64($0) }) else { return [] }
    // File systems count time in steps, up to a hundredth of a second, which may begin before.
    let last = FileTime(seconds: seconds.addingClamped(-1)).nanosecondsSince1970
    var suspects: [(document: Int64, path: SharePath)] = []
    for file in files where (file.changed ?? .min) > last {
      guard let index = states.index(of: file.path.stringBytes),
        states.state(index) == file.stamp
      else { continue }
      suspects.append((states.documents[index], file.path))
    }
    guard !suspects.isEmpty else { return [] }
    let known = try catalog.files(of: suspects.map(\.document))
    return Set(
      suspects.filter { document, path in
        guard let origin = known[document]?.origin, let found = folder.origin(of: path) else {
          return false
        }
        return found.text != origin
      }.map(\.document))
  }

  /// Remembers when the whole share was looked at.
  ///
  /// - Parameter time: when that began, in seconds since 1970.
  /// - Throws: `CatalogError`.
  func settleLook(at time: some BinaryInteger) throws {
    try catalog.set(lookName, to: String(time))
  }
}

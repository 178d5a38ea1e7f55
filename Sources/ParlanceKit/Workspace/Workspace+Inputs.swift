internal import Cataloging
internal import Documents
internal import System

extension Workspace {
  /// The files that the workspace lives by and an output must not be written over: those that its vocabulary was imported
  /// from, wherever they are, and what the output's path leads to, if that is a document of a share or says what a share
  /// leaves out.
  ///
  /// - Parameter output: the path of the output.
  /// - Returns: the paths.
  package func inputs(at output: String) -> [String] {
    // What cannot be read any more keeps nobody from writing elsewhere.
    let sources = (try? self.sources.files()) ?? []
    return isOfShare(output) ? sources + [output] : sources
  }

  private func isOfShare(_ output: String) -> Bool {
    // What is not there yet is nobody's.
    guard hasCatalog, let file = SharePath(output).resolved(),
      let catalog = try? Catalog(readingAt: catalogPath),
      let place = try? catalog.shares().place(of: file.string)
    else { return false }
    if file.name == Array(IgnoreRules.fileName.utf8) { return true }
    return (try? catalog.entry(at: place.path, in: place.share)) != nil
  }
}

package import Model
package import System

/// A file to be read, and what its document is called.
package struct NamedFile: Hashable, Sendable {
  /// The path beneath the folder that it is opened in.
  package var path: SharePath

  /// The document's path and identifier; its folders and its dates are evidence.
  package var name: String

  /// A file of its facts.
  package init(path: SharePath, name: String) {
    self.path = path
    self.name = name
  }

  /// A file that a walk found, called by its path.
  package init(_ file: WalkedFile) {
    self.init(path: file.path, name: file.path.string)
  }
}

/// What came of reading a file.
package struct ReadFile: Sendable {
  /// The document, or why there is none.
  package var outcome: Result<Document, DocumentRefusal>

  /// Size and time of the file when it was opened; `nil` if it could not be.
  package var stamp: FileStamp?

  /// Which file was opened, if that is known by anything but its path.
  package var origin: FileOrigin?

  /// What tells its bytes from others', as `DocumentReader.digest` has it; `nil` if nobody asked, or they cannot be
  /// read.
  package var digest: String?
}

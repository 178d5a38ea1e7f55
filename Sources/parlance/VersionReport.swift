import ParlanceKit

/// What `--version --verbose` prints: the versions of the program and of what is linked into it.
enum VersionReport {
  /// Whether a command line asks for it.
  ///
  /// - Parameter arguments: what stands behind the name of the program.
  /// - Returns: whether it is these two options alone, in either order.
  static func isAsked(by arguments: [String]) -> Bool {
    arguments == ["--version", "--verbose"] || arguments == ["--verbose", "--version"]
  }

  /// The lines: name and version of the program, then of each library.
  static var lines: [String] {
    ["parlance \(ProgramVersion.text)"]
      + LinkedLibrary.all.map { "\($0.name) \($0.version ?? "(tells no version)")" }
  }
}

package import Foundation

/// A folder that is gone when the last one who holds it lets go.
package final class TemporaryFolder: Sendable {
  /// The folder.
  package let url: URL

  /// The folder's path.
  package var path: String { url.path }

  /// A new folder below another, by default where the system keeps temporary files.
  package init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    url = parent.appending(path: "parlance-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A file or folder in it, there or not.
  package func url(of name: String) -> URL { url.appending(path: name) }

  /// Writes a file, and the folders that it lies in.
  package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    let file = url(of: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Writes a program, as `writeProgram(_:to:)` does.
  package func writeProgram(_ name: String, _ text: String) throws {
    try TestSupport.writeProgram(text, to: url(of: name))
  }

  /// Writes a file of text.
  package func write(_ name: String, _ text: String) throws { try write(name, text.utf8) }
}

/// Writes a program, and the folders that it lies in.
///
/// Another process writes it: a descriptor for writing that a child of this one inherits, begun at the same
/// moment by another test, would let the system refuse to run the program (ETXTBSY).
package func writeProgram(_ text: String, to file: URL) throws {
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  let shell = Process()
  shell.executableURL = URL(filePath: "/bin/sh")
  shell.arguments = [
    "-c", "printf '%s' \"$1\" > \"$2\" && chmod 755 \"$2\"", "sh", text, file.path,
  ]
  try shell.run()
  shell.waitUntilExit()
  guard shell.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
}

/// Runs a test with the path of a folder that is gone afterwards.
package func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = try TemporaryFolder()
  try withExtendedLifetime(folder) { try body(folder.path) }
}

/// The content of every regular file below a folder, by its path from there.
package func fileContents(below folder: URL) throws -> [String: Data] {
  var contents: [String: Data] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
    let url = folder.appending(path: name)
    if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
      contents[name] = try Data(contentsOf: url)
    }
  }
  return contents
}

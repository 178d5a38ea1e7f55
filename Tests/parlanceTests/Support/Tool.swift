import Foundation
import TestSupport
import Testing

/// The tool as built, run in a folder of its own.
struct Tool {
  /// What a run of the tool left behind.
  struct Result {
    var status: Int32
    var data: Data
    var errors: String

    /// Standard output as text.
    var output: String { String(decoding: data, as: UTF8.self) }

    /// The lines of standard output.
    var lines: [String] {
      output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    /// The objects of standard output read as JSON Lines.
    func objects() throws -> [[String: Any]] {
      try lines.map { line in
        try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
    }

    /// Standard output read as one JSON object.
    func object() throws -> [String: Any] {
      try #require(
        try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
  }

  private let home: TemporaryFolder

  /// A new folder, which is gone when nobody holds the tool any more.
  var folder: URL { home.url }

  init() throws { home = try TemporaryFolder() }

  /// A tool in whose folder a vocabulary lies as `vocabulary.xml`, imported there.
  init(vocabulary: String) throws {
    try self.init()
    try write(vocabulary, to: "vocabulary.xml")
    let result = try run("import", "vocabulary.xml", "--workspace", ".")
    try #require(result.status == 0, "\(result.errors)")
  }

  /// Removes the folder early.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The program beside the test bundle.
  static let program = builtProgram("parlance")

  /// Runs the tool.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - input: standard input; empty unless given.
  ///   - environment: variables added to a small fixed environment.
  /// - Returns: its status and what it printed.
  /// - Throws: if it cannot be started.
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  /// Runs the tool and returns the bytes of standard output.
  func bytes(_ arguments: String...) throws -> [UInt8] {
    [UInt8](try run(arguments).data)
  }

  /// Runs the tool with a list of arguments.
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    try run(arguments, bytes: Data(input.utf8), environment: environment)
  }

  /// Runs the tool with a list of arguments and any bytes as its input.
  func run(
    _ arguments: [String], bytes: Data, environment: [String: String] = [:]
  ) throws -> Result {
    try finish(process(arguments, environment: environment), input: bytes)
  }

  /// Runs a script of the Bash in the folder; `$0` is the program.
  ///
  /// - Parameter script: the script.
  /// - Returns: the status of the shell and what was printed.
  /// - Throws: if it cannot be started.
  func shell(_ script: String) throws -> Result {
    let process = process(["-c", script, Self.program.path])
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    return try finish(process, input: Data())
  }

  /// The tool about to be started in its folder, with a small fixed environment; nobody listens.
  func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private func finish(_ process: Process, input bytes: Data) throws -> Result {
    let files = ["in", "out", "err"].map { folder.appendingPathComponent(".tool.\($0)") }
    try bytes.write(to: files[0])
    for file in files[1...] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    return Result(
      status: process.terminationStatus, data: try Data(contentsOf: files[1]),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try home.write(name, text)
  }

  /// Copies a file or folder of the package into the folder, by the same name.
  func copy(_ path: String) throws {
    let target = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: repositoryFile(path), toPath: target.path)
  }
}

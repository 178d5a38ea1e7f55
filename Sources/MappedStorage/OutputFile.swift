internal import CPlatform
internal import Glibc
internal import System

/// A file that a person names to be written, which may hold something of theirs.
///
/// A regular file is replaced in one step and keeps owner, mode, access list and attributes; a
/// symbolic link leads to what is replaced; a pipe or device is written to.
package struct OutputFile: Sendable {
  /// The path as given.
  package let path: String

  /// Why nothing was written.
  package enum Refusal: Error, Hashable, Sendable {
    /// There is a file that holds something else.
    case exists(path: String)
    /// The file is one of those that are read.
    case isInput(path: String)
  }

  /// The output at a path.
  package init(_ path: String) { self.path = path }

  /// Writes the output.
  ///
  /// - Parameters:
  ///   - bytes: all that is to be in it.
  ///   - replaces: whether a file may be replaced that holds something else.
  ///   - inputs: the paths of the files that are read; the output must be none of them.
  /// - Throws: `Refusal`, `StorageError.unwritable`; what was at the path is then unchanged, unless it
  ///   is a stream or a file with several names.
  package func write(_ bytes: [UInt8], replaces: Bool, inputs: [String] = []) throws {
    if let descriptor = standardDescriptor { return try write(bytes, to: descriptor) }
    var target = parlance_file_identity()
    guard let goal = resolved() else { throw failure(errno) }
    guard unsafe parlance_identify(goal, &target) == 0 else {
      guard errno == ENOENT else { throw failure(errno) }
      return try create(bytes, at: goal)
    }
    guard !inputs.contains(where: { Self.isSame(target, $0) }) else {
      throw Refusal.isInput(path: path)
    }
    switch target.mode & S_IFMT {
    case S_IFREG: try replace(goal, target, by: bytes, replaces: replaces)
    case S_IFDIR: throw failure(EISDIR)
    default: try overwrite(goal, with: bytes)
    }
  }

  /// One of the three standard descriptors, if the path is a name of it: it is written on where it
  /// stands, whatever it leads to.
  private var standardDescriptor: Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
        return Int32(path.dropFirst(prefix.count))
      }
      return nil
    }
  }

  /// The path without symbolic links at its end, whether or not there is a file.
  private func resolved() -> String? {
    var goal = path
    // As many as the kernel follows.
    for _ in 0..<40 {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = unsafe readlink(goal, &target, Int(PATH_MAX))
      guard count >= 0 else { return goal }
      let link = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let slash = goal.lastIndex(of: "/").map { goal[...$0] } ?? ""
      goal = link.hasPrefix("/") ? link : slash + link
    }
    errno = ELOOP
    return nil
  }

  private func create(_ bytes: [UInt8], at goal: String) throws {
    let (descriptor, temporary) = try makeTemporary(beside: goal, mode: 0o666)
    try finish(descriptor, temporary, bytes) {
      unsafe parlance_rename_exclusively(temporary, goal)
    }
  }

  private func replace(
    _ goal: String, _ target: parlance_file_identity, by bytes: [UInt8], replaces: Bool
  ) throws {
    if try holds(goal, bytes) { return }
    guard replaces else { throw Refusal.exists(path: path) }
    // A new file would have one of the names only, or an owner of its own.
    guard target.link_count == 1, parlance_may_own(target.owner, target.group) == 1 else {
      return try overwrite(goal, with: bytes)
    }
    guard unsafe parlance_may_write(goal) == 0 else { throw failure(errno) }
    let source = unsafe open(goal, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard source >= 0 else { throw failure(errno) }
    defer { close(source) }
    let (descriptor, temporary) = try makeTemporary(beside: goal, mode: 0o600)
    var target = target
    let code = unsafe parlance_carry_over(descriptor, source, &target, 0)
    try finish(descriptor, temporary, bytes, failed: code) {
      unsafe parlance_rename(temporary, goal)
    }
  }

  /// Whether a file holds just these bytes.
  private func holds(_ goal: String, _ bytes: [UInt8]) throws -> Bool {
    var status = stat()
    guard unsafe stat(goal, &status) == 0, Int(status.st_size) == bytes.count else { return false }
    return try MappedBytes.contents(of: goal) == bytes
  }

  /// Writes into what is there: a stream, or a file that cannot be replaced as it is.
  private func overwrite(_ goal: String, with bytes: [UInt8]) throws {
    let descriptor = unsafe open(goal, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    let code = unsafe bytes.withUnsafeBytes {
      unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
    }
    guard code == 0 else { throw failure(code) }
  }

  private func makeTemporary(beside goal: String, mode: mode_t) throws -> (Int32, String) {
    for _ in 0..<100 {
      let temporary = goal + ".\(UInt32.random(in: .min ... .max)).tmp"
      let descriptor = unsafe open(
        temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      if descriptor >= 0 { return (descriptor, temporary) }
      guard errno == EEXIST else { throw failure(errno) }
    }
    throw failure(EEXIST)
  }

  private func finish(
    _ descriptor: Int32, _ temporary: String, _ bytes: [UInt8], failed: Int32 = 0,
    rename: () -> Int32
  ) throws {
    var code = failed
    if code == 0 {
      code = unsafe bytes.withUnsafeBytes {
        unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
      }
    }
    if code == 0, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0 { code = rename() }
    guard code != 0 else { return }
    _ = unsafe unlink(temporary)
    throw code == EEXIST ? Refusal.exists(path: path) : failure(code)
  }

  private func failure(_ code: Int32) -> StorageError { .unwritable(path: path, errno: code) }

  private static func isSame(_ target: parlance_file_identity, _ input: String) -> Bool {
    var status = stat()
    guard unsafe stat(input, &status) == 0 else { return false }
    return status.st_dev == target.device && status.st_ino == target.inode
  }
}

extension OutputFile.Refusal: CustomStringConvertible {
  /// The path and the cause, and a hint.
  package var description: String {
    switch self {
    case .exists(let path): "\(path): exists and holds something else\nHint: --force replaces it"
    case .isInput(let path):
      "\(path): is read by the same command and is not written over\nHint: name another file"
    }
  }
}

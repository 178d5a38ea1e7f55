internal import Glibc

/// A name in a folder that is held open while an output is written there.
struct OutputPlace {
  let folder: OpenFolder
  let name: [UInt8]

  /// What is there, if anything is.
  func identity() throws(SystemError) -> FileIdentity? {
    do throws(SystemError) {
      return try folder.identity(of: name)
    } catch {
      guard error.number == ENOENT else { throw error }
      return nil
    }
  }

  /// Makes the file; `false` if somebody else made one meanwhile.
  func create(_ bytes: [UInt8]) throws(SystemError) -> Bool {
    // Less what the umask takes, as of every new file.
    let (file, temporary) = try makeTemporary(mode: 0o666)
    do throws(SystemError) {
      try finish(file, bytes)
      try folder.renameExclusively(temporary, to: name)
    } catch {
      // It may be gone already; what matters is why the file is not there.
      try? folder.delete(temporary)
      guard error.number == EEXIST else { throw error }
      return false
    }
    return true
  }

  /// Replaces what is there; `false` if it holds something else and may not be replaced.
  func replace(
    _ target: FileIdentity, by bytes: [UInt8], force: Bool
  ) throws(SystemError) -> Bool {
    // A pipe or a terminal (`/dev/stdout`) has no folder entry to be exchanged: what was named is written to.
    guard target.isRegular else {
      try overwrite(with: bytes)
      return true
    }
    let source = try folder.document(name).file
    // One byte more than is looked for tells a file that has grown.
    if target.size == bytes.count, try source.bytes(in: 0..<(bytes.count + 1)) == bytes {
      return true
    }
    guard force else { return false }
    // A new file would have one of the names only, or an owner of its own.
    guard target.linkCount == 1, mayGiveFile(toOwner: target.owner, group: target.group) else {
      try overwrite(with: bytes)
      return true
    }
    try folder.checkWritable(name)
    // Nobody else sees it before it has the rights of the file that it replaces.
    let (file, temporary) = try makeTemporary(mode: 0o600)
    do throws(SystemError) {
      try file.carryOver(target, attributesOf: source, keepsModified: false)
      try finish(file, bytes)
      try folder.rename(temporary, to: name)
    } catch {
      try? folder.delete(temporary)
      throw error
    }
    return true
  }

  /// Writes into what is there: a stream, or a file that cannot be replaced as it is.
  private func overwrite(with bytes: [UInt8]) throws(SystemError) {
    let file = try folder.openForOverwriting(name)
    try file.write(bytes)
    try file.close()
  }

  private func makeTemporary(mode: UInt32) throws(SystemError) -> (FileDescriptor, [UInt8]) {
    var failure = SystemError(EEXIST)
    // The names are random: if so many are taken, something else is wrong.
    for _ in 0..<100 {
      let temporary = name + Array(".\(UInt32.random(in: .min ... .max)).tmp".utf8)
      do throws(SystemError) {
        return (try folder.create(temporary, mode: mode), temporary)
      } catch {
        failure = error
        guard error.number == EEXIST else { break }
      }
    }
    throw failure
  }

  private func finish(_ file: FileDescriptor, _ bytes: [UInt8]) throws(SystemError) {
    // Synced before it gets its name: after a power failure the name could lead to an empty file.
    try file.write(bytes)
    try file.sync()
    try file.close()
  }
}

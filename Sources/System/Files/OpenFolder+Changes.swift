internal import CPlatform
internal import Glibc

// Files in a folder that is held open, by name: what was looked at is what is changed, whatever is put
// in the place of the folder, or of one above it, meanwhile.
extension OpenFolder {
  /// What is there by a name; a symbolic link is not followed.
  package func identity(of name: [UInt8]) throws(SystemError) -> FileIdentity {
    var raw = parlance_file_identity()
    guard unsafe parlance_identify(descriptor.number, Self.word(name), &raw) == 0 else {
      throw SystemError.last
    }
    return FileIdentity(raw)
  }

  /// Opens a regular file for reading, following no link and waiting for nothing.
  ///
  /// - Throws: `ELOOP` for a symbolic link, `EINVAL` for anything else that is not a regular file.
  package func document(_ name: [UInt8]) throws(SystemError) -> (
    file: FileDescriptor, identity: FileIdentity
  ) {
    var raw = parlance_file_identity()
    let number = unsafe parlance_open_document(descriptor.number, Self.word(name), &raw)
    guard number >= 0 else { throw SystemError.last }
    return (FileDescriptor(adopting: number), FileIdentity(raw))
  }

  /// Opens a file to be overwritten where it stands, if it is still the one that was looked at.
  ///
  /// - Throws: `EEXIST` if another file has the name, or it was touched.
  package func openForOverwriting(
    _ name: [UInt8], as identity: FileIdentity
  ) throws(SystemError) -> FileDescriptor {
    let file = try openForWriting(name)
    var raw = parlance_file_identity()
    guard unsafe parlance_identify_open(file.number, &raw) == 0 else { throw SystemError.last }
    guard FileIdentity(raw) == identity else { throw SystemError(EEXIST) }
    return file
  }

  /// Opens a file to be written on, following no link.
  package func openForWriting(_ name: [UInt8]) throws(SystemError) -> FileDescriptor {
    //  O_NONBLOCK)|A FIFO that took the place of the file would otherwise wait for a reader.
    try open(name, O_WRONLY | O_NONBLOCK)
  }

  /// Opens a file or stream to be written over, following no link; a pipe waits for its reader.
  func openForOverwriting(_ name: [UInt8]) throws(SystemError) -> FileDescriptor {
    try open(name, O_WRONLY | O_TRUNC)
  }

  private func open(_ name: [UInt8], _ flags: Int32) throws(SystemError) -> FileDescriptor {
    //  O_CLOEXEC|O_NOCTTY: a terminal in the place of the file must not become that of this
    // process.
    let flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    let number = unsafe openat(descriptor.number, Self.word(name), flags)
    guard number >= 0 else { throw SystemError.last }
    return FileDescriptor(adopting: number)
  }

  /// All of a regular file.
  ///
  /// - Throws: `EFBIG` if it has more than `limit` bytes.
  package func contents(of name: [UInt8], limit: Int) throws(SystemError) -> [UInt8] {
    let (file, identity) = try document(name)
    guard identity.size <= limit else { throw SystemError(EFBIG) }
    return try file.bytes(in: 0..<identity.size)
  }

  /// Makes a file that must not exist, for its owner alone unless told otherwise.
  package func create(
    _ name: [UInt8], mode: UInt32 = 0o600
  ) throws(SystemError) -> FileDescriptor {
    let number = unsafe parlance_create_exclusively(descriptor.number, Self.word(name), mode)
    guard number >= 0 else { throw SystemError.last }
    return FileDescriptor(adopting: number)
  }

  /// Opens a folder in this one to change files in it, and makes it if it is missing.
  ///
  /// - Throws: `ENOTDIR` for a symbolic link or anything else that is not a folder.
  func makeFolder(_ name: [UInt8]) throws(SystemError) -> OpenFolder {
    // What is there already is opened without following a link: no name leads out of the folder.
    guard unsafe mkdirat(descriptor.number, Self.word(name), 0o777) == 0 || errno == EEXIST else {
      throw SystemError.last
    }
    return try folder(name)
  }

  /// Deletes a file.
  package func delete(_ name: [UInt8]) throws(SystemError) {
    try check(unsafe parlance_delete(descriptor.number, Self.word(name)))
  }

  /// Gives each of two files the other's name, in one step.
  ///
  /// - Throws: `EINVAL` where the file system cannot, `ENOENT` if one is gone.
  package func exchange(_ one: [UInt8], _ other: [UInt8]) throws(SystemError) {
    try check(unsafe parlance_exchange(descriptor.number, Self.word(one), Self.word(other)))
  }

  /// Renames a file, replacing what has the new name.
  package func rename(_ name: [UInt8], to new: [UInt8]) throws(SystemError) {
    try check(unsafe parlance_rename(descriptor.number, Self.word(name), Self.word(new)))
  }

  /// Renames a file to a name that must not exist.
  package func renameExclusively(_ name: [UInt8], to new: [UInt8]) throws(SystemError) {
    try check(
      unsafe parlance_rename_exclusively(descriptor.number, Self.word(name), Self.word(new)))
  }

  /// Throws unless the process may write a file, or the folder itself.
  package func checkWritable(_ name: [UInt8] = []) throws(SystemError) {
    try check(unsafe parlance_may_write(descriptor.number, Self.word(name)))
  }

  /// The value of an extended attribute of a file that need not be readable, or `nil` if there is none.
  ///
  /// - Throws: `ERANGE` if it has more than `capacity` bytes.
  package func attribute(
    _ attribute: String, of name: [UInt8], capacity: Int
  ) throws(SystemError) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: capacity)
    let count = unsafe parlance_look_at_attribute(
      descriptor.number, Self.word(name), attribute, &buffer, capacity)
    if count >= 0 { return Array(buffer[..<count]) }
    guard errno == ENODATA else { throw SystemError.last }
    return nil
  }

  /// Waits until the names in the folder are on the disk.
  package func sync() throws(SystemError) { try check(parlance_sync_folder(descriptor.number)) }

  /// Waits until all of the file system that holds a file is on the disk.
  package func syncFileSystem(of name: [UInt8]) throws(SystemError) {
    try check(unsafe parlance_sync_file_system(descriptor.number, Self.word(name)))
  }

  private static func word(_ name: [UInt8]) -> [CChar] { SharePath(bytes: name).cString }

  private func check(_ error: Int32) throws(SystemError) {
    guard error == 0 else { throw SystemError(error) }
  }
}

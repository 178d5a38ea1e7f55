internal import NIOCore
internal import NIOPosix
internal import System

/// The place of a socket in the file system.
struct SocketPlace {
  private let path: String

  /// A place.
  init(_ path: String) { self.path = path }

  private var folder: String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    let inner = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/\(inner)" : inner.isEmpty ? "." : inner
  }

  /// What is at the place itself; `nil` if nothing is.
  private var found: FileIdentity? { FileIdentity(atEndOf: path) }

  /// What tells the socket there from another; `nil` if none is there.
  var inode: UInt64? {
    found.flatMap { $0.isSocket ? $0.inode : nil }
  }

  /// Makes room for a socket: what a server left that was killed goes, what answers stays.
  ///
  /// - Parameter loops: what a try to connect runs on.
  /// - Throws: `ServeError` if a server answers there, something else is there, or anybody could put a socket of
  ///   their own in the place of this one.
  func prepare(_ loops: MultiThreadedEventLoopGroup) throws {
    let mode = FileIdentity(followingLinks: folder)?.mode ?? 0
    // With the sticky bit nobody else can take the socket out of its place.
    guard mode & 0o002 == 0 || mode & 0o1000 != 0 else { throw ServeError.openFolder(path) }
    guard let found else { return }
    guard found.isSocket else {
      throw ServeError.unavailable(path, "something is there that is not a socket")
    }
    // Nobody answers at a socket that a server left when it was killed.
    if let channel = try? ClientBootstrap(group: loops).connect(unixDomainSocketPath: path).wait() {
      try? channel.close().wait()
      throw ServeError.unavailable(path, "a server answers there")
    }
    guard (try? PathChange.removeFile(path)) != nil else {
      throw ServeError.unavailable(path, "it is there, and not this account's")
    }
  }

  /// Removes the socket, unless another is in its place by now.
  func remove(_ inode: UInt64?) {
    if let inode, self.inode == inode { _ = try? PathChange.removeFile(path) }
  }
}

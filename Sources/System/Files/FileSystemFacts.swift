internal import CPlatform
internal import Glibc

/// What a file system says of itself.
package struct FileSystemFacts: Sendable, Hashable {
  /// The bytes that this process may still write.
  package let available: Int

  /// Whether nothing can be written.
  package let isReadOnly: Bool

  /// Whether it is another machine's, such as NFS or SMB.
  package let isRemote: Bool

  /// The file system that holds a path; `nil` if nothing is there.
  package init?(holding path: String) {
    var facts = statvfs()
    guard unsafe statvfs(path, &facts) == 0 else { return nil }
    available = Int(clamping: facts.f_bavail).multipliedClamped(by: Int(clamping: facts.f_frsize))
    // ST_RDONLY of statvfs(3).
    isReadOnly = facts.f_flag & 1 != 0
    let kind = unsafe parlance_file_system_kind(path)
    isRemote = Self.remoteKinds.contains(UInt32(truncatingIfNeeded: kind))
  }

  /// The magic numbers of statfs(2): NFS, SMB, CIFS, SMB2, Ceph, AFS, 9P, FUSE (sshfs and others), Lustre, GPFS.
  private static let remoteKinds: Set<UInt32> = [
    0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x00C3_6400, 0x5346_414F, 0x0102_1997, 0x6573_5546,
    0x0BD0_0BD0, 0x4750_4653,
  ]
}

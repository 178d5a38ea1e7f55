import Glibc
import ParlanceKit
import System

/// The rights of a group that the program has because it is installed set-group-ID, beside those of
/// whoever runs it.
///
/// They serve one thing: to open the search index of a workspace that belongs to that group and that
/// whoever runs the program could not read. Everything else is done without them.
enum BorrowedRights {
  /// Whether the process has rights that its user lacks.
  static var exist: Bool { getegid() != getgid() || geteuid() != getuid() }

  /// Gives them up, for good.
  static func giveUp() {
    guard exist else { return }
    // The group first: without the user's rights it could not be set any more.
    // With the real number set, too, the kernel forgets the one it would let the process go back to.
    guard setregid(getgid(), getgid()) == 0, setreuid(getuid(), getuid()) == 0
    else { _exit(ExitStatus.failure.rawValue) }
  }

  /// Gives them up unless a workspace is one that they are meant for.
  ///
  /// A folder that whoever runs the program made could lead anywhere.
  static func giveUp(unlessFor workspace: Workspace) {
    guard exist else { return }
    // A folder that the group, too, may write could have been put there by any of its members.
    guard let found = FileIdentity(atEndOf: workspace.folder), found.isFolder,
      found.group == getegid(), found.owner != getuid(), found.mode & 0o027 == 0,
      geteuid() == getuid()
    else { return giveUp() }
  }
}

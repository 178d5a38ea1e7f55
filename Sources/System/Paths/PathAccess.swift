internal import Glibc

/// What may be done with a file or folder.
package struct AccessRights: OptionSet, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// To read a file, or list a folder.
  package static let read = AccessRights(rawValue: R_OK)

  /// To write a file, or change what lies in a folder.
  package static let write = AccessRights(rawValue: W_OK)

  /// To run a file, or reach what lies in a folder.
  package static let enter = AccessRights(rawValue: X_OK)
}

/// Asks the kernel what is at a path and what may be done there; links are followed.
package enum PathAccess {
  /// For whom the kernel answers.
  package enum Subject: Sendable {
    /// The account that runs the process, whatever rights the program lends it.
    case account
    /// The process, with the rights that the program lends it.
    case process
  }

  /// Whether something is there that can be asked about.
  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether something is there with which all of that may be done.
  package static func allows(
    _ rights: AccessRights, at path: String, to subject: Subject = .account
  ) -> Bool {
    unsafe faccessat(AT_FDCWD, path, rights.rawValue, flags(subject)) == 0
  }

  /// Why that may not be done there; `nil` if it may.
  ///
  /// - Parameters:
  ///   - rights: what is to be done; nothing asks whether something is there.
  ///   - path: the file or folder.
  ///   - subject: for whom.
  /// - Returns: `ENOENT` if nothing is there, `EACCES` if somebody may not.
  package static func refusal(
    of rights: AccessRights, at path: SharePath, to subject: Subject = .account
  ) -> SystemError? {
    let code = unsafe path.withCString {
      unsafe faccessat(AT_FDCWD, $0, rights.rawValue, flags(subject))
    }
    return code == 0 ? nil : .last
  }

  private static func flags(_ subject: Subject) -> Int32 {
    subject == .process ? AT_EACCESS : 0
  }
}

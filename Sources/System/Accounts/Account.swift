internal import Glibc

/// Accounts and groups of this machine, as its lists or its directory service have them.
package struct Account: Hashable, Sendable {
  /// The number of the account.
  package let user: UInt32

  /// The numbers of all of its groups.
  package let groups: [UInt32]

  // The C library asks for 1 KiB; an entry of a directory service may be longer.
  private static let entrySize = 1 << 16

  /// The account under which the process runs: its name; `user 1001` if the system has none for it.
  package static let name: String = {
    var buffer = [CChar](repeating: 0, count: entrySize)
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    let code = unsafe getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found)
    guard code == 0, unsafe found != nil, let name = unsafe entry.pw_name,
      unsafe name.pointee != 0
    else { return "user \(geteuid())" }
    return unsafe String(cString: name)
  }()

  /// The account that runs the process, whatever rights the program lends it.
  package static var current: Account {
    let count = getgroups(0, nil)
    var groups = [gid_t](repeating: 0, count: max(0, Int(count)))
    let found = unsafe getgroups(count, &groups)
    return Account(user: getuid(), groups: groups.prefix(max(0, Int(found))) + [getgid()])
  }

  private init(user: UInt32, groups: [UInt32]) {
    self.user = user
    self.groups = groups
  }

  /// The account of a name, not a number; `nil` if the system knows none.
  package init?(named name: String) {
    guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: Self.entrySize)
    let code = unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found)
    guard unsafe code == 0 && found != nil else { return nil }
    user = unsafe entry.pw_uid
    groups = Self.groups(of: name, besides: unsafe entry.pw_gid)
  }

  private static func groups(of name: String, besides own: gid_t) -> [UInt32] {
    var count: Int32 = 64
    while true {
      var found = [gid_t](repeating: 0, count: Int(count))
      let before = count
      if unsafe getgrouplist(name, own, &found, &count) >= 0 {
        return found.prefix(Int(max(0, count))) + [own]
      }
      // An answer that asks for no more room than it had would be asked for again without end.
      guard count > before else { return [own] }
    }
  }

  /// The number of a group of that name; `nil` if the system knows none.
  package static func group(named name: String) -> UInt32? {
    guard !name.utf8.contains(0) else { return nil }
    var entry = unsafe Glibc.group()
    var found: UnsafeMutablePointer<Glibc.group>?
    var buffer = [CChar](repeating: 0, count: entrySize)
    let code = unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &found)
    return unsafe code == 0 && found != nil ? entry.gr_gid : nil
  }

  /// The name of this machine in its network.
  package static var host: String {
    // HOST_NAME_MAX of Linux is 64; the last byte stays NUL, which a name that was cut off lacks.
    var name = [CChar](repeating: 0, count: 256)
    _ = unsafe gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

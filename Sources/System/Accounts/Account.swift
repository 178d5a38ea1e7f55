internal import Glibc

/// The account under which the process runs.
package enum Account {
  /// Its name; `user 1001` if the system has none for it.
  package static let name: String = {
    // The C library asks for 1 KiB; an entry of a directory service may be longer.
    var buffer = [CChar](repeating: 0, count: 1 << 14)
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    let code = unsafe getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found)
    guard code == 0, unsafe found != nil, let name = unsafe entry.pw_name,
      unsafe name.pointee != 0
    else { return "user \(geteuid())" }
    return unsafe String(cString: name)
  }()
}

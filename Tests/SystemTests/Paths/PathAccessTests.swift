import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

struct PathAccessTests {
  @Test func `tells what is there, through links, and not what a link leads nowhere to`() throws {
    try withTemporaryFolder { folder in
      try Data("a".utf8).write(to: URL(filePath: "\(folder)/file"))
      unsafe symlink("\(folder)/file", "\(folder)/link")
      unsafe symlink("\(folder)/none", "\(folder)/dead")
      for (name, isThere) in [("file", true), ("link", true), ("dead", false), ("none", false)] {
        #expect(PathAccess.exists("\(folder)/\(name)") == isThere, "\(name)")
      }
      #expect(PathAccess.exists(folder))
      #expect(!PathAccess.exists("\(folder)/file/below"))
    }
  }

  @Test(
    arguments: [
      (0o600, .enter, true), (0o700, .enter, false),
      (0o755, [.read, .enter], false), (0o644, [.read, .enter], true),
      // Root may do everything but run what nobody may.
      (0o644, [.read, .write], false), (0o644, [], false),
    ] as [(Int, AccessRights, Bool)])
  func `asks for all of the rights`(_ mode: Int, _ rights: AccessRights, _ isRefused: Bool) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/program"
      try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: path))
      unsafe chmod(path, mode_t(mode))
      for subject in [PathAccess.Subject.account, .process] {
        #expect(PathAccess.allows(rights, at: path, to: subject) == !isRefused)
        let refusal = PathAccess.refusal(of: rights, at: SharePath(path), to: subject)
        #expect(refusal == (isRefused ? SystemError(EACCES) : nil))
      }
    }
  }

  @Test func `says why it is refused`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: URL(filePath: "\(folder)/file"))
      let cases: [(String, Int32)] = [
        ("none", ENOENT), ("file/below", ENOTDIR),
        (String(repeating: "n", count: 300), ENAMETOOLONG),
      ]
      for (name, number) in cases {
        let refusal = PathAccess.refusal(of: [], at: SharePath("\(folder)/\(name)"))
        #expect(refusal == SystemError(number), "\(name)")
      }
      unsafe symlink("\(folder)/loop", "\(folder)/loop")
      #expect(PathAccess.refusal(of: [], at: SharePath("\(folder)/loop")) == SystemError(ELOOP))
    }
  }

  @Test func `finds names that are not UTF-8`() throws {
    try withTemporaryFolder { folder in
      let path = SharePath(bytes: Array(folder.utf8) + [0x2F, 0xFF, 0xE4])
      #expect(PathAccess.refusal(of: .read, at: path) == SystemError(ENOENT))
      close(unsafe path.withCString { unsafe open($0, O_WRONLY | O_CREAT, 0o600) })
      #expect(PathAccess.refusal(of: .read, at: path) == nil)
    }
  }
}

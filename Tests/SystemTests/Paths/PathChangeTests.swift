import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

struct PathChangeTests {
  @Test func `removes a name once, and a link in place of what it leads to`() throws {
    try withTemporaryFolder { folder in
      try Data("a".utf8).write(to: URL(filePath: "\(folder)/file"))
      unsafe symlink("\(folder)/file", "\(folder)/link")
      #expect(try PathChange.removeFile("\(folder)/link"))
      #expect(PathAccess.exists("\(folder)/file"))
      #expect(try PathChange.removeFile("\(folder)/file"))
      #expect(!PathAccess.exists("\(folder)/file"))
      #expect(try !PathChange.removeFile("\(folder)/file"))
    }
  }

  @Test func `removes no folder as a file, nor one that holds something`() throws {
    try withTemporaryFolder { folder in
      #expect(try PathChange.makeFolder("\(folder)/inner"))
      #expect(throws: SystemError(EISDIR)) { try PathChange.removeFile("\(folder)/inner") }
      try Data().write(to: URL(filePath: "\(folder)/inner/file"))
      #expect(throws: SystemError(ENOTEMPTY)) { try PathChange.removeFolder("\(folder)/inner") }
      #expect(try PathChange.removeFile("\(folder)/inner/file"))
      try PathChange.removeFolder("\(folder)/inner")
      #expect(throws: SystemError(ENOENT)) { try PathChange.removeFolder("\(folder)/inner") }
    }
  }

  @Test func `makes a folder once, with the rights that are asked for`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/inner"
      let isMade = try PathChange.makeFolder(path, mode: 0o700)
      #expect(isMade)
      #expect(FileIdentity(atEndOf: path)?.mode == 0o040700)
      let isMadeAgain = try PathChange.makeFolder(path, mode: 0o755)
      #expect(!isMadeAgain)
      #expect(FileIdentity(atEndOf: path)?.mode == 0o040700)
      #expect(throws: SystemError(ENOENT)) { try PathChange.makeFolder("\(folder)/none/inner") }
    }
  }

  @Test func `tells a link from what it leads to`() throws {
    try withTemporaryFolder { folder in
      unsafe symlink(folder, "\(folder)/link")
      let link = try #require(FileIdentity(atEndOf: "\(folder)/link"))
      #expect(!link.isFolder)
      #expect(FileIdentity(followingLinks: "\(folder)/link")?.isFolder == true)
      #expect(link.inode != FileIdentity(atEndOf: folder)?.inode)
      #expect(FileIdentity(atEndOf: "\(folder)/none") == nil)
    }
  }
}

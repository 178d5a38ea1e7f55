import Foundation
import Glibc
import System
import TestSupport
import Testing

struct OutputFileTests {
  private let text = Array("new\n".utf8)

  private func status(_ path: String) -> stat {
    var status = stat()
    _ = unsafe lstat(path, &status)
    return status
  }

  @Test func `a file with other content stays unless it may be replaced`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/out"
      try Data("old\n".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: OutputFile.Refusal.exists(path: path)) {
        try OutputFile(path).write(text, replaces: false)
      }
      #expect(try MappedBytes.contents(of: path) == Array("old\n".utf8))
      try OutputFile(path).write(text, replaces: true)
      #expect(try MappedBytes.contents(of: path) == text)
      let inode = status(path).st_ino
      try OutputFile(path).write(text, replaces: false)
      #expect(status(path).st_ino == inode)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out"])
    }
  }

  @Test func `a replaced file keeps owner, mode and attributes`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/out"
      try Data("old\n".utf8).write(to: URL(fileURLWithPath: path))
      let value = Array("kept".utf8)
      let place = try OpenFolder(withoutLinks: SharePath(folder))
      let isKept =
        (try? place.document(Array("out".utf8)).file.setAttribute(
          "user.note", from: nil, to: value)) != nil
      if geteuid() == 0 { #expect(unsafe chown(path, 12345, 54321) == 0) }
      #expect(unsafe chmod(path, 0o640) == 0)
      let before = status(path)
      try OutputFile(path).write(text, replaces: true)
      let after = status(path)
      #expect(after.st_mode == before.st_mode)
      #expect((after.st_uid, after.st_gid) == (before.st_uid, before.st_gid))
      #expect(after.st_ino != before.st_ino)
      let found = try? place.document(Array("out".utf8)).file.attribute("user.note")
      #expect(found == (isKept ? value : nil))
    }
  }

  @Test(arguments: [true, false])
  func `a symbolic link stays and leads to what is written`(exists: Bool) throws {
    try withTemporaryFolder { folder in
      if exists { try Data("old\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/target")) }
      #expect(unsafe symlink("target", "\(folder)/out") == 0)
      try OutputFile("\(folder)/out").write(text, replaces: true)
      #expect(status("\(folder)/out").st_mode & S_IFMT == S_IFLNK)
      #expect(try MappedBytes.contents(of: "\(folder)/target") == text)
    }
  }

  @Test func `a file with two names keeps both`() throws {
    try withTemporaryFolder { folder in
      try Data("older\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/one"))
      #expect(unsafe link("\(folder)/one", "\(folder)/out") == 0)
      try OutputFile("\(folder)/out").write(text, replaces: true)
      #expect(try MappedBytes.contents(of: "\(folder)/one") == text)
      #expect(status("\(folder)/one").st_ino == status("\(folder)/out").st_ino)
    }
  }

  @Test func `a pipe is written to and stays one`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/out"
      #expect(unsafe mkfifo(path, 0o600) == 0)
      let reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      try OutputFile(path).write(text, replaces: false)
      var bytes = [UInt8](repeating: 0, count: 16)
      let count = unsafe read(reader, &bytes, bytes.count)
      #expect(Array(bytes.prefix(max(0, count))) == text)
      #expect(status(path).st_mode & S_IFMT == S_IFIFO)
    }
  }

  @Test func `a device is written to and stays one`() throws {
    try OutputFile("/dev/null").write(text, replaces: false)
    #expect(status("/dev/null").st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `a folder, a ring of links and a full device are errors`() throws {
    try withTemporaryFolder { folder in
      #expect(unsafe symlink("b", "\(folder)/a") == 0)
      #expect(unsafe symlink("a", "\(folder)/b") == 0)
      let failures: [(String, Int32)] = [
        (folder, EISDIR), ("\(folder)/a", ELOOP), ("/dev/full", ENOSPC),
        ("\(folder)/none/out", ENOENT),
      ]
      for (path, code) in failures {
        #expect(throws: StorageError.unwritable(path: path, errno: code)) {
          try OutputFile(path).write(text, replaces: true)
        }
      }
    }
  }

  @Test(arguments: ["in", "./in", "link", "hard"])
  func `an input is never written over, whatever its name`(name: String) throws {
    try withTemporaryFolder { folder in
      let old = Array("old\n".utf8)
      try Data(old).write(to: URL(fileURLWithPath: "\(folder)/in"))
      #expect(unsafe symlink("in", "\(folder)/link") == 0)
      #expect(unsafe link("\(folder)/in", "\(folder)/hard") == 0)
      let path = "\(folder)/\(name)"
      #expect(throws: OutputFile.Refusal.isInput(path: path)) {
        try OutputFile(path).write(text, replaces: true, inputs: ["\(folder)/in"])
      }
      #expect(try MappedBytes.contents(of: "\(folder)/in") == old)
    }
  }
}

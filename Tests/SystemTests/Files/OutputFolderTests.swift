import Foundation
import Glibc
import System
import TestSupport
import Testing

struct OutputFolderTests {
  private let page = Array("<p>new</p>\n".utf8)

  private func contents(_ path: String) throws -> String {
    String(decoding: try MappedBytes.contents(of: path), as: UTF8.self)
  }

  @Test func `makes itself, and the folders in it`() throws {
    try withTemporaryFolder { folder in
      let site = try OutputFolder(OutputFile("\(folder)/site"))
      try site.write(page, to: "index.html", replaces: false)
      try site.write(page, to: "concept/a/b.html", replaces: false)
      #expect(try contents("\(folder)/site/index.html") == "<p>new</p>\n")
      #expect(try contents("\(folder)/site/concept/a/b.html") == "<p>new</p>\n")
      // A folder that is there is taken as it is, and a file of the same content is no other.
      let again = try OutputFolder(OutputFile("\(folder)/site"))
      try again.write(page, to: "concept/a/b.html", replaces: false)
    }
  }

  @Test func `replaces another file only if told`() throws {
    try withTemporaryFolder { folder in
      try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/index.html"))
      let site = try OutputFolder(OutputFile(folder))
      #expect(throws: OutputFile.Refusal.exists(path: "\(folder)/index.html")) {
        try site.write(page, to: "index.html", replaces: false)
      }
      #expect(try contents("\(folder)/index.html") == "mine")
      try site.write(page, to: "index.html", replaces: true)
      #expect(try contents("\(folder)/index.html") == "<p>new</p>\n")
    }
  }

  @Test func `follows the link that was named, and none below it`() throws {
    try withTemporaryFolder { folder in
      for name in ["real", "elsewhere"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
      }
      try Data("theirs".utf8).write(to: URL(fileURLWithPath: "\(folder)/elsewhere/page.html"))
      #expect(unsafe symlink("real", "\(folder)/site") == 0)
      #expect(unsafe symlink("../elsewhere", "\(folder)/real/concept") == 0)
      #expect(unsafe symlink("../elsewhere/page.html", "\(folder)/real/index.html") == 0)
      #expect(unsafe symlink("../elsewhere/none.html", "\(folder)/real/new.html") == 0)

      let site = try OutputFolder(OutputFile("\(folder)/site"))
      for (name, code) in [
        ("concept/page.html", ENOTDIR), ("index.html", ELOOP), ("new.html", ELOOP),
      ] {
        #expect(
          throws: StorageError.unwritable(path: "\(folder)/site/\(name)", errno: code)
        ) {
          try site.write(page, to: name, replaces: true)
        }
      }
      try site.write(page, to: "about.html", replaces: false)

      #expect(try contents("\(folder)/real/about.html") == "<p>new</p>\n")
      #expect(try contents("\(folder)/elsewhere/page.html") == "theirs")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/elsewhere")
          == ["page.html"])
    }
  }

  @Test func `is not made in a folder that a program keeps for itself`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/.kept", withIntermediateDirectories: false)
      let path = "\(folder)/.kept/site"
      #expect(throws: OutputFile.Refusal.isKept(path: path)) {
        _ = try OutputFolder(OutputFile(path, outsideOf: ".kept"))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/.kept").isEmpty)
    }
  }

  @Test func `says that a file stands where the folder is to be`() throws {
    try withTemporaryFolder { folder in
      try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/site"))
      #expect(throws: StorageError.unwritable(path: "\(folder)/site", errno: ENOTDIR)) {
        _ = try OutputFolder(OutputFile("\(folder)/site"))
      }
    }
  }
}

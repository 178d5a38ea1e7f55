import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

struct ForegroundProcessTests {
  @Test func `hands on arguments as they are and tells whether it went well`() throws {
    let folder = try TemporaryFolder()
    try folder.writeProgram("store", "#!/bin/sh\nprintf '[%s]' \"$@\" > \"$1\"\nexit $2\n")
    let output = folder.url(of: "a b'\"$x")
    for (status, isFine) in [("0", true), ("3", false)] {
      let ended = try ForegroundProcess.run(
        folder.url(of: "store").path, [output.path, status, "", "-x", "ä ö"])
      #expect(ended == isFine)
      let text = try String(contentsOf: output, encoding: .utf8)
      #expect(text == "[\(output.path)][\(status)][][-x][ä ö]")
    }
  }

  @Test func `is found by its name, and a signal that ends it is no success`() throws {
    #expect(try ForegroundProcess.run("true", []))
    #expect(try !ForegroundProcess.run("false", []))
    #expect(try !ForegroundProcess.run("sh", ["-c", "kill -9 $$"]))
  }

  @Test func `says why a program cannot be started`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", "not a program")
    #expect(throws: SystemError(EACCES)) {
      try ForegroundProcess.run(folder.url(of: "text").path, [])
    }
    #expect(throws: SystemError(ENOENT)) {
      try ForegroundProcess.run("parlance-no-such-program", [])
    }
  }
}

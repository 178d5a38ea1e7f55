import Glibc
import System
import Testing

struct ErrorWordsTests {
  @Test(arguments: [
    (EACCES, "Permission denied"), (ENOENT, "No such file or directory"),
    (ENOSPC, "No space left on device"),
  ])
  func `a number has the words of the system`(number: Int32, words: String) {
    #expect(SystemError(number).description == words)
    #expect(SystemError.words(number) == words)
  }

  @Test func `a number that the system does not know is named`() {
    #expect(SystemError.words(12_345).contains("12345"))
  }

  @Test(arguments: [
    (
      StorageError.unreadable(path: "a", errno: ENOENT),
      "a: cannot be read: No such file or directory"
    ),
    (.unreadable(path: "a", errno: 0), "a: cannot be read: the file is empty"),
    (
      .unreadable(path: "\u{FFFD}", errno: ENOENT),
      """
      \u{FFFD}: cannot be read: No such file or directory
      Hint: if the name is not UTF-8, rename the file
      """
    ),
    (.unwritable(path: "b", errno: EROFS), "b: cannot be written: Read-only file system"),
    (.damaged(path: "c", reason: "cut short"), "c: damaged: cut short"),
    (
      .otherVersion(path: "d", found: 3, expected: 4),
      "d: has format version 3, this program reads 4"
    ),
  ])
  func `what is wrong with a stored file is said with its path`(error: StorageError, words: String)
  {
    #expect(error.description == words)
  }

  @Test(arguments: [
    (
      OutputFile.Refusal.exists(path: "x"),
      "x: exists and holds something else\nHint: --force replaces it"
    ),
    (
      .isInput(path: "x"),
      "x: is read by the same command and is not written over\nHint: name another file"
    ),
    (
      .isKept(path: "x"),
      "x: is part of a workspace, and only its own commands write there\nHint: name another file"
    ),
  ])
  func `why nothing was written is said with a way out`(refusal: OutputFile.Refusal, words: String)
  {
    #expect(refusal.description == words)
  }
}

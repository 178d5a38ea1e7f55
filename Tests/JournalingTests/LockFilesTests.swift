import Journaling
import System
import TestSupport
import Testing

struct LockFilesTests {
  @Test(arguments: [
    ("report.docx", ".~lock.report.docx#"), ("report.docx", "~$report.docx"),
    // Microsoft Office drops letters of longer names: one of seven, two of more.
    ("reports.docx", "~$eports.docx"), ("reports2.docx", "~$ports2.docx"),
    ("longreport.docx", "~$ngreport.docx"), ("README", "~$README"), ("CHANGES", "~$HANGES"),
    ("a", "~$a"),
  ])
  func `a document is open while its lock file is there`(name: String, lock: String) throws {
    let folder = try TemporaryFolder()
    let path = SharePath("\(folder.path)/\(name)")
    try folder.write(name, "")
    #expect(LockFiles.lock(of: path) == nil)
    try folder.write(lock, "")
    #expect(LockFiles.lock(of: path) == lock)
  }

  @Test(arguments: [
    ("report.docx", "~$port.docx"), ("report.docx", "~$eport.docx"),
    ("longreport.docx", "~$ongreport.docx"), ("a.docx", ".~lock.b.docx#"), ("a.docx", "~$.docx"),
  ])
  func `the lock of another document is none of its own`(name: String, lock: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(name, "")
    try folder.write(lock, "")
    #expect(LockFiles.lock(of: SharePath("\(folder.path)/\(name)")) == nil)
  }

  @Test func `a name as long as names may be has no room for a lock`() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "x", count: 255)
    try folder.write(name, "")
    #expect(LockFiles.lock(of: SharePath("\(folder.path)/\(name)")) == nil)
  }
}

struct RunLockTests {
  @Test func `one has the lock, and the other is told who`() throws {
    let folder = try TemporaryFolder()
    let path = SharePath("\(folder.path)/lock")
    var first: RunLock? = try RunLock(path: path, purpose: "retag", time: "noon")
    #expect(first != nil)
    do throws(RunLock.Failure) {
      _ = try RunLock(path: path, purpose: "import", time: "later")
      Issue.record("two have the lock")
    } catch {
      guard case .held(let holder) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(holder.contains("(retag) on ") && holder.hasSuffix(" since noon"))
    }
    first = nil
    _ = try RunLock(path: path, purpose: "import", time: "later")
  }

  @Test func `a lock file that cannot be made is no lock`() {
    #expect(throws: RunLock.Failure.unavailable(errno: 2)) {
      try RunLock(path: SharePath("/nowhere/lock"), purpose: "retag", time: "noon")
    }
  }
}

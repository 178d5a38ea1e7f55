import Documents
import Foundation
import Glibc
import Model
import System
import TestSupport
import Testing

@testable import Journaling
@testable import Retagging

/// What others do to a file at the very moment in which it is replaced: the probe is held by strace
/// inside the call that exchanges the old and the new file.
@Suite(.serialized)
struct RacingChangeTests {
  /// Starts the probe, does `act` while the probe stands in its first exchange, waits for its end.
  private func race(
    _ share: TemporaryShare, call: String = "renameat2", _ act: () throws -> Void
  ) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: InterruptedRun.strace ?? "")
    process.arguments = [
      "-f", "-qq", "-o", share.root + "/calls", "-e", "trace=\(call)",
      "-e", "inject=\(call):delay_enter=1500000:when=1", InterruptedRun.probe ?? "", "apply",
      share.share, share.journals.description, "run",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    // The new file has the temporary name first; then the probe is held in the call.
    let isHeld = try waitUntil {
      try share.names().contains { $0.hasSuffix(".tmp") }
        && isStanding(inCall: Self.exchangeCall, below: process.processIdentifier)
    }
    #expect(isHeld)
    try act()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  #if arch(x86_64)
    private static let exchangeCall = 316
  #else
    private static let exchangeCall = 276
  #endif

  private func makeShare() throws -> TemporaryShare {
    let share = try TemporaryShare(in: InterruptedRun.fastFolder)
    try share.write("a.md", "# A\n")
    return share
  }

  @Test(
    .enabled(if: InterruptedRun.isPossible, "strace cannot trace here"),
    arguments: ["saved anew", "written in place", "grown", "deleted"])
  func `a file changed while it is replaced keeps what others did`(how: String) throws {
    let share = try makeShare()
    let path = share.share + "/a.md"
    let said = try race(share) {
      switch how {
      case "saved anew":
        try Data("theirs\n".utf8).write(to: URL(fileURLWithPath: path + ".new"))
        unsafe rename(path + ".new", path)
      case "deleted": unsafe unlink(path)
      default:
        // Opening waits until the probe is done with the file, and then finds it as it was.
        let flags = how == "grown" ? O_WRONLY | O_APPEND : O_WRONLY | O_TRUNC
        let descriptor = unsafe open(path, flags)
        #expect(unsafe write(descriptor, "theirs\n", 7) == 7)
        close(descriptor)
      }
    }
    #expect(said.count == 1)
    #expect(said.allSatisfy { $0.hasPrefix("refused\tchanged") }, "\(said)")
    switch how {
    case "deleted": #expect(try share.names().isEmpty)
    case "grown": #expect(try share.text("a.md") == "# A\ntheirs\n")
    default: #expect(try share.text("a.md") == "theirs\n")
    }
    #expect(try share.names().allSatisfy { !$0.hasSuffix(".tmp") })
    #expect(try JournalUndo.settle(folder: share.journals).isEmpty)
  }

  @Test(.enabled(if: InterruptedRun.isPossible, "strace cannot trace here"))
  func `a run killed after the exchange gives back what others changed`() throws {
    let share = try makeShare()
    let item = try share.items()[0]
    guard let change = try item.changes(.documents).first else {
      Issue.record("nothing to write")
      return
    }
    // What a run leaves that is killed between the exchange and the look at the old file.
    var entry = change.entry
    entry.temporary = JournalEntry.temporary(for: entry.path, run: "run", index: 0)
    let header = JournalHeader(run: "run", time: 1, purpose: "test")
    let journal = try RunJournal(folder: share.journals, header: header)
    journal.append(.intent(entry))
    try journal.sync()
    try share.write("a.md", "theirs\n")
    try Data(change.newBytes).write(to: URL(fileURLWithPath: entry.temporary.description))
    let folder = try OpenFolder(withoutLinks: entry.path.folder)
    try folder.exchange(entry.temporary.name, entry.path.name)
    let settlements = try JournalUndo.settle(folder: share.journals)
    #expect(settlements.map(\.unclear) == [[entry.path]])
    #expect(try share.names() == ["a.md"])
    #expect(try share.text("a.md") == "theirs\n")
  }

  @Test
  func `a file that somebody has open for writing is refused`() throws {
    let share = try makeShare()
    let descriptor = unsafe open(share.share + "/a.md", O_WRONLY)
    #expect(try share.apply(try share.items()).map(\.word) == ["refused: locked"])
    close(descriptor)
    #expect(try share.apply(try share.items(), run: "two").map(\.word) == ["changed"])
  }

  @Test(
    .enabled(if: InterruptedRun.isPossible, "strace cannot trace here"),
    arguments: ["EINVAL", "ENOSYS"])
  func `where names cannot be exchanged the new file takes the old one's`(error: String) throws {
    let run = try InterruptedRun(place: .documents)
    let result = try run.apply(injecting: "renameat2:error=\(error)", .documents, run: "run")
    #expect(result.status == 0)
    #expect(try run.share.state() == run.new)
    try run.check(.documents, error)
  }

  @Test(.enabled(if: InterruptedRun.isPossible, "strace cannot trace here"))
  func `an old file that cannot be deleted is deleted by the next run`() throws {
    let run = try InterruptedRun(place: .documents)
    _ = try run.apply(injecting: "unlinkat:error=EIO", .documents, run: "run")
    #expect(try run.share.names().contains { $0.hasSuffix(".tmp") })
    let settlements = try JournalUndo.settle(folder: run.share.journals)
    #expect(settlements.map(\.temporaries) == [6])
    try run.check(.documents, "unlinkat")
  }
}

import Documents
import Foundation
import Glibc
import Model
import System
import Testing

@testable import Journaling
@testable import Retagging

struct TagWritingRunTests {
  @Test(arguments: TagPlace.inFiles)
  func `apply and undo leave bytes, modes, times and attributes as before`(
    place: TagPlace
  ) throws {
    let share = try TemporaryShare()
    try share.fill()
    let hasAttributes = try Self.hasAttributes(share)
    if place == .xattr, !hasAttributes { try Test.cancel("no extended attributes in this folder") }
    let before = try share.state()
    let outcomes = try share.apply(try share.items(), place: place)
    #expect(outcomes.allSatisfy { $0.word == "changed" && $0.warning == nil })
    let after = try share.state()
    #expect(after != before)
    for name in before.keys {
      // Mode and time are kept by the change itself.
      #expect(
        after[name]?.split(separator: " ").prefix(2)
          == before[name]?.split(separator: " ").prefix(2))
    }
    #expect(try share.undo("run", as: "undo").allSatisfy { $0.word == "changed" })
    #expect(try share.state() == before)
    #expect(try share.undo("undo", as: "redo").allSatisfy { $0.word == "changed" })
    let redone = try share.state()
    #expect(redone.mapValues(Self.withoutTime) == after.mapValues(Self.withoutTime))
    #expect(try share.undo("redo", as: "undo2").allSatisfy { $0.word == "changed" })
    #expect(try share.state() == before)
  }

  private static func withoutTime(_ state: String) -> [Substring] {
    var words = state.split(separator: " ", maxSplits: 2)
    words.remove(at: 1)
    return words
  }

  /// Whether the file system of the temporary folder has extended attributes for users.
  private static func hasAttributes(_ share: TemporaryShare) throws -> Bool {
    try share.write("../probe", "")
    let folder = try OpenFolder(withoutLinks: SharePath(share.root))
    let file = try folder.document(Array("probe".utf8)).file
    return (try? file.setAttribute("user.test", from: nil, to: [1])) != nil
  }

  @Test
  func `applying twice changes nothing the second time`() throws {
    let share = try TemporaryShare()
    try share.fill()
    _ = try share.apply(try share.items())
    let after = try share.state()
    #expect(try share.apply(try share.items(), run: "again").allSatisfy { $0.word == "unchanged" })
    #expect(try share.state() == after)
  }

  @Test
  func `values of the last time are replaced, others' stay`() throws {
    let share = try TemporaryShare()
    try share.fill()
    _ = try share.apply(try share.items())
    let next = TagValues(facets: ["type": ["Brochure"]], keywords: ["Brochure"])
    _ = try share.apply(try share.items(next, previous: TemporaryShare.values), run: "second")
    #expect(
      try share.text("a.md") == "---\ntags: [theirs, Brochure]\ndocumentType: Brochure\n---\n# A\n")
    #expect(try share.text("d.eml").hasPrefix("Subject: D\r\nKeywords: theirs, Brochure\r\n"))
  }

  @Test
  func `undo refuses a file changed since, and takes back the others`() throws {
    let share = try TemporaryShare()
    try share.fill()
    let before = try share.state()
    _ = try share.apply(try share.items())
    try share.write("a.md", "somebody's own words")
    let outcomes = try share.undo("run", as: "undo")
    #expect(outcomes.filter { $0.word == "changed" }.count == before.count - 1)
    let refused = try #require(outcomes.first { $0.path == share.path("a.md") })
    guard case .refused(let refusal) = refused.status else {
      Issue.record("a changed file was overwritten")
      return
    }
    #expect(refusal.reason == .changed)
    #expect(try share.text("a.md") == "somebody's own words")
    #expect(try share.text("e.md") == TemporaryShare.documents[4].1)
  }

  @Test
  func `the time of change is set anew if asked, and undo brings the old one back`() throws {
    let share = try TemporaryShare()
    try share.fill()
    let before = try share.state()
    var options = FileWritingOptions()
    options.keepsModificationTime = false
    _ = try share.apply(try share.items(), options: options)
    #expect(
      FileIdentity(of: share.path("a.md")).map { $0.modified > 1_300_000_000_000_000_000 } == true)
    _ = try share.undo("run", as: "undo")
    #expect(try share.state() == before)
  }

  @Test
  func `links, folders, pipes, read-only and locked files are left alone, each with its reason`()
    throws
  {
    let share = try TemporaryShare()
    for name in ["one.md", "two.md", "ro.md", "lo.md", "document.md", "target.md"] {
      try share.write(name, "# x\n")
    }
    unsafe symlink(share.share + "/target.md", share.share + "/sym.md")
    unsafe symlink(share.share + "/nowhere", share.share + "/dangling.md")
    unsafe link(share.share + "/one.md", share.share + "/hard.md")
    unsafe mkfifo(share.share + "/pipe.md", 0o644)
    unsafe mkdir(share.share + "/folder.md", 0o755)
    unsafe chmod(share.share + "/ro.md", 0o444)
    try share.write(".~lock.lo.md#", "somebody")
    try share.write("~$cument.md", "somebody")
    let names = [
      "sym.md", "dangling.md", "hard.md", "one.md", "pipe.md", "folder.md", "ro.md", "lo.md",
      "document.md", "missing.md", "target.md",
    ]
    let before = try share.text("target.md")
    let items = names.enumerated().map {
      TagWritingItem(
        id: Int64($0.offset), path: share.path($0.element),
        request: TagRequest(TemporaryShare.values))
    }
    let words = try share.apply(items).map(\.word)
    let reasons = [
      "notRegular", "notRegular", "hardLinked", "hardLinked", "notRegular", "notRegular",
      "readOnly", "locked", "locked", "unreadable",
    ]
    #expect(words == reasons.map { "refused: \($0)" } + ["changed"])
    #expect(before != (try share.text("target.md")))
    var target = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink(share.share + "/sym.md", &target, 4095)
    #expect(length > 0)
  }

  @Test(arguments: ["written", "grown", "replaced", "deleted", "linked", "opened"])
  func `a file touched between reading and replacing keeps what others did`(how: String) throws {
    let share = try TemporaryShare()
    try share.write("a.md", "# A\n")
    try share.write("b.md", "# B\n")
    let header = JournalHeader(run: "run", time: 1, purpose: "test")
    let journal = try RunJournal(folder: share.journals, header: header)
    var transaction = FileTransaction(journal: journal, options: FileWritingOptions())
    let item = try share.items()[0]
    guard let change = try item.changes(.documents).first else {
      Issue.record("nothing to write")
      return
    }
    let path = share.share + "/a.md"
    switch how {
    case "written": try Data("# X\n".utf8).write(to: URL(fileURLWithPath: path))
    case "grown":
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("more\n".utf8))
    case "replaced": unsafe rename(share.share + "/b.md", path)
    case "deleted": unsafe unlink(path)
    case "linked":
      unsafe unlink(path)
      unsafe symlink(share.share + "/b.md", path)
    default: try share.write(".~lock.a.md#", "somebody")
    }
    let before = try? share.text("a.md")
    let outcome = try transaction.commit([change]).map(\.word)
    #expect(outcome == [how == "opened" ? "refused: locked" : "refused: changed"])
    #expect((try? share.text("a.md")) == before)
    #expect(try share.names().allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test
  func `names of 255 bytes are written; a sidecar that would need more is refused`() throws {
    let share = try TemporaryShare()
    let name = String(repeating: "n", count: 252) + ".md"
    try share.write(name, "# A\n")
    let before = try share.state()
    #expect(try share.apply(try share.items(), place: .sidecar).map(\.word) == ["refused: noRoom"])
    #expect(try share.apply(try share.items(), run: "two").map(\.word) == ["changed"])
    _ = try share.undo("two", as: "three")
    #expect(try share.state() == before)
  }

  @Test
  func `a file changed since the plan is skipped`() throws {
    let share = try TemporaryShare()
    try share.fill()
    var items = try share.items()
    for index in items.indices {
      let identity = try #require(FileIdentity(of: items[index].path))
      items[index].expected = FileStamp(size: identity.size, modified: identity.modified)
    }
    try share.write("b.html", "<p>new</p>", age: 1)
    let outcomes = try share.apply(items)
    for outcome in outcomes {
      let isStale = outcome.path == share.path("b.html")
      if case .refused(let refusal) = outcome.status {
        #expect(isStale && refusal.reason == .changed)
      } else {
        #expect(!isStale)
      }
    }
    #expect(try share.text("b.html") == "<p>new</p>")
  }

  @Test
  func `names of any bytes are written and taken back`() throws {
    let share = try TemporaryShare()
    let names: [[UInt8]] = [
      [0xFF, 0xFE] + Array(".md".utf8), Array("line\nfeed.md".utf8), Array("-rf.md".utf8),
      Array("=cmd.md".utf8), Array("\u{202E}dm.md".utf8),
      Array(String(repeating: "n", count: 252).utf8) + Array(".md".utf8),
    ]
    let paths = names.map { SharePath(share.share).appending($0) }
    for path in paths {
      guard let file = unsafe path.withCString({ unsafe fopen($0, "w") }) else { continue }
      unsafe fputs("# x\n", file)
      unsafe fclose(file)
    }
    let items = paths.enumerated().map {
      TagWritingItem(
        id: Int64($0.offset), path: $0.element, request: TagRequest(TemporaryShare.values))
    }
    #expect(try share.apply(items).allSatisfy { $0.word == "changed" })
    #expect(try share.undo("run", as: "undo").allSatisfy { $0.word == "changed" })
    for path in paths { #expect(FileIdentity(of: path)?.size == 4) }
    // A sidecar's name must fit, too.
    #expect(try share.apply(items, place: .sidecar, run: "s").map(\.word).last == "refused: noRoom")
  }

  @Test
  func `a sidecar of others is edited, a new one is taken away again by undo`() throws {
    let share = try TemporaryShare()
    try share.write("a.bin", "\u{1}")
    try share.write("b.bin", "\u{2}")
    let packet =
      "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><r:Description r:about=\"x\""
      + " xmlns:q=\"u:q\" q:Rating=\"5\"/></r:RDF>"
    try share.write("b.bin.xmp", packet)
    let before = try share.state()
    let items = ["a.bin", "b.bin"].map {
      TagWritingItem(id: 0, path: share.path($0), request: TagRequest(TemporaryShare.values))
    }
    #expect(try share.apply(items, place: .sidecar).map(\.word) == ["changed", "changed"])
    #expect(try share.names() == ["a.bin", "a.bin.xmp", "b.bin", "b.bin.xmp"])
    #expect(try share.text("b.bin.xmp").contains("q:Rating=\"5\""))
    #expect(try share.text("b.bin.xmp").contains("rdf:about=\"x\""))
    _ = try share.undo("run", as: "undo")
    #expect(try share.state() == before)
  }

  @Test
  func `the journal takes less than five in a hundred of the bytes of larger files`() throws {
    let share = try TemporaryShare()
    for index in 0..<20 {
      try share.write(
        "\(index).md", String(repeating: "Some words of a longer text.\n", count: 400))
    }
    let outcomes = try share.apply(try share.items())
    let bytes = outcomes.reduce(0) { $0 + $1.sizes.before }
    let journal = FileIdentity(of: share.journals.appending(Array("run.journal".utf8)))?.size ?? 0
    #expect(journal > 0 && journal * 20 < bytes)
  }

  @Test
  func `pruning keeps the newest journals`() throws {
    let share = try TemporaryShare()
    try share.fill()
    _ = try share.apply(try share.items())
    _ = try share.undo("run", as: "undo")
    #expect(try JournalUndo.prune(folder: share.journals, keeping: 1).runs == ["run"])
    #expect(try StoredJournal.runs(in: share.journals) == ["undo"])
    #expect(throws: DocumentRefusal.self) { try share.undo("run", as: "again") }
  }

  @Test
  func `a run's name is used once`() throws {
    let share = try TemporaryShare()
    _ = try share.apply([])
    #expect(throws: DocumentRefusal.self) { try share.apply([]) }
  }

  @Test
  func `the second process learns who holds the lock`() throws {
    let share = try TemporaryShare()
    let path = SharePath(share.root + "/lock")
    let first = try RunLock(path: path, purpose: "import", time: "2010-01-02T03:04:05Z")
    let failure = #expect(throws: RunLock.Failure.self) {
      _ = try RunLock(path: path, purpose: "import", time: "later")
    }
    guard case .held(let holder) = failure else {
      Issue.record("the wrong failure")
      return
    }
    #expect(
      holder.contains("process \(getpid()) (import) on ")
        && holder.hasSuffix("2010-01-02T03:04:05Z"))
    withExtendedLifetime(first) {}
  }

  @Test
  func `a lock whose process is gone is free`() throws {
    let share = try TemporaryShare()
    let path = SharePath(share.root + "/lock")
    try Data("process 999999 on nowhere since 1999".utf8).write(
      to: URL(fileURLWithPath: path.description))
    _ = try RunLock(path: path, purpose: "import", time: "now")
  }
}

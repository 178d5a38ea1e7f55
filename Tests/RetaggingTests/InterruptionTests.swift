import Documents
import Foundation
import Glibc
import Model
import System
import TestSupport
import Testing

@testable import Journaling
@testable import Retagging

/// Runs the probe program under strace, which kills it or fails its calls at a chosen moment.
struct InterruptedRun {
  let share: TemporaryShare
  let old: [String: String]
  let new: [String: String]

  init(place: TagPlace) throws {
    let model = try TemporaryShare(in: Self.fastFolder)
    try model.fill()
    old = try model.state()
    _ = try model.apply(try model.items(Self.values), place: place, options: Self.quick)
    new = try model.state()
    share = try TemporaryShare(in: Self.fastFolder)
    try share.fill()
  }

  /// A file system in memory where there is one: waiting for a disk proves nothing here.
  static var fastFolder: String {
    FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
  }

  /// Only the probe, which is interrupted, has to wait for the disk.
  static var quick: FileWritingOptions {
    var options = FileWritingOptions()
    options.syncs = false
    return options
  }

  /// What the probe writes.
  static let values = TagValues(
    facets: ["type": ["Data Sheet"], "product": ["Häfen & Archive"]],
    keywords: ["Data Sheet", "Häfen & Archive"])

  static let probe: String? = {
    var path = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &path, 4095)
    guard length > 0 else { return nil }
    let own = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // The test program lies beside the probe, or is a helper that names it in its arguments.
    let candidates = [own] + CommandLine.arguments
    return candidates.lazy.map { ($0 as NSString).deletingLastPathComponent + "/WritingProbe" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let strace: String? = ["/usr/bin/strace", "/usr/local/bin/strace"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Whether interruptions can be tested here.
  static var isPossible: Bool {
    guard probe != nil, strace != nil else { return false }
    return (try? run(["-e", "trace=none", "/bin/true"]))?.status == 0
  }

  static func run(_ arguments: [String]) throws -> (status: Int32, wasKilled: Bool) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: strace ?? "/usr/bin/strace")
    process.arguments = ["-f", "-qq", "-o", "/dev/null"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
  }

  func apply(injecting injection: String, _ place: TagPlace, run name: String) throws
    -> (status: Int32, wasKilled: Bool)
  {
    let call = injection.prefix { $0 != ":" }
    return try Self.run([
      "-e", "trace=\(call)", "-e", "inject=\(injection)", Self.probe ?? "", "apply", share.share,
      share.journals.description, name, place.rawValue,
    ])
  }

  /// Checks that every file is old or new, settles, finishes, and takes everything back.
  func check(_ place: TagPlace, _ moment: String) throws {
    let interrupted = try share.state().filter { !$0.key.hasSuffix(".tmp") }
    for (name, state) in interrupted {
      #expect(state == old[name] || sameButTime(state, new[name]), "\(moment): \(name)")
    }
    #expect(Set(old.keys).isSubset(of: interrupted.keys), "\(moment)")
    let settlements = try JournalUndo.settle(folder: share.journals)
    #expect(settlements.allSatisfy { $0.unclear.isEmpty }, "\(moment)")
    #expect(try share.names().allSatisfy { !$0.hasSuffix(".tmp") }, "\(moment): temporary left")
    #expect(try JournalUndo.settle(folder: share.journals).isEmpty)
    let documents = old.keys.sorted().enumerated().map {
      TagWritingItem(
        id: Int64($0.offset), path: share.path($0.element), request: TagRequest(Self.values))
    }
    _ = try share.apply(documents, place: place, run: "finish", options: Self.quick)
    let finished = try share.state()
    #expect(finished.keys.sorted() == new.keys.sorted(), "\(moment)")
    #expect(finished.allSatisfy { sameButTime($0.value, new[$0.key]) }, "\(moment): not finished")
    _ = try share.undo("finish", as: "undo2", options: Self.quick)
    if try StoredJournal.runs(in: share.journals).contains("run") {
      _ = try share.undo("run", as: "undo1", options: Self.quick)
    }
    #expect(try share.state() == old, "\(moment): not taken back")
  }

  /// A new sidecar has the time of its making.
  private func sameButTime(_ one: String, _ other: String?) -> Bool {
    func stripped(_ state: String) -> [Substring] {
      var words = state.split(separator: " ", maxSplits: 2)
      words.remove(at: 1)
      return words
    }
    return other.map { stripped(one) == stripped($0) } ?? false
  }
}

@Suite(.serialized)
struct InterruptionTests {
  /// Calls, places, and how many kills there must have been: no test of calls never made.
  static let killed: [(call: String, place: TagPlace, least: Int)] = [
    ("openat", .documents, 5), ("write", .documents, 3), ("fdatasync", .documents, 2),
    ("syncfs", .documents, 1), ("renameat2", .documents, 6), ("unlinkat", .documents, 6),
    ("fsync", .documents, 1),
    ("fchmod", .documents, 6), ("utimensat", .documents, 6), ("close", .documents, 5),
    ("renameat2", .sidecar, 5), ("write", .sidecar, 3), ("fsync", .sidecar, 1),
  ]

  /// Every call is tried where time allows, with `PARLANCE_THOROUGH` set; else every third.
  private var isThorough: Bool { ProcessInfo.processInfo.environment["PARLANCE_THOROUGH"] != nil }

  @Test(
    .enabled(if: InterruptedRun.isPossible, "strace cannot trace here"),
    arguments: killed)
  func `a run killed at any call leaves each file old or new, and can be finished`(
    call: String, place: TagPlace, least: Int
  ) throws {
    // Programs open libraries first: those calls before the run only cost time.
    let isFrequent = ["openat", "close", "write"].contains(call)
    var count = call == "openat" || call == "close" ? 22 : 1
    var kills = 0
    while count < 400 {
      let run = try InterruptedRun(place: place)
      let result = try run.apply(
        injecting: "\(call):signal=SIGKILL:when=\(count)", place, run: "run")
      try run.check(place, "\(call) \(count)")
      if !result.wasKilled && result.status == 0 { break }
      kills += 1
      count += isFrequent && !isThorough ? 3 : 1
    }
    #expect(kills >= least)
  }

  @Test(
    .enabled(if: InterruptedRun.isPossible, "strace cannot trace here"),
    arguments: [
      ("write", "ENOSPC"), ("write", "EIO"), ("write", "EDQUOT"), ("openat", "EACCES"),
      ("openat", "EMFILE"), ("openat", "ENFILE"), ("openat", "EROFS"), ("openat", "EINTR"),
      ("write", "EINTR"), ("fdatasync", "EIO"), ("fsync", "EIO"), ("syncfs", "EIO"),
      ("renameat2", "EXDEV"), ("renameat2", "EACCES"), ("renameat2", "ENOENT"), ("fchmod", "EPERM"),
      ("utimensat", "EPERM"),
      ("close", "EIO"), ("unlinkat", "EIO"),
    ])
  func `a failing call leaves each file old or new, and can be finished`(
    call: String, error: String
  ) throws {
    let start = call == "openat" || call == "close" ? 30 : 1
    for count in stride(from: start, to: start + 12, by: isThorough ? 1 : 5) {
      let run = try InterruptedRun(place: .documents)
      _ = try run.apply(injecting: "\(call):error=\(error):when=\(count)", .documents, run: "run")
      try run.check(.documents, "\(call) \(error) \(count)")
    }
  }

  @Test(.enabled(if: InterruptedRun.isPossible, "strace cannot trace here"))
  func `short writes are completed`() throws {
    let run = try InterruptedRun(place: .documents)
    _ = try run.apply(injecting: "write:error=EINTR:when=2+2", .documents, run: "run")
    try run.check(.documents, "every second write interrupted")
  }
}

@Suite(.serialized)
struct FullDiskTests {
  @Test(arguments: [12, 24, 32, 40, 48, 64])
  func `a full disk refuses what does not fit and harms nothing`(kilobytes: Int) throws {
    let folder = try TemporaryFolder()
    let mountPoint = folder.path
    guard unsafe mount("tmpfs", mountPoint, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      try Test.cancel("a full disk needs the right to mount a tmpfs")
    }
    defer { unsafe umount2(mountPoint, 2) }
    let share = try TemporaryShare(in: mountPoint)
    let before: [String: String]
    do {
      for index in 0..<4 {
        try share.write("\(index).md", String(repeating: "text \(index)\n", count: 700))
      }
      before = try share.state()
    } catch {
      try Test.cancel("not even the share fits into this size")
    }
    if before.values.contains(where: { $0.count <= 4000 }) {
      try Test.cancel("not even the share fits into this size")
    }
    do {
      for outcome in try share.apply(try share.items()) {
        #expect(["changed", "refused: unwritable"].contains(outcome.word))
      }
      _ = try share.undo("run", as: "undo")
    } catch {
      #expect(error is DocumentRefusal)
    }
    #expect(try share.names().allSatisfy { !$0.hasSuffix(".tmp") })
    let after = try share.state()
    for (name, state) in after where state != before[name] {
      #expect(state.contains("documentType: Data Sheet"), "\(name) is neither old nor new")
    }
  }
}

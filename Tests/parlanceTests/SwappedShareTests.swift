import Foundation
import Glibc
import Synchronization
import System
import TestSupport
import Testing

/// Somebody who swaps a folder of the share for a link, over and over, while tags are written.
struct SwappedShareTests {
  /// How often tags are written and taken back.
  private static let rounds = 6

  /// Gives a folder and a link beside it each other's name until it is told to end.
  private final class Swapper: Sendable {
    let share: String
    let isOver = Atomic(false)
    let swaps = Atomic(0)

    init(_ share: String) { self.share = share }

    func swap() throws {
      let folder = try OpenFolder(withoutLinks: SharePath(share))
      try folder.exchange(Array("many".utf8), Array("link".utf8))
      swaps.wrappingAdd(1, ordering: .relaxed)
    }

    /// Swaps while `body` runs, and leaves the folder at its own name.
    func run<Value>(while body: () throws -> Value) rethrows -> Value {
      let thread = Thread { [self] in
        while !isOver.load(ordering: .relaxed) { try? swap() }
        if !swaps.load(ordering: .relaxed).isMultiple(of: 2) { try? swap() }
      }
      thread.start()
      defer {
        isOver.store(true, ordering: .relaxed)
        while !thread.isFinished { sched_yield() }
      }
      return try body()
    }
  }

  @Test(arguments: ["documents", "sidecar"])
  func `nothing outside the share changes while a folder of it is swapped for a link`(
    place: String
  ) throws {
    let tool = try RetagShare.make()
    try RetagShare.add(60, to: tool)
    _ = try tool.shell("mkdir outside && cp -a share/many outside/many")
    let outside = tool.folder.appendingPathComponent("outside")
    let before = try states(below: outside)
    let share = tool.folder.path + "/share"
    #expect(unsafe symlink(outside.path + "/many", share + "/link") == 0)
    let retag = ["retag", "share", "--yes", "--write-to", place, "--allow-missing"]
    for round in 0..<Self.rounds {
      let swapper = Swapper(share)
      let result = try swapper.run {
        try tool.run(round.isMultiple(of: 2) ? retag : ["undo", "--yes"])
      }
      #expect(swapper.swaps.load(ordering: .relaxed) > 0)
      #expect([0, 1, 2, 3].contains(result.status), "\(result.errors)")
      #expect(try states(below: outside) == before)
    }
    // Once nobody swaps folders any more, everything can be finished.
    let next = try tool.run(retag)
    #expect([0, 3].contains(next.status), "\(next.errors)")
    #expect(try RetagShare.leftovers(tool).isEmpty)
  }

  /// Bytes, number and time of each file, so that one replaced by its own bytes is noticed.
  private func states(below folder: URL) throws -> [String: String] {
    var states: [String: String] = [:]
    for (name, content) in try fileContents(below: folder) {
      var status = stat()
      #expect(unsafe lstat(folder.path + "/" + name, &status) == 0)
      states[name] = "\(status.st_ino) \(status.st_ctim) \(Array(content))"
    }
    return states
  }
}

import Glibc
import Model
import Testing

/// A year of a workspace: releases, moves, copies, edits, locks, other owners, lost mounts, corrections by two
/// accounts, a lost workspace.
@Suite struct `A year in use` {
  @Test(arguments: [(TagPlace.documents, 365), (.sidecar, 60)])
  func `loses no decision, takes no own tag for another's, does what it says`(
    place: TagPlace, nights: Int
  ) throws {
    var year = try ScriptedYear(seed: 15, place: place)
    for night in 1...nights { try year.pass(night: night) }
    #expect(["run", "word", "release"].allSatisfy { year.counts[$0] != nil }, "\(year.counts)")
    if nights == 365 {
      #expect(
        ["lost mount", "copied over"].allSatisfy { year.counts[$0] ?? 0 > 3 }, "\(year.counts)")
      // The run of each night that had one was taken back and made again.
      let undone = year.counts["undo"] ?? 0
      #expect(undone > 30 && year.counts["run"] == 2 * undone, "\(year.counts)")
      #expect(year.counts["other owner"] ?? 0 > 3 || geteuid() != 0, "\(year.counts)")
      #expect(year.counts["release"] == 12 && year.counts["lost workspace"] == 3, "\(year.counts)")
    }
  }
}

import RandomNumbers
import Testing

@testable import Cataloging

@Suite struct `Where files are now` {
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    catalog = try Catalog()
    share = try catalog.share(root: "/s", isFolder: true)
  }

  private func run() throws -> Int64 {
    try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "documents")
  }

  @Test func `follows files and shares through every move since a run`() throws {
    let first = try run()
    try catalog.move([(1, "a", "b"), (2, "x/y", "z")], in: share)
    let second = try run()
    try catalog.move([(1, "b", "c")], in: share)
    let moved = try catalog.move(share, to: "/t")
    try catalog.move([(1, "c", "a")], in: moved)
    let all = try catalog.moves(since: first)
    #expect(all.path(of: "/s/a") == "/t/a")
    #expect(all.path(of: "/s/a.xmp") == "/t/a.xmp")
    #expect(all.path(of: "/s/x/y") == "/t/z")
    #expect(all.path(of: "/s/other") == "/t/other")
    #expect(all.path(of: "/stray") == "/stray")
    let later = try catalog.moves(since: second)
    #expect(later.path(of: "/s/b") == "/t/a")
    #expect(later.path(of: "/s/x/y") == "/t/x/y", "what moved before the run was written elsewhere")
    #expect(try catalog.moves(since: try run()).isEmpty)
  }

  @Test func `exchanges names of one time without mixing them up`() throws {
    let number = try run()
    try catalog.move([(1, "a", "b"), (2, "c", "d")], in: share)
    try catalog.move([(2, "d", "a")], in: share)
    let moves = try catalog.moves(since: number)
    #expect(moves.path(of: "/s/a") == "/s/b")
    #expect(moves.path(of: "/s/c") == "/s/a")
  }

  @Test func `leads where a chain of moves leads, however the batches fall`() throws {
    var random = SeededGenerator(seed: 15)
    for round in 0..<40 {
      var moves = FileMoves()
      var chain: [[String: String]] = []
      let names = (0..<12).map { "/s/\($0)" }
      for _ in 0..<random.next(below: 9) {
        if random.next(below: 6) == 0 {
          moves.addShare(old: "/s", new: "/s")
          chain.append([:])
          continue
        }
        // Files that are moved at one time go to paths of their own.
        let old = names.shuffled(using: &random).prefix(random.next(below: 5))
        let new = names.shuffled(using: &random).prefix(old.count)
        let batch = Dictionary(uniqueKeysWithValues: zip(old, new))
        moves.add(files: batch)
        chain.append(batch)
      }
      for name in names + ["/s/other"] {
        let expected = chain.reduce(name) { path, batch in batch[path] ?? path }
        #expect(moves.path(of: name) == expected, "round \(round): \(chain)")
      }
    }
  }

  @Test func `a folder that was moved in many batches is one step`() throws {
    let number = try run()
    for batch in 0..<20 {
      try catalog.move([(Int64(batch), "a/\(batch)", "b/\(batch)")], in: share)
    }
    let moves = try catalog.moves(since: number)
    #expect(moves.steps.count == 1)
    #expect(moves.path(of: "/s/a/19.xmp") == "/s/b/19.xmp")
  }

  @Test func `files of a share that is the whole system are followed, too`() throws {
    let whole = try catalog.share(root: "/", isFolder: true)
    let number = try run()
    try catalog.move([(1, "home/a", "home/b")], in: whole)
    _ = try catalog.move(whole, to: "/mnt")
    let moves = try catalog.moves(since: number)
    #expect(moves.path(of: "/home/a") == "/mnt/home/b")
    #expect(moves.path(of: "/home/a.xmp") == "/mnt/home/b.xmp")
    #expect(moves.path(of: "/etc/x") == "/mnt/etc/x")
  }

  @Test func `a folder whose name begins alike is another`() throws {
    let number = try run()
    _ = try catalog.move(share, to: "/t")
    #expect(try catalog.moves(since: number).path(of: "/share/a") == "/share/a")
    #expect(try catalog.moves(since: number).path(of: "/s") == "/s")
  }

  @Test func `a share that is forgotten takes its own moves with it, and nobody else's`() throws {
    let other = try catalog.share(root: "/o", isFolder: true)
    let inner = try catalog.share(root: "/s/inner", isFolder: true)
    let first = try catalog.beginRun(
      command: "retag", share: other, started: "2010-01-01T00:00:00Z", place: "documents")
    // The latest run of all, whose number all moves bear, is one of the share.
    _ = try run()
    try catalog.move([(1, "a", "b")], in: other)
    try catalog.move([(2, "c", "d")], in: share)
    try catalog.move([(3, "e", "f")], in: inner)
    let moved = try catalog.move(share, to: "/t")
    try catalog.move([(2, "d", "g")], in: moved)
    let successor = try catalog.share(root: "/s", isFolder: true)
    try catalog.move([(4, "h", "i")], in: successor)
    _ = try catalog.remove(moved)
    let moves = try catalog.moves(since: first)
    for (old, new) in [
      ("/o/a", "/o/b"), ("/o/a.xmp", "/o/b.xmp"), ("/s/inner/e", "/s/inner/f"), ("/s/h", "/s/i"),
      ("/s/c", "/s/c"), ("/t/d", "/t/d"), ("/s/other", "/s/other"),
    ] { #expect(moves.path(of: old) == new, "\(old)") }
    _ = try catalog.remove(other)
    #expect(try catalog.moves(since: first).path(of: "/o/a") == "/o/a")
  }
}

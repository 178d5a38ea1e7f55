import Cataloging
import Testing

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
}

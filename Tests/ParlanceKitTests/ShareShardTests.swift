import System
import Testing

@testable import ParlanceKit

/// The parts of a share that machines of a cluster take, and the paths that they may name.
struct ShareShardTests {
  @Test(arguments: ["0/1", "3/64", "65535/65536"])
  func `a shard is read and written`(text: String) {
    #expect(ShareShard(text)?.description == text)
  }

  @Test(arguments: [
    "", "/", "1", "1/", "/1", "1/1", "2/1", "-1/2", "0/0", "0/65537", "0/1/2", "a/b", " 0/1",
    "0/ 1", "0.5/1", "99999999999999999999/2",
  ])
  func `what is not one is refused`(text: String) {
    #expect(ShareShard(text) == nil)
  }

  @Test func `each document falls to one shard, those of a folder to the same`() throws {
    let shards = try (0..<7).map { try #require(ShareShard("\($0)/7")) }
    var used: Set<Int> = []
    for folder in 0..<100 {
      let owners = (0..<3).map { name in
        shards.filter { $0.contains(SharePath("a/\(folder)/\(name).md")) }.map { $0.index }
      }
      #expect(owners.allSatisfy { $0.count == 1 && $0 == owners[0] })
      used.formUnion(owners[0])
    }
    #expect(used.count == 7)
  }
}

import Model
import Synchronization
import Testing

@testable import Cataloging
@testable import Retagging

/// When a share was looked at, by which files that were replaced since are suspected.
struct LookTimeTests {
  @Test func `a look is as old as its beginning, whatever is done to files meanwhile`() throws {
    let share = try TemporaryShare()
    try share.fill()
    let catalog = try Catalog()
    let known = try catalog.share(root: share.share, isFolder: true)
    let clock = Mutex<Int64>(100)
    var reading = ShareReading(catalog: catalog, share: known)
    reading.now = { clock.withLock { $0 } }
    // Files are asked for as they are walked past.
    reading.belongs = { _ in
      clock.withLock { $0 = 200 }
      return true
    }
    #expect(try reading.refresh().files > 0)
    #expect(clock.withLock { $0 } == 200)
    #expect(try catalog.setting("look at share \(known.id)") == "100")
  }
}

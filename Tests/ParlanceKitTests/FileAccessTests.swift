import System
import Testing

@testable import ParlanceKit

/// What is remembered of who may read a file, so that it need not be looked at again.
struct FileAccessTests {
  /// A file that nobody has changed just now.
  private static let file = SharePath("/etc/passwd")

  @Test func `a seal holds while nothing changes from which the readers were found out`() throws {
    let changed = try #require(FileIdentity(of: Self.file)).changedTime.nanosecondsSince1970
    var files = FileAccess()
    let readers = files.found(of: Self.file)
    let found = try #require(readers)
    let seal = try #require(found.seal)
    #expect(files.seal(ofFileIn: SharePath("/etc"), changed: changed) == seal)
    #expect(files.seal(ofFileIn: SharePath("/etc"), changed: changed + 1) != seal)
    #expect(files.seal(ofFileIn: SharePath("/no such folder"), changed: changed) == nil)
    var again = FileAccess()
    #expect(again.seal(ofFileIn: SharePath("/etc"), changed: changed) == seal)
  }
}

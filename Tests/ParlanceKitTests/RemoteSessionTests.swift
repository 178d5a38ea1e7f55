import System
import TestSupport
import Testing

@testable import ParlanceKit

/// An engine that takes requests and never answers.
private struct SilentEngine: RemoteTransport {
  func send(_ request: RemoteTransportRequest) throws -> RemoteReply {
    while true { try Deadline.check() }
  }
}

/// Searches by an engine, for somebody who waits.
struct RemoteSessionTests {
  @Test(.timeLimit(.minutes(1)))
  func `an engine that does not answer is told with the time that it had`() throws {
    let folder = try TemporaryFolder()
    try folder.write(".parlance/x", "")
    let session = try RemoteSession(
      Workspace(root: folder.path), OpenSearchClient(SilentEngine()))
    let failure = #expect(throws: RemoteTransportFailure.self) {
      try session.search(.init("price"), within: 1)
    }
    #expect(failure?.description.contains("did not answer within 1 s") == true)
  }
}

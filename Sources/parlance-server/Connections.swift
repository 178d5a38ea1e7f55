internal import Dispatch
internal import NIOCore
internal import Synchronization

/// The open connections of a server.
final class Connections: Sendable {
  private let open = Mutex<[ObjectIdentifier: any Channel]>([:])
  private let ended = DispatchSemaphore(value: 0)

  /// More connections are closed at once.
  private static let most = 4096

  /// Takes a connection until it is closed; `false` if there are too many.
  func add(_ channel: any Channel) -> Bool {
    let key = ObjectIdentifier(channel)
    let isTaken = open.withLock { open in
      guard open.count < Self.most else { return false }
      open[key] = channel
      return true
    }
    guard isTaken else { return false }
    channel.closeFuture.whenComplete { _ in
      self.open.withLock { $0[key] = nil }
      self.ended.signal()
    }
    return true
  }

  /// Closes those that wait for a request; others are closed when they are answered.
  func quiesce() {
    for channel in open.withLock({ Array($0.values) }) {
      // Before the other, which the handlers of NIO keep for themselves.
      channel.pipeline.fireUserInboundEventTriggered(HTTPConnection.ServerEnds())
      channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
  }

  /// Waits until all are closed, or some time has passed.
  func wait(seconds: Double) {
    let deadline = DispatchTime.now() + seconds
    while open.withLock({ !$0.isEmpty }) {
      guard ended.wait(timeout: deadline) == .success else { return }
    }
  }
}

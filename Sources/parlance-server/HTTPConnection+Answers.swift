internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Serving

/// What is sent, and the threads, memory and time that it takes.
extension HTTPConnection {
  /// Has a worker do something for a request, and goes on with what comes of it.
  func work<Value: Sendable>(
    on turn: RequestTurn, _ context: ChannelHandlerContext,
    _ body: @escaping @Sendable (RequestTurn) -> Value,
    then next: @escaping (HTTPConnection, ChannelHandlerContext, Value) -> Void
  ) {
    let bound = NIOLoopBound((self, context, next), eventLoop: context.eventLoop)
    workers.runIfActive(eventLoop: context.eventLoop) { body(turn) }.whenComplete { result in
      let (connection, context, next) = bound.value
      switch result {
      case .success(let value): next(connection, context, value)
      case .failure:
        // The pool has ended, and nothing was begun.
        turn.end()
        context.close(promise: nil)
      }
    }
  }

  /// Sends a whole answer.
  func send(_ answer: ServiceResponse, _ context: ChannelHandlerContext) {
    keepRoom(0)
    guard let head, context.channel.isActive else { return }
    // What is sent instead is so short that it needs no room of its own.
    let hasRoom = takeAnswerRoom(answer.body.count)
    var response = hasRoom ? answer : Service.busy
    let isLast = isClosing || !head.isKeepAlive
    response.headers["Content-Length"] = String(response.body.count)
    writeHead(response, to: head, isLast: isLast, context)
    if head.method != .HEAD, !response.body.isEmpty {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: response.body)))),
        promise: nil)
    }
    end(isLast: isLast, giving: hasRoom ? answer.body.count : 0, context)
  }

  /// Writes the head of an answer.
  func writeHead(
    _ response: ServiceResponse, to head: HTTPRequestHead, isLast: Bool,
    _ context: ChannelHandlerContext
  ) {
    var headers = HTTPHeaders(
      response.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    if isLast { headers.replaceOrAdd(name: "Connection", value: "close") }
    context.write(
      wrapOutboundOut(
        .head(
          HTTPResponseHead(
            version: head.version, status: HTTPResponseStatus(statusCode: response.status),
            headers: headers))), promise: nil)
  }

  /// Ends an answer, which is to be taken now; then comes the next request, or the end of the connection.
  func end(isLast: Bool, giving room: Int = 0, _ context: ChannelHandlerContext) {
    head = nil
    expect(within: Self.bodyTime, context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      let (connection, context) = bound.value
      connection.giveAnswerRoom(room)
      if isLast {
        return connection.isRefused ? connection.linger(context) : context.close(promise: nil)
      }
      // The next request may have begun by now, with a time of its own.
      if connection.head == nil { connection.expect(within: Self.headTime, context) }
    }
  }

  /// Says that nothing more comes, and hears what the client still sends for a while.
  ///
  /// If the connection was closed before its bytes were read, the system would tell the client that it was cut off, and
  /// the client might never see the answer.
  func linger(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    expect(within: Self.lingerTime, context)
    context.close(mode: .output, promise: nil)
    readByItself(true, context)
  }

  /// Whether what comes is read without being asked for.
  func readByItself(_ isWanted: Bool, _ context: ChannelHandlerContext) {
    try? context.channel.syncOptions?.setOption(.autoRead, value: isWanted)
  }

  /// Closes the connection unless what is awaited comes in time.
  func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
  }

  // MARK: Room

  /// Takes room for what has come of a body; `false` if there is none.
  func takeRoom(_ count: Int) -> Bool {
    guard room.take(count) else { return false }
    takenRoom += count
    return true
  }

  /// Gives back the room of a body but for what is still held of it.
  func keepRoom(_ held: Int) {
    guard held < takenRoom else { return }
    room.give(takenRoom - held)
    takenRoom = held
  }

  /// Takes room for an answer that waits to be taken; `false` if there is none.
  func takeAnswerRoom(_ count: Int) -> Bool {
    guard answers.take(count) else { return false }
    answerRoom += count
    return true
  }

  /// Gives the room of an answer back.
  func giveAnswerRoom(_ count: Int) {
    let count = min(count, answerRoom)
    answers.give(count)
    answerRoom -= count
  }
}

extension HTTPRequestHead {
  /// Whether an answer may come in chunks, and be preceded by another one, as from HTTP/1.1 on.
  var knowsChunks: Bool { version.major > 1 || version.major == 1 && version.minor > 0 }

  /// Whether the client waits to be told that its body is wanted; of HTTP/1.0 none does (RFC 9110, 10.1.1).
  var expectsContinue: Bool {
    knowsChunks && headers.first(name: "expect")?.lowercased() == "100-continue"
  }
}

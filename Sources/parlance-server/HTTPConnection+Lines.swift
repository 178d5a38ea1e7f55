internal import NIOCore
internal import NIOHTTP1
internal import Serving
internal import System

/// Lines that are answered while the request still comes.
///
/// A batch of them is worked on at a time. No more is read while it is, nor while too many answers wait to be taken, so
/// that the client waits then (TCP) and what is held here has a bound.
extension HTTPConnection {
  /// The server is about to end; whoever still sends lines is told.
  struct ServerEnds: Sendable {}

  private static let stalled =
    "no line came, or no answer was taken, for \(bodyTime.nanoseconds / 1_000_000_000) seconds"
  private static let ending = "the server ends; send the rest again"
  private static let crowded = "too many lines are held for others; send the rest again in a second"

  /// Whether the lines of a request are answered while it still comes.
  func takesLines(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> Bool {
    // All requests are asked this, and few have the type.
    head.method == .POST
      && head.headers["content-type"].contains { $0.lowercased().contains("ndjson") }
      && services.takesLines(request(head, context))
  }

  /// Begins to answer lines, as soon as a worker has found that they may be.
  func beginLines(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    guard let turn = services.beginLines(request(head, context)) else {
      return refuse(Service.busy, context)
    }
    let exchange = LineExchange(turn, expectsContinue: head.expectsContinue)
    self.exchange = exchange
    readByItself(false, context)
    let received = MonotonicClock.seconds
    work(on: turn, context) { turn in
      turn.opened(waited: MonotonicClock.seconds - received)
    } then: { connection, context, opening in
      guard connection.hasReturned(exchange, context) else { return }
      switch opening {
      case .refused(let response):
        connection.leave(exchange)
        connection.refuse(response, context)
      case .lines(let answers):
        exchange.answers = answers
        connection.greet(head, answers, exchange, context)
        connection.proceed(context)
      }
    }
  }

  /// Sends the head of the answer: with it the client knows that its lines are answered.
  private func greet(
    _ head: HTTPRequestHead, _ answers: LineAnswers, _ exchange: LineExchange,
    _ context: ChannelHandlerContext
  ) {
    if exchange.expectsContinue, !exchange.isWhole { proceedToBody(head, context) }
    // Of HTTP/1.0 the end of the connection is the end of the answer.
    if !head.knowsChunks { isClosing = true }
    writeHead(answers.head, to: head, isLast: isClosing || !head.isKeepAlive, context)
    context.flush()
  }

  /// Takes a part of the lines.
  func addLines(_ buffer: ByteBuffer, to exchange: LineExchange, _ context: ChannelHandlerContext) {
    guard takeRoom(buffer.readableBytes) else {
      return stop(exchange, LineAnswersEnd(Self.crowded), context)
    }
    exchange.add(buffer.readableBytesView)
  }

  /// Does what is next for lines: answers some, ends, or waits for more or for the client to take answers.
  func proceed(_ context: ChannelHandlerContext) {
    guard let exchange, !exchange.isWorking, let answers = exchange.answers else { return }
    // Those that a worker had until now were held, too.
    keepRoom(exchange.byteCount)
    if exchange.waitsForClient { return giveTime(exchange, context) }
    let batch = exchange.next()
    if !batch.isEmpty {
      exchange.isWorking = true
      deadline?.cancel()
      work(on: exchange.turn, context) { _ in
        answers.answers(to: batch)
      } then: { connection, context, result in
        guard connection.hasReturned(exchange, context) else { return }
        switch result {
        case .success(let bytes):
          connection.write(bytes, of: exchange, context)
          connection.proceed(context)
        case .failure(let end): connection.stop(exchange, end, context)
        }
      }
    } else if exchange.isWhole {
      leave(exchange)
      // First: the next request may begin within the end of this one.
      readByItself(true, context)
      end(isLast: isClosing || head?.isKeepAlive != true, context)
    } else if isEnding {
      stop(exchange, LineAnswersEnd(Self.ending), context)
    } else {
      giveTime(exchange, context)
      context.read()
    }
  }

  /// Whether a worker that is done with lines still has somebody to answer.
  private func hasReturned(_ exchange: LineExchange, _ context: ChannelHandlerContext) -> Bool {
    exchange.isWorking = false
    guard context.channel.isActive, self.exchange === exchange else {
      leave(exchange)
      return false
    }
    return true
  }

  private func write(
    _ bytes: [UInt8], of exchange: LineExchange, _ context: ChannelHandlerContext
  ) {
    let count = bytes.count
    exchange.wrote(count, hasRoom: takeAnswerRoom(count))
    let bound = NIOLoopBound((self, exchange, context), eventLoop: context.eventLoop)
    let body = wrapOutboundOut(
      .body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes))))
    context.writeAndFlush(body).whenComplete { _ in
      let (connection, exchange, context) = bound.value
      connection.giveAnswerRoom(count)
      exchange.took(count)
      if connection.exchange === exchange { connection.proceed(context) }
    }
  }

  /// Gives the client time for the next line, or to take answers.
  private func giveTime(_ exchange: LineExchange, _ context: ChannelHandlerContext) {
    guard exchange.hasProgressed else { return }
    deadline?.cancel()
    let bound = NIOLoopBound((self, exchange, context), eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: Self.bodyTime) {
      let (connection, exchange, context) = bound.value
      connection.stop(exchange, LineAnswersEnd(Self.stalled), context)
    }
  }

  /// Ends an answer before its request has ended: with a last line that says why, and without what ends a whole one.
  private func stop(
    _ exchange: LineExchange, _ end: LineAnswersEnd, _ context: ChannelHandlerContext
  ) {
    guard self.exchange === exchange else { return }
    guard exchange.answers != nil else { return context.close(promise: nil) }
    leave(exchange)
    isRefused = true
    let body = wrapOutboundOut(
      .body(.byteBuffer(context.channel.allocator.buffer(bytes: end.line))))
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(body).whenComplete { _ in bound.value.0.linger(bound.value.1) }
    expect(within: Self.lingerTime, context)
  }

  /// Has nothing more to do with lines; those that a worker still has keep their turn until it is done.
  func leave(_ exchange: LineExchange) {
    if self.exchange === exchange {
      self.exchange = nil
      keepRoom(0)
    }
    if !exchange.isWorking { exchange.turn.end() }
  }
}

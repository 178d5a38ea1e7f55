internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Serving
internal import System

/// One connection: takes a request, has it answered by a worker, sends the answer, takes the next.
///
/// A whole request must come within some seconds, however slowly its bytes do, and an answer must be taken.
/// The handler before this one holds back the next request until the last one is answered.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let services: WorkspaceServices
  private let workers: NIOThreadPool
  private let room: SharedRoom
  private let answers: SharedRoom
  private var takenRoom = 0
  private var answerRoom = 0
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isRefused = false
  private var isClosing = false
  private var deadline: Scheduled<Void>?

  /// For the head of a request, from the connection or the answer before on.
  private static let headTime = TimeAmount.seconds(10)

  /// For the body of a request, and for an answer to be taken.
  private static let bodyTime = TimeAmount.seconds(30)

  /// A connection to the services of some workspaces.
  ///
  /// - Parameters:
  ///   - services: what answers.
  ///   - workers: the threads on which it does.
  ///   - room: the memory of the bodies of all connections.
  ///   - answers: the memory of the answers that wait to be taken.
  init(
    _ services: WorkspaceServices, _ workers: NIOThreadPool, room: SharedRoom, answers: SharedRoom
  ) {
    self.services = services
    self.workers = workers
    self.room = room
    self.answers = answers
  }

  func channelActive(context: ChannelHandlerContext) {
    expect(within: Self.headTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    giveRoom()
    giveAnswerRoom()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent { isClosing = true }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let buffer): add(buffer, context)
    case .end: finish(context)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = head
    body = []
    isRefused = false
    expect(within: Self.bodyTime, context)
    let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    if announced > Service.mostBodyBytes { return refuse(Service.tooLarge, context) }
    // Without this answer curl waits a second before it sends a body of more than 1 MiB.
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      context.writeAndFlush(
        wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))),
        promise: nil)
    }
  }

  private func add(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
    guard !isRefused else { return }
    guard room.take(buffer.readableBytes) else { return refuse(Service.busy, context) }
    takenRoom += buffer.readableBytes
    body.append(contentsOf: buffer.readableBytesView)
    if body.count > Service.mostBodyBytes { refuse(Service.tooLarge, context) }
  }

  /// Answers before the request has come, and hears no more of it.
  private func refuse(_ response: ServiceResponse, _ context: ChannelHandlerContext) {
    isRefused = true
    isClosing = true
    body = []
    send(response, context)
  }

  private func finish(_ context: ChannelHandlerContext) {
    // A refusal is to be taken in time, too.
    guard let head, !isRefused else { return }
    deadline?.cancel()
    let request = ServiceRequest(
      head.method.rawValue, head.uri,
      headers: head.headers.map { ($0.name.lowercased(), $0.value) }, body: body,
      peer: context.channel.remoteAddress?.ipAddress ?? "")
    body = []
    guard let turn = services.begin(request) else { return send(Service.busy, context) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let received = MonotonicClock.seconds
    workers.runIfActive(eventLoop: context.eventLoop) {
      defer { turn.end() }
      return turn.answer(waited: MonotonicClock.seconds - received)
    }.whenComplete { result in
      let (connection, context) = bound.value
      switch result {
      case .success(let response): connection.send(response, context)
      case .failure:
        turn.end()
        context.close(promise: nil)
      }
    }
  }

  private func giveRoom() {
    room.give(takenRoom)
    takenRoom = 0
  }

  private func giveAnswerRoom() {
    answers.give(answerRoom)
    answerRoom = 0
  }

  private func send(_ answer: ServiceResponse, _ context: ChannelHandlerContext) {
    giveRoom()
    guard let head, context.channel.isActive else { return }
    // What is sent instead is so short that it needs no room of its own.
    let hasRoom = answers.take(answer.body.count)
    if hasRoom { answerRoom += answer.body.count }
    let response = hasRoom ? answer : Service.busy
    let isLast = isClosing || !head.isKeepAlive
    var headers = HTTPHeaders(
      response.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count))
    if isLast { headers.replaceOrAdd(name: "Connection", value: "close") }
    context.write(
      wrapOutboundOut(
        .head(
          HTTPResponseHead(
            version: head.version, status: HTTPResponseStatus(statusCode: response.status),
            headers: headers))), promise: nil)
    if head.method != .HEAD, !response.body.isEmpty {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: response.body)))),
        promise: nil)
    }
    self.head = nil
    expect(within: Self.bodyTime, context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      let (connection, context) = bound.value
      connection.giveAnswerRoom()
      if isLast { return context.close(promise: nil) }
      if connection.head == nil { connection.expect(within: Self.headTime, context) }
    }
  }

  /// Closes the connection unless what is awaited comes in time.
  private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
  }
}

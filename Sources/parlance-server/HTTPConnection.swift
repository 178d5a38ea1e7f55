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

  let services: WorkspaceServices
  let workers: NIOThreadPool
  let room: SharedRoom
  let answers: SharedRoom

  /// What this connection has of the room of bodies, and of that of answers.
  var (takenRoom, answerRoom) = (0, 0)

  /// The request that is being answered.
  var head: HTTPRequestHead?
  private var body: [UInt8] = []

  /// The request whose lines are being answered, if it is one.
  var exchange: LineExchange?

  /// Whether no more is heard of the request.
  var isRefused = false

  /// Whether the connection is closed after the answer.
  var isClosing = false

  /// Whether the server is about to end.
  var isEnding = false
  var deadline: Scheduled<Void>?

  /// For the head of a request, from the connection or the answer before on.
  static let headTime = TimeAmount.seconds(10)

  /// For the body of a request, and for an answer to be taken.
  static let bodyTime = TimeAmount.seconds(30)

  /// For a client to take the answer to a request that it has not sent to its end.
  static let lingerTime = TimeAmount.seconds(5)

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
    if let exchange { leave(exchange) }
    keepRoom(0)
    giveAnswerRoom(answerRoom)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ServerEnds {
      (isClosing, isEnding) = (true, true)
      proceed(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let buffer): add(buffer, context)
    case .end: finish(context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    proceed(context)
    context.fireChannelReadComplete()
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = head
    body = []
    isRefused = false
    if takesLines(head, context) { return beginLines(head, context) }
    expect(within: Self.bodyTime, context)
    let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    if announced > Service.mostBodyBytes { return refuse(Service.tooLarge, context) }
    if head.expectsContinue { proceedToBody(head, context) }
  }

  /// Without this answer curl waits a second before it sends a body of more than 1 MiB.
  func proceedToBody(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    context.writeAndFlush(
      wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))),
      promise: nil)
  }

  private func add(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
    guard !isRefused else { return }
    if let exchange { return addLines(buffer, to: exchange, context) }
    guard takeRoom(buffer.readableBytes) else { return refuse(Service.busy, context) }
    body.append(contentsOf: buffer.readableBytesView)
    if body.count > Service.mostBodyBytes { refuse(Service.tooLarge, context) }
  }

  /// Answers before the request has come, and hears no more of it.
  func refuse(_ response: ServiceResponse, _ context: ChannelHandlerContext) {
    isRefused = true
    isClosing = true
    body = []
    send(response, context)
  }

  private func finish(_ context: ChannelHandlerContext) {
    if let exchange {
      exchange.end()
      return proceed(context)
    }
    // A refusal is to be taken in time, too.
    guard let head, !isRefused else { return }
    deadline?.cancel()
    var request = request(head, context)
    request.body = body
    body = []
    guard let turn = services.begin(request) else { return send(Service.busy, context) }
    let received = MonotonicClock.seconds
    work(on: turn, context) { turn in
      defer { turn.end() }
      return turn.answer(waited: MonotonicClock.seconds - received)
    } then: { connection, context, response in
      connection.send(response, context)
    }
  }

  /// A request without its body.
  func request(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> ServiceRequest {
    ServiceRequest(
      head.method.rawValue, head.uri,
      headers: head.headers.map { ($0.name.lowercased(), $0.value) },
      peer: context.channel.remoteAddress?.ipAddress ?? "")
  }
}

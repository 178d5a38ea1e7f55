internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import ParlanceKit
internal import ServeArguments
internal import Serving
internal import System

/// A workspace, and the name below whose path it is served; empty for the one at the root.
typealias NamedWorkspace = (name: String, workspace: Workspace)

/// Carries requests of HTTP/1.1 to a service and its answers back, until a signal ends it.
struct HTTPServer {
  private let workspaces: [NamedWorkspace]
  private let address: ListenAddress
  private let settings: Service.Settings
  private let options: ServeOptions

  /// How long those who are being answered may take when a signal has come.
  private static let patience = 10.0

  /// The bytes of answers that wait to be taken at a time.
  private static let mostAnswerBytes = 256 << 20

  /// A server for some workspaces, the first of them at the root.
  ///
  /// - Throws: `ServeError` if it would be open to others without telling them apart; what reading the
  ///   tokens throws.
  init(_ workspaces: [NamedWorkspace], _ options: ServeOptions) throws {
    self.workspaces = workspaces
    self.options = options
    address = try ListenAddress(options.listen)
    var settings = Service.Settings(version: ServeOptions.version)
    settings.mostRequests = options.maxRequests
    settings.mostSeconds = Double(options.maxSeconds)
    settings.servesFiles = options.serveFiles
    settings.isReadOnly = options.readOnly
    if workspaces.count > 1 { settings.neighbors = workspaces.map(\.name) }
    settings.access.hosts.formUnion(options.host.map { $0.lowercased() })
    if let name = address.host { settings.access.hosts.insert(name.lowercased()) }
    settings.access.tokens = try options.tokenFile.map { try AccessToken.read($0) } ?? []
    settings.access.userHeader = options.userHeader?.lowercased()
    settings.access.trustedProxies = Set(options.trustedProxy.map { $0 == "socket" ? "" : $0 })
    guard address.isOfThisMachine || !settings.access.isOpen else {
      throw ServeError.open(options.listen)
    }
    settings.tell = { ErrorLines.tell($0) }
    settings.officePictures = options.officePictures ? OfficePictures() : nil
    self.settings = settings
  }

  /// Serves until SIGINT, SIGTERM or SIGHUP; what is being answered then is answered to its end.
  ///
  /// - Throws: `ServeError` if the address cannot be had; what opening the workspace throws.
  func run() throws {
    let engine = try options.engine.map {
      try RemoteSource(
        at: $0, name: options.index, secretFile: options.secretFile,
        variable: ProcessEnvironment.variable)
    }
    let keepers = try workspaces.map { name, workspace in
      try SnapshotKeeper(workspace, .aside, searching: name.isEmpty ? engine : nil)
    }
    if options.officePictures, settings.officePictures == nil {
      ParlanceServer.tell(OfficePictures.absence)
    }
    for note in keepers.flatMap({ $0.current().notes }) { ParlanceServer.tell(note) }
    let all = try zip(workspaces, keepers).map { try service($0.name, $1) }
    let services = try WorkspaceServices(all[0], others: Array(all.dropFirst()))
    // HTTP alone takes 0.07 ms of a request, a search twenty times that: loops are never what is waited for.
    let loops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, Processors.count / 2))
    // On one processor, too, a long search is not to keep short ones waiting until its end.
    let workers = NIOThreadPool(numberOfThreads: max(2, Processors.count))
    workers.start()
    let connections = Connections()
    let channel = try bound(loops, services, workers, connections)
    let inode = address.place?.inode
    for (name, workspace) in workspaces {
      let place = address.shown(channel.localAddress) + (name.isEmpty ? "" : "\(name)/")
      ParlanceServer.tell("Serving \(workspace.root) at \(place)")
    }
    // Only makes the first request quicker; that one is told what is the matter.
    let warming = WorkerThread.start { for keeper in keepers { try? keeper.current().warm() } }
    // The signal may come to any thread, so that it need not end the wait of this one.
    var failures = [String?](repeating: nil, count: keepers.count)
    while Interrupts.count == 0 {
      _ = poll(nil, 0, 100)
      // Text that is gone from the workspace is not to stay mapped until somebody asks.
      for (number, keeper) in keepers.enumerated() {
        let workspace = keeper.current().workspace
        guard keeper.failure != failures[number] else { continue }
        failures[number] = keeper.failure
        if let failure = keeper.failure {
          ErrorLines.tell("\(workspace.root): its changes cannot be taken up yet: \(failure)")
        }
      }
    }
    // No new connections first; then those that wait for a request go, then those that are
    // answered.
    try? channel.close().wait()
    address.place?.remove(inode)
    connections.quiesce()
    connections.wait(seconds: Self.patience)
    for service in all { service.settings.searches?.write() }
    warming?.join()
    // All requests are answered by now, and the process ends.
    try? workers.syncShutdownGracefully()
    try? loops.syncShutdownGracefully()
  }

  private func service(_ name: String, _ keeper: SnapshotKeeper) throws -> Service {
    let workspace = keeper.current().workspace
    var settings = settings
    settings.name = name
    settings.isReadOnly = settings.isReadOnly || !workspace.mayWrite
    settings.curators = options.curators(of: name)
    settings.searches = options.logSearches ? try FruitlessSearches(workspace) : nil
    return Service(keeper, settings)
  }

  private func bound(
    _ loops: MultiThreadedEventLoopGroup, _ services: WorkspaceServices, _ workers: NIOThreadPool,
    _ connections: Connections
  ) throws -> any Channel {
    let room = SharedRoom(settings.mostRequests, of: Service.mostBodyBytes)
    let answers = SharedRoom(Self.mostAnswerBytes)
    let bootstrap = ServerBootstrap(group: loops)
      .serverChannelOption(.backlog, value: 256)
      // The port of a server that was just ended stays taken for a minute otherwise (TIME_WAIT).
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 16)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard connections.add(channel) else { throw ServeError.tooManyConnections }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: true, withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(
            HTTPConnection(services, workers, room: room, answers: answers))
        }
      }
    do {
      switch address {
      case .network(let host, let port):
        return try bootstrap.bind(host: host, port: port).wait()
      case .socket(let path):
        try SocketPlace(path).prepare(loops)
        // For this account alone from the first moment on.
        let mask = umask(0o177)
        defer { umask(mask) }
        return try bootstrap.bind(unixDomainSocketPath: path).wait()
      }
    } catch let error as ServeError {
      throw error
    } catch {
      throw ServeError.unavailable("\(address)", "\(error)")
    }
  }
}

/// Why a server does not begin.
enum ServeError: Error, CustomStringConvertible {
  /// Others could reach it, and it would not know who they are.
  case open(String)
  /// The address is not one.
  case badAddress(String)
  /// Anybody may write in the folder of the socket.
  case openFolder(String)
  /// The address cannot be had.
  case unavailable(String, String)
  /// More connections than are held at a time.
  case tooManyConnections

  var description: String {
    switch self {
    case .open(let address):
      "\(address) can be reached from other machines, and nothing says who asks\nHint: --token-file for "
        + "programs; --user-header with --trusted-proxy behind a proxy that signs people on"
    case .badAddress(let text):
      "'\(text)' is not an address\nHint: HOST:PORT such as 127.0.0.1:7311, or the path of a socket"
    case .openFolder(let path):
      "\(path): anybody may write in its folder, and put a socket of theirs in its place\nHint: a folder that "
        + "others may not write in, such as /run/parlance"
    case .unavailable(let address, let reason):
      "\(address): cannot be listened at: \(reason)\nHint: --listen names another; port 0 takes a free one"
    case .tooManyConnections: "too many connections"
    }
  }
}

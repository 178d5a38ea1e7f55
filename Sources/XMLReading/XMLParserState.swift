internal import CLibXML2

/// What one run of the parser keeps between events.
///
/// It lives at one address for the C callbacks, which read and write single fields, because a call
/// into libxml2 may call back while another is under way.
@safe struct XMLParserState {
  var context: xmlParserCtxtPtr?
  let sink: XMLEventSink
  let limits: XMLLimits
  var names: XMLNameCache
  var failure: (any Error)?
  var path: String?

  /// The names of the open elements and how many namespaces each declares.
  var open: UnsafeMutablePointer<(name: UInt32, namespaces: UInt32)>
  var depth = 0
  var namespaces = 0
  var attributes: UnsafeMutablePointer<XMLAttribute>
  var attributeCapacity: Int

  /// The bytes of text since the last tag.
  var textRun = 0

  /// The bytes fed, and the bytes of text and attribute values given out.
  var fed = 0
  var delivered = 0

  var hasRoot = false

  /// Whether no more bytes come, so that whatever is found wrong now is wrong for lack of them.
  var isAtEnd = false
  var hasDoctype = false
  var hasEntities = false
  var doctypeStart = 0
  var defaultedAttributes = 0

  init(sink: XMLEventSink, names: XMLNames, limits: XMLLimits) {
    self.sink = sink
    self.limits = limits
    self.names = XMLNameCache(names: names)
    unsafe open = .allocate(capacity: limits.depth + 1)
    // Those of the tag and those that the DTD adds, each up to the limit.
    attributeCapacity = 2 * limits.attributes + 2
    unsafe attributes = .allocate(capacity: attributeCapacity)
  }

  func deallocate() {
    names.deallocate()
    unsafe open.deallocate()
    unsafe attributes.deallocate()
  }
}

/// The state as the callbacks see it.
typealias XMLStatePointer = UnsafeMutablePointer<XMLParserState>

extension UnsafeMutablePointer where Pointee == XMLParserState {
  /// Notes the first failure and makes the parser stop.
  func fail(_ error: any Error) {
    guard unsafe pointee.failure == nil else { return }
    unsafe pointee.failure = error
    if let context = unsafe pointee.context { unsafe xmlStopParser(context) }
  }

  /// Notes a failure at the place where the parser stands.
  func fail(_ code: XMLError.Code) {
    guard unsafe pointee.failure == nil else { return }
    unsafe fail(XMLError(code, path: pointee.path, position: position))
  }

  /// Notes that a limit is exceeded.
  func exceed(_ limit: XMLError.Limit, _ value: Int) {
    unsafe fail(.limitExceeded(limit, value))
  }

  /// Where the parser stands.
  var position: XMLPosition? {
    guard let context = unsafe pointee.context else { return nil }
    return unsafe XMLLocation(context: OpaquePointer(context), isStartTag: false).position
  }

  /// The place of the event under way.
  @inline(__always)
  func location(isStartTag: Bool) -> XMLLocation? {
    guard let context = unsafe pointee.context else { return nil }
    return unsafe XMLLocation(context: OpaquePointer(context), isStartTag: isStartTag)
  }

  /// The number of a name; nil if it is longer than allowed, which is then noted.
  @inline(__always)
  func name(_ local: XMLString, _ uri: XMLString?) -> XMLName? {
    if let known = unsafe pointee.names.find(local, uri) { return XMLName(rawValue: known) }
    guard unsafe XMLBytes(terminated: local).count <= pointee.limits.nameLength else {
      unsafe exceed(.nameLength, pointee.limits.nameLength)
      return nil
    }
    return unsafe XMLName(rawValue: pointee.names.add(local, uri))
  }
}

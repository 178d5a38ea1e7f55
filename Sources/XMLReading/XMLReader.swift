internal import System

/// A streaming reader of XML: events with positions, numbered names, and limits on everything.
///
/// ```swift
/// enum CoreName: UInt32, XMLKnownName {
///   case title, creator
///   static let localNames = ["title", "creator"]
///   var namespaceURIs: [String] { ["http://purl.org/dc/elements/1.1/"] }
/// }
///
/// struct TitleHandler: XMLHandler {
///   var title: [UInt8] = []
///   private var isInTitle = false
///
///   mutating func startElement(_ element: XMLStartTag) {
///     isInTitle = CoreName(element.name) == .title
///   }
///   mutating func endElement(_ element: XMLEndTag) { isInTitle = false }
///   mutating func characters(_ text: XMLBytes, at location: XMLLocation) {
///     if isInTitle { text.append(to: &title) }
///   }
/// }
///
/// let reader = XMLReader(names: XMLNames(CoreName.self), limits: .documentPart)
/// var handler = TitleHandler()
/// try reader.read(bytes, handler: &handler)
/// ```
///
/// What the input is encoded in is found as XML says (mark, declaration, else UTF-8); handlers see
/// UTF-8 always. A document that is not well-formed ends in an `XMLError` with its place, after the
/// events before that place; so keep what a handler builds apart until the reader returns.
@usableFromInline
package struct XMLReader: Sendable {
  /// The names that handlers switch over.
  package let names: XMLNames

  /// The limits that reading keeps to.
  package let limits: XMLLimits

  /// Makes a reader.
  package init(names: XMLNames = XMLNames(), limits: XMLLimits) {
    self.names = names
    self.limits = limits
  }

  /// Reads a document in memory.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - handler: receives the events.
  ///   - path: the name that errors bear, if the bytes have one.
  /// - Throws: `XMLError`, or what the handler throws.
  @inlinable
  package func read<Handler: XMLHandler & ~Copyable>(
    _ bytes: [UInt8], handler: inout Handler, path: String? = nil
  ) throws {
    try read(bytes.span, handler: &handler, path: path)
  }

  /// Reads a document in memory.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - handler: receives the events.
  ///   - path: the name that errors bear, if the bytes have one.
  /// - Throws: `XMLError`, or what the handler throws.
  @inlinable
  package func read<Handler: XMLHandler & ~Copyable>(
    _ bytes: Span<UInt8>, handler: inout Handler, path: String? = nil
  ) throws {
    try unsafe withUnsafeMutablePointer(to: &handler) { pointer in
      let core = unsafe makeCore(sink: XMLEventSink(pointer), path: path)
      try core.push(bytes)
      try core.finish()
    }
  }

  /// Reads a file in chunks.
  ///
  /// - Parameters:
  ///   - path: the file; a pipe will do.
  ///   - handler: receives the events.
  ///   - name: the path that errors bear, if it is another.
  /// - Throws: `XMLError` bearing the path, or what the handler throws.
  @inlinable
  package func read<Handler: XMLHandler & ~Copyable>(
    path: String, handler: inout Handler, named name: String? = nil
  ) throws {
    try unsafe withUnsafeMutablePointer(to: &handler) { pointer in
      let core = unsafe makeCore(sink: XMLEventSink(pointer), path: name ?? path)
      try stream(path: path, into: core)
    }
  }

  /// Reads a file, a large one in two parts at once; the handler ends as if it had read all of it.
  ///
  /// - Parameters:
  ///   - path: the file; a pipe will do.
  ///   - handler: receives the events, save those of a later part that another handler receives.
  ///   - parts: whether and where the file is cut.
  ///   - name: the path that errors bear, if it is another.
  /// - Throws: `XMLError` bearing the path, or what the handler throws.
  @inlinable
  package func readInParts<Handler: XMLPartHandler>(
    path: String, handler: inout Handler, parts: XMLParts, named name: String? = nil
  ) throws {
    let isDone = try readInParts(handler: &handler) { first, second in
      XMLPartedRun(
        path: path, reader: self, parts: parts, name: name, first: first, second: second)
    }
    if !isDone { try read(path: path, handler: &handler, named: name) }
  }

  /// Reads a document in memory in two parts at once if it is large; see `readInParts(path:…)`.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - handler: receives the events, save those of a later part.
  ///   - parts: whether and where the document is cut.
  ///   - name: the path that errors bear, if the bytes have one.
  /// - Throws: `XMLError`, or what the handler throws.
  @inlinable
  package func readInParts<Handler: XMLPartHandler>(
    _ bytes: [UInt8], handler: inout Handler, parts: XMLParts, path name: String? = nil
  ) throws {
    let isDone = try readInParts(handler: &handler) { first, second in
      XMLPartedRun(
        bytes: bytes, reader: self, parts: parts, name: name, first: first, second: second)
    }
    if !isDone { try read(bytes, handler: &handler, path: name) }
  }

  /// Reads in two parts if `makeRun` finds that worth while; false if nothing was read.
  @inlinable
  func readInParts<Handler: XMLPartHandler>(
    handler: inout Handler, _ makeRun: (XMLEventSink, XMLEventSink) -> XMLPartedRun?
  ) throws -> Bool {
    let part = UnsafeMutablePointer<Handler>.allocate(capacity: 1)
    unsafe part.initialize(to: handler.makePart())
    var isTaken = false
    defer {
      if !isTaken { unsafe part.deinitialize(count: 1) }
      unsafe part.deallocate()
    }
    return try unsafe withUnsafeMutablePointer(to: &handler) { whole in
      guard let run = unsafe makeRun(XMLEventSink(whole), XMLEventSink(part)) else { return false }
      // The other thread reads into `part`, which is freed behind this.
      defer { run.cancel() }
      if try run.readToCut(), unsafe whole.pointee.canBeContinued, let shift = run.waitForPart() {
        isTaken = true
        if unsafe whole.pointee.append(part.move(), lineShift: shift) { return true }
      }
      try run.readOn()
      return true
    }
  }

  @usableFromInline
  func makeCore(sink: XMLEventSink, path: String?) -> XMLParserCore {
    XMLParserCore(names: names, limits: limits, path: path, sink: sink)
  }

  @usableFromInline
  func stream(path: String, into core: XMLParserCore) throws {
    do {
      try FileDescriptor(reading: path).forEachPiece { piece in
        try core.push(piece.span)
      }
    } catch let error as SystemError {
      throw XMLError(.unreadable(errno: error.number), path: path)
    }
    try core.finish()
  }
}

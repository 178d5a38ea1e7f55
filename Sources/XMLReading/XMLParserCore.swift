internal import CLibXML2
internal import Glibc
internal import System

/// One run of libxml2's push parser: takes bytes in pieces, guards them, and calls the sink.
@safe @usableFromInline
final class XMLParserCore {
  private let state: XMLStatePointer
  private let limits: XMLLimits
  private var attributes: XMLAttributeGuard
  private var transcoder: XMLTranscoder?
  private var head: [UInt8] = []
  private var isStarted = false
  private var taken = 0

  /// Calls into libxml2 that have to be made once, before any thread parses.
  private static let initialized: Void = xmlInitParser()

  /// The piece in which bytes are handed on, small until the root element is seen.
  private static let piece = 64 << 10
  private static let firstPiece = 4 << 10

  @usableFromInline
  init(names: XMLNames, limits: XMLLimits, path: String?, sink: XMLEventSink) {
    _ = Self.initialized
    self.limits = limits
    attributes = XMLAttributeGuard(limit: limits.attributes)
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: XMLParserState(sink: sink, names: names, limits: limits))
    unsafe state.pointee.path = path
  }

  deinit {
    if let context = unsafe state.pointee.context {
      // `xmlFreeParserCtxt` leaves it alone.
      if let document = unsafe context.pointee.myDoc {
        unsafe context.pointee.myDoc = nil
        unsafe xmlFreeDoc(document)
      }
      unsafe xmlFreeParserCtxt(context)
    }
    unsafe state.pointee.deallocate()
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Takes the next bytes of the document.
  @usableFromInline
  func push(_ bytes: Span<UInt8>) throws {
    try check()
    taken += bytes.count
    guard taken <= limits.bytes else {
      unsafe state.exceed(.bytes, limits.bytes)
      return try check()
    }
    if isStarted {
      return try transcode(bytes)
    }
    bytes.append(to: &head)
    // As many bytes as tell one form from another.
    if head.count >= 4 { try start() }
  }

  /// Says that no more bytes come.
  @usableFromInline
  func finish() throws {
    try check()
    if !isStarted { try start() }
    if let transcoder, !transcoder.isComplete {
      unsafe state.fail(.truncated(message: "the last character is incomplete"))
      try check()
    }
    guard let context = unsafe state.pointee.context else { return }
    // Set before: an error at the last byte is then told as a document that was cut off.
    unsafe state.pointee.isAtEnd = true
    unsafe xmlParseChunk(context, nil, 0, 1)
    try check()
    if unsafe !state.pointee.hasRoot || parlance_xml_is_well_formed(context) == 0 {
      unsafe state.fail(.empty)
    }
    try check()
  }

  /// The line after the last byte, from 1, if only the root is open there, nothing is left unread
  /// but white space, and entities have added no more than half of what they may; else nil.
  var lineInRoot: Int? {
    guard let context = unsafe state.pointee.context, unsafe state.pointee.failure == nil,
      unsafe state.pointee.depth == 1 && parlance_xml_is_well_formed(context) != 0
    else { return nil }
    if unsafe state.pointee.hasEntities {
      let added = unsafe state.pointee.delivered - state.pointee.fed
      guard added <= limits.expandedCharacters / 2 else { return nil }
    }
    let line = unsafe parlance_xml_line_in_content(context)
    return line > 0 ? line : nil
  }

  private func check() throws {
    if let failure = unsafe state.pointee.failure { throw failure }
  }

  /// Decides on the encoding by the first bytes and hands them on.
  private func start() throws {
    isStarted = true
    guard !head.isEmpty else {
      unsafe state.pointee.failure = unsafe XMLError(
        .empty, path: state.pointee.path,
        position: XMLPosition(line: 1, column: 1, byteOffset: 0))
      return try check()
    }
    var table = unsafe XMLCallbacks.makeTable()
    // Without bytes: libxml2 would guess the encoding by them, and before the options are set.
    let context = unsafe xmlCreatePushParserCtxt(&table, state, nil, 0, nil)
    unsafe state.pointee.context = unsafe context
    guard let context = unsafe context else {
      throw unsafe XMLError(.unreadable(errno: ENOMEM), path: state.pointee.path)
    }
    // With NOENT the parser expands entities itself; what they add is counted as it comes out.
    var options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_NOENT.rawValue)
    switch XMLTranscoder.Form(head: head) {
    case .asDeclared: break
    case .utf16(let bigEndian):
      transcoder = XMLTranscoder(bigEndian: bigEndian)
      // The bytes are UTF-8 by then, whatever the declaration says.
      options |= Int32(XML_PARSE_IGNORE_ENC.rawValue)
    case .unsupported(let name):
      unsafe state.fail(.unsupportedEncoding(name))
      return try check()
    }
    unsafe xmlCtxtUseOptions(context, options)
    if transcoder == nil, let beginning = Self.beginningWithoutMarkup(head) {
      unsafe state.pointee.failure = unsafe XMLError(
        .notMarkup(beginning), path: state.pointee.path,
        position: XMLPosition(line: 1, column: 1, byteOffset: 0))
      return try check()
    }
    let first = head
    head = []
    try transcode(first.span)
  }

  /// The first characters of a document that begins with neither markup nor white space.
  private static func beginningWithoutMarkup(_ head: [UInt8]) -> String? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = head.starts(with: mark) ? head.dropFirst(3) : head[...]
    // White space may stand before markup, if only in what libxml2 refuses with a better reason.
    guard let first = text.first, first != UInt8(ascii: "<"), first > 0x20, first < 0x80 else {
      return nil
    }
    return String(decoding: text.prefix(24).prefix { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
  }

  private func transcode(_ bytes: Span<UInt8>) throws {
    guard transcoder != nil else { return try feed(bytes) }
    let isValid = transcoder?.convert(bytes) ?? false
    if let output = transcoder?.output { try feed(output.span) }
    if !isValid {
      unsafe state.fail(.invalidEncoding(message: "half of a surrogate pair stands alone"))
      try check()
    }
  }

  /// Hands bytes to libxml2 in pieces.
  private func feed(_ bytes: Span<UInt8>) throws {
    guard let context = unsafe state.pointee.context else { return }
    var offset = 0
    while offset < bytes.count {
      // Small at first, so that a DOCTYPE is measured before much of it has been gathered.
      let piece = unsafe state.pointee.hasRoot ? Self.piece : Self.firstPiece
      let count = min(piece, bytes.count - offset)
      let part = bytes.extracting(offset..<offset + count)
      // libxml2 compares each attribute of an element with all before it: 200,000 take minutes.
      let isAccepted = attributes.accepts(part)
      if !isAccepted {
        unsafe state.exceed(.attributes, limits.attributes)
        return try check()
      }
      unsafe state.pointee.fed += count
      unsafe part.withUnsafeBytes { bytes in
        let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = unsafe xmlParseChunk(context, base, Int32(count), 0)
      }
      try check()
      // What is pending is one token whose end has not come, such as a comment of gigabytes.
      if unsafe parlance_xml_pending(context) > limits.tokenLength {
        unsafe state.exceed(.tokenLength, limits.tokenLength)
      }
      if unsafe !state.pointee.hasRoot && doctypeLength > limits.doctypeLength {
        unsafe state.exceed(.doctypeLength, limits.doctypeLength)
      }
      try check()
      offset += count
    }
  }

  /// The bytes of the DOCTYPE so far; 0 if there is none.
  private var doctypeLength: Int {
    guard let context = unsafe state.pointee.context else { return 0 }
    if unsafe state.pointee.hasDoctype {
      return unsafe state.pointee.fed - state.pointee.doctypeStart
    }
    // Before the callback the parser has only gathered bytes: it calls when the subset is whole.
    return unsafe parlance_xml_awaits_doctype(context) == 0 ? 0 : parlance_xml_pending(context)
  }
}

internal import CLibXML2

/// The functions that libxml2 calls; none is generic and none captures.
enum XMLCallbacks {
  /// The table of callbacks for a DOCTYPE policy.
  static func makeTable() -> xmlSAXHandler {
    var table = unsafe xmlSAXHandler()
    unsafe table.initialized = XML_SAX2_MAGIC
    unsafe table.startDocument = { unsafe XMLCallbacks.startDocument($0) }
    unsafe table.startElementNs = {
      unsafe XMLCallbacks.startElement($0, $1, $2, $3, $4, $5, $6, $8)
    }
    unsafe table.endElementNs = { unsafe XMLCallbacks.endElement($0, $1, $2, $3) }
    let text: charactersSAXFunc = { unsafe XMLCallbacks.characters($0, $1, $2) }
    unsafe table.characters = unsafe text
    unsafe table.ignorableWhitespace = unsafe text
    unsafe table.cdataBlock = unsafe text
    unsafe table.comment = { unsafe XMLCallbacks.comment($0, $1) }
    unsafe table.processingInstruction = { unsafe XMLCallbacks.instruction($0, $1, $2) }
    unsafe table.internalSubset = { unsafe XMLCallbacks.internalSubset($0, $1, $2, $3) }
    unsafe table.entityDecl = { unsafe XMLCallbacks.entity($0, $1, $2, $5) }
    unsafe table.getEntity = { unsafe XMLCallbacks.findEntity($0, $1) }
    // They could make declarations that no guard has seen.
    unsafe table.getParameterEntity = { _, _ in nil }
    unsafe table.attributeDecl = { user, _, _, _, _, _, tree in
      unsafe XMLCallbacks.attributeDeclaration(user, tree)
    }
    unsafe table.serror = { unsafe XMLCallbacks.problem($0, $1) }
    return unsafe table
  }

  /// The state of the run; nil once it has failed: libxml2 calls on for a while after it was stopped.
  @inline(__always)
  static func state(_ user: UnsafeMutableRawPointer?) -> XMLStatePointer? {
    guard let state = unsafe user?.assumingMemoryBound(to: XMLParserState.self),
      unsafe state.pointee.failure == nil
    else { return nil }
    return unsafe state
  }

  private static func startDocument(_ user: UnsafeMutableRawPointer?) {
    guard let state = unsafe state(user), let context = unsafe state.pointee.context else { return }
    let declared = unsafe XMLBytes(terminated: parlance_xml_declared_encoding(context))
    if declared.count > 0, !XMLEncodingPolicy.isSupported(declared.string) {
      return unsafe state.fail(.unsupportedEncoding(declared.string))
    }
    unsafe xmlSAX2StartDocument(context)
  }

  private static func startElement(
    _ user: UnsafeMutableRawPointer?, _ local: XMLString?, _ prefix: XMLString?, _ uri: XMLString?,
    _ namespaceCount: Int32, _ namespaces: UnsafeMutablePointer<XMLString?>?,
    _ attributeCount: Int32, _ attributes: UnsafeMutablePointer<XMLString?>?
  ) {
    guard let state = unsafe state(user), let local = unsafe local,
      unsafe enter(state, local, uri, Int(namespaceCount)),
      let resolved = unsafe resolve(state, attributes, Int(attributeCount)),
      let location = unsafe state.location(isStartTag: true)
    else { return }
    let tag = unsafe XMLStartTag(
      name: XMLName(rawValue: state.pointee.open[state.pointee.depth].name), location: location,
      attributes: resolved, local: local, prefixPointer: prefix, uri: uri,
      declarations: UnsafePointer(namespaces), declarationCount: Int(namespaceCount))
    do {
      try unsafe state.pointee.sink.start(state.pointee.sink.handler, tag)
    } catch {
      unsafe state.fail(error)
    }
  }

  /// Opens an element within the limits.
  @inline(__always)
  private static func enter(
    _ state: XMLStatePointer, _ local: XMLString, _ uri: XMLString?, _ namespaces: Int
  ) -> Bool {
    guard let name = unsafe state.name(local, uri) else { return false }
    let depth = unsafe state.pointee.depth + 1
    guard unsafe depth <= state.pointee.limits.depth else {
      unsafe state.exceed(.depth, state.pointee.limits.depth)
      return false
    }
    unsafe state.pointee.namespaces += namespaces
    guard unsafe state.pointee.namespaces <= state.pointee.limits.namespaces else {
      unsafe state.exceed(.namespaces, state.pointee.limits.namespaces)
      return false
    }
    unsafe state.pointee.depth = depth
    unsafe state.pointee.open[depth] = (name.rawValue, UInt32(namespaces))
    unsafe state.pointee.textRun = 0
    unsafe state.pointee.hasRoot = true
    return true
  }

  /// Numbers the names of the attributes.
  @inline(__always)
  private static func resolve(
    _ state: XMLStatePointer, _ attributes: UnsafeMutablePointer<XMLString?>?, _ count: Int
  ) -> XMLAttributes? {
    guard count > 0, let attributes = unsafe attributes else {
      return unsafe XMLAttributes(nil, count: 0)
    }
    guard unsafe count <= state.pointee.attributeCapacity else {
      unsafe state.exceed(.attributes, state.pointee.limits.attributes)
      return nil
    }
    let target = unsafe state.pointee.attributes
    for index in 0..<count {
      let pointers = unsafe UnsafePointer(attributes + 5 * index)
      guard let local = unsafe pointers[0], let name = unsafe state.name(local, pointers[2])
      else { return nil }
      let attribute = unsafe XMLAttribute(name: name, pointers: pointers)
      unsafe state.pointee.delivered += attribute.value.count
      unsafe (target + index).initialize(to: attribute)
    }
    return unsafe withinExpansion(state) ? XMLAttributes(target, count: count) : nil
  }

  private static func endElement(
    _ user: UnsafeMutableRawPointer?, _ local: XMLString?, _ prefix: XMLString?, _ uri: XMLString?
  ) {
    guard let state = unsafe state(user), let local = unsafe local,
      let location = unsafe state.location(isStartTag: false), unsafe state.pointee.depth > 0
    else { return }
    let element = unsafe state.pointee.open[state.pointee.depth]
    unsafe state.pointee.depth -= 1
    unsafe state.pointee.namespaces -= Int(element.namespaces)
    unsafe state.pointee.textRun = 0
    let tag = unsafe XMLEndTag(
      name: XMLName(rawValue: element.name), location: location, local: local,
      prefixPointer: prefix, uri: uri)
    do {
      try unsafe state.pointee.sink.end(state.pointee.sink.handler, tag)
    } catch {
      unsafe state.fail(error)
    }
  }

  private static func characters(
    _ user: UnsafeMutableRawPointer?, _ text: XMLString?, _ count: Int32
  ) {
    guard let state = unsafe state(user), count > 0,
      let location = unsafe state.location(isStartTag: false)
    else { return }
    unsafe state.pointee.textRun += Int(count)
    unsafe state.pointee.delivered += Int(count)
    guard unsafe state.pointee.textRun <= state.pointee.limits.textLength else {
      return unsafe state.exceed(.textLength, state.pointee.limits.textLength)
    }
    guard unsafe withinExpansion(state) else { return }
    let bytes = unsafe XMLBytes(text, count: Int(count))
    do {
      try unsafe state.pointee.sink.text(state.pointee.sink.handler, bytes, location)
    } catch {
      unsafe state.fail(error)
    }
  }

  /// Whether entities have not made the document longer than allowed.
  @inline(__always)
  private static func withinExpansion(_ state: XMLStatePointer) -> Bool {
    guard unsafe state.pointee.hasEntities else { return true }
    let allowed = unsafe state.pointee.fed + state.pointee.limits.expandedCharacters
    guard unsafe state.pointee.delivered > allowed else { return true }
    unsafe state.exceed(.expandedCharacters, state.pointee.limits.expandedCharacters)
    return false
  }

  private static func comment(_ user: UnsafeMutableRawPointer?, _ text: XMLString?) {
    guard let state = unsafe state(user), let location = unsafe state.location(isStartTag: false)
    else { return }
    do {
      let bytes = unsafe XMLBytes(terminated: text)
      try unsafe state.pointee.sink.comment(state.pointee.sink.handler, bytes, location)
    } catch {
      unsafe state.fail(error)
    }
  }

  private static func instruction(
    _ user: UnsafeMutableRawPointer?, _ target: XMLString?, _ data: XMLString?
  ) {
    guard let state = unsafe state(user), let location = unsafe state.location(isStartTag: false)
    else { return }
    do {
      let name = unsafe XMLBytes(terminated: target)
      let content = unsafe XMLBytes(terminated: data)
      try unsafe state.pointee.sink.instruction(state.pointee.sink.handler, name, content, location)
    } catch {
      unsafe state.fail(error)
    }
  }
}

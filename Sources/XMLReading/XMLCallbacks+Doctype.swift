internal import CLibXML2

/// What happens in a DOCTYPE: internal general entities are taken, nothing else is.
extension XMLCallbacks {
  static func internalSubset(
    _ user: UnsafeMutableRawPointer?, _ name: XMLString?, _ publicID: XMLString?,
    _ systemID: XMLString?
  ) {
    guard let state = unsafe state(user), let context = unsafe state.pointee.context else { return }
    if unsafe state.pointee.limits.doctype == .refuse {
      return unsafe state.fail(.doctypeRefused)
    }
    unsafe state.pointee.hasDoctype = true
    unsafe state.pointee.doctypeStart = state.position?.byteOffset ?? 0
    unsafe xmlSAX2InternalSubset(context, name, publicID, systemID)
  }

  /// Takes an internal general entity; external and parameter entities stay undeclared.
  static func entity(
    _ user: UnsafeMutableRawPointer?, _ name: XMLString?, _ kind: Int32,
    _ content: UnsafeMutablePointer<UInt8>?
  ) {
    guard let state = unsafe state(user), let context = unsafe state.pointee.context,
      kind == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue)
    else { return }
    let text = unsafe XMLBytes(terminated: UnsafePointer(content))
    var attributes = unsafe XMLAttributeGuard(limit: state.pointee.limits.attributes)
    // Tags in an entity are parsed when it expands, behind the guard that looks at the document.
    guard attributes.accepts(text.span) else {
      return unsafe state.exceed(.attributes, state.pointee.limits.attributes)
    }
    unsafe state.pointee.hasEntities = true
    unsafe xmlSAX2EntityDecl(context, name, kind, nil, nil, content)
  }

  static func findEntity(
    _ user: UnsafeMutableRawPointer?, _ name: XMLString?
  ) -> xmlEntityPtr? {
    guard let state = unsafe state(user), let context = unsafe state.pointee.context else {
      return nil
    }
    return unsafe xmlSAX2GetEntity(context, name)
  }

  /// Counts the attributes that a DTD may add to elements, past the guard's eyes.
  static func attributeDeclaration(
    _ user: UnsafeMutableRawPointer?, _ tree: UnsafeMutablePointer<xmlEnumeration>?
  ) {
    // libxml2 leaves it to the handler; it would stay for each declaration.
    unsafe xmlFreeEnumeration(tree)
    guard let state = unsafe state(user) else { return }
    unsafe state.pointee.defaultedAttributes += 1
    if unsafe state.pointee.defaultedAttributes > state.pointee.limits.attributes {
      unsafe state.exceed(.attributes, state.pointee.limits.attributes)
    }
  }

  /// Turns the first error that libxml2 reports into the failure of the run.
  static func problem(_ user: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?) {
    guard let state = unsafe state(user), let error = unsafe error else { return }
    let number = unsafe Int(error.pointee.code)
    // Namespaces are compared letter by letter, whether they are URIs or not.
    let isHarmless =
      number == Int(XML_WAR_NS_URI.rawValue) || number == Int(XML_WAR_NS_URI_RELATIVE.rawValue)
    guard unsafe error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue, !isHarmless else { return }
    var position = unsafe state.position
    // Within an entity libxml2 reports by a parser of its own, whose lines count from the entity on.
    let isOwn = unsafe error.pointee.ctxt == UnsafeMutableRawPointer(state.pointee.context)
    if isOwn, let offset = position?.byteOffset, unsafe error.pointee.line > 0 {
      position = unsafe XMLPosition(
        line: Int(error.pointee.line), column: max(1, Int(error.pointee.int2)), byteOffset: offset)
    }
    var code = unsafe XMLError.Code(error.pointee)
    if unsafe error.pointee.code == Int32(XML_ERR_DOCUMENT_END.rawValue),
      unsafe !state.pointee.hasRoot
    {
      code = .truncated(message: "it ends before its first element")
    } else if case .malformed(_, let message) = code {
      let isAmpersand = unsafe ampersandErrors.contains(UInt32(bitPattern: error.pointee.code))
      if isOwn, isAmpersand, let text = unsafe strayAmpersand(state) {
        code = .strayAmpersand(text)
        let column = position?.column ?? 1
        position?.column = max(1, column - text.utf8.count)
      } else if unsafe state.pointee.isAtEnd && isAtLastByte(state) {
        code = .truncated(message: message)
      }
    }
    unsafe state.fail(XMLError(code, path: state.pointee.path, position: position))
  }
}

extension XMLCallbacks {
  /// What libxml2 says of an ampersand that begins no reference.
  private static let ampersandErrors: Set<UInt32> = [
    XML_ERR_ENTITYREF_NO_NAME.rawValue, XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue,
    XML_ERR_INVALID_CHARREF.rawValue, XML_ERR_INVALID_HEX_CHARREF.rawValue,
    XML_ERR_INVALID_DEC_CHARREF.rawValue, XML_ERR_NAME_REQUIRED.rawValue,
  ]

  /// The longest name of an entity that a message repeats.
  private static let longestReference = 40

  /// Whether the parser has come to the last byte that it was given.
  private static func isAtLastByte(_ state: XMLStatePointer) -> Bool {
    guard let context = unsafe state.pointee.context else { return true }
    return unsafe parlance_xml_pending(context) == 0
  }

  /// What stands between the last ampersand and where the parser is, if that is a name or nothing.
  ///
  /// At the end of the document the rest of a reference may be missing, which is another fault.
  private static func strayAmpersand(_ state: XMLStatePointer) -> String? {
    guard let context = unsafe state.pointee.context, !(unsafe isAtLastByte(state)),
      let input = unsafe context.pointee.input, let base = unsafe input.pointee.base,
      let cursor = unsafe input.pointee.cur
    else { return nil }
    let length = min(unsafe cursor - base, longestReference)
    let bytes = unsafe UnsafeBufferPointer(start: cursor - length, count: length)
    guard let start = unsafe bytes.lastIndex(of: UInt8(ascii: "&")),
      unsafe !bytes[start...].contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "<") })
    else { return nil }
    return unsafe String(decoding: bytes[start...], as: UTF8.self)
  }
}

extension XMLError.Code {
  /// The kind of an error of libxml2's.
  init(_ error: xmlError) {
    let message = unsafe Self.trim(error.message)
    let number = unsafe Int(error.code)
    switch unsafe xmlParserErrors(rawValue: UInt32(bitPattern: error.code)) {
    case XML_ERR_DOCUMENT_END, XML_ERR_TAG_NOT_FINISHED, XML_ERR_COMMENT_NOT_FINISHED,
      XML_ERR_CDATA_NOT_FINISHED, XML_ERR_PI_NOT_FINISHED, XML_ERR_GT_REQUIRED:
      self = .truncated(message: message)
    case XML_ERR_DOCUMENT_EMPTY:
      self = .empty
    case XML_ERR_INVALID_CHAR where message.hasPrefix("Input is not proper UTF-8"),
      XML_ERR_INVALID_ENCODING, XML_I18N_CONV_FAILED:
      self = .invalidEncoding(message: message)
    case XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING:
      self = unsafe .unsupportedEncoding(Self.trim(error.str1))
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      self = unsafe .undeclaredEntity(Self.trim(error.str1))
    default:
      self = .malformed(number: number, message: message)
    }
  }

  /// libxml2's text on one line.
  static func trim(_ text: UnsafePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "" }
    let lines = unsafe String(cString: text).split(whereSeparator: \.isNewline)
    return lines.joined(separator: " ")
  }
}

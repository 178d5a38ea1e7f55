internal import CLibXML2

/// A RELAX NG schema (XML syntax), to validate documents of a known format.
///
/// The schema is trusted; the document is not: it is checked for well-formedness and against the
/// limits first, and must not have a DOCTYPE. It is held as a tree meanwhile.
@safe package final class RelaxNGSchema {
  private let schema: xmlRelaxNGPtr

  /// Compiles a schema.
  ///
  /// - Parameters:
  ///   - bytes: the schema in XML syntax.
  ///   - path: the name that errors bear.
  /// - Throws: `XMLError` with code `invalidSchema`.
  package init(_ bytes: [UInt8], path: String? = nil) throws {
    let list = XMLErrorList(path: path) { .invalidSchema(message: $0) }
    let compiled = unsafe bytes.withUnsafeBytes { buffer -> xmlRelaxNGPtr? in
      let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = unsafe xmlRelaxNGNewMemParserCtxt(start, Int32(clamping: buffer.count))
      else { return nil }
      defer { unsafe xmlRelaxNGFreeParserCtxt(context) }
      unsafe xmlRelaxNGSetParserStructuredErrors(context, XMLErrorList.collect, list.pointer)
      return unsafe xmlRelaxNGParse(context)
    }
    guard let compiled = unsafe compiled else {
      throw list.errors.first ?? XMLError(.invalidSchema(message: "it is not XML"), path: path)
    }
    unsafe schema = unsafe compiled
  }

  deinit {
    unsafe xmlRelaxNGFree(schema)
  }

  /// Validates a document.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - path: the name that errors bear.
  ///   - limits: the limits that reading keeps to.
  /// - Returns: what breaks the schema, in the order of the document; empty if it is valid.
  /// - Throws: `XMLError` if the document is not well-formed or exceeds a limit.
  package func validate(
    _ bytes: [UInt8], path: String? = nil, limits: XMLLimits = .documentPart
  ) throws -> [XMLError] {
    var limits = limits
    limits.doctype = .refuse
    limits.bytes = min(limits.bytes, Int(Int32.max))
    var nothing = XMLNullHandler()
    try XMLReader(limits: limits).read(bytes, handler: &nothing, path: path)
    let list = XMLErrorList(path: path) { .invalid(message: $0) }
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_BIG_LINES.rawValue)
    let document = unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
        options)
    }
    guard let document = unsafe document else {
      throw XMLError(.malformed(number: 0, message: "it cannot be read as a tree"), path: path)
    }
    defer { unsafe xmlFreeDoc(document) }
    guard let context = unsafe xmlRelaxNGNewValidCtxt(schema) else {
      throw XMLError(.unreadable(errno: 12), path: path)
    }
    defer { unsafe xmlRelaxNGFreeValidCtxt(context) }
    unsafe xmlRelaxNGSetValidStructuredErrors(context, XMLErrorList.collect, list.pointer)
    let isValid = unsafe xmlRelaxNGValidateDoc(context, document) == 0
    if !isValid && list.errors.isEmpty {
      return [XMLError(.invalid(message: "the document breaks the schema"), path: path)]
    }
    return isValid ? [] : list.errors
  }
}

/// Ignores all events: reading alone checks the document.
private struct XMLNullHandler: XMLHandler {
  mutating func startElement(_ element: XMLStartTag) {}
  mutating func endElement(_ element: XMLEndTag) {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) {}
}

/// Collects the errors that libxml2 reports through a C callback.
@safe private final class XMLErrorList {
  var errors: [XMLError] = []
  let path: String?
  let code: (String) -> XMLError.Code

  init(path: String?, code: @escaping (String) -> XMLError.Code) {
    self.path = path
    self.code = code
  }

  var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let collect: xmlStructuredErrorFunc = { user, error in
    guard let user = unsafe user, let error = unsafe error else { return }
    let list = unsafe Unmanaged<XMLErrorList>.fromOpaque(user).takeUnretainedValue()
    let line = unsafe Int(error.pointee.line)
    let message = unsafe XMLError.Code.trim(error.pointee.message)
    let position = line > 0 ? XMLPosition(line: line, column: 1, byteOffset: 0) : nil
    let one = XMLError(list.code(message), path: list.path, position: position)
    if !list.errors.contains(one) { list.errors.append(one) }
  }
}

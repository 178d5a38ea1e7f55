import CLibXML2

/// A RELAX NG schema (XML syntax), by which tests validate documents of their own making.
@safe final class RelaxNGSchema {
  /// Where and how a document breaks the schema.
  struct Violation: Error, Hashable {
    var line: Int
    var message: String
  }

  private let schema: xmlRelaxNGPtr

  /// Compiles a schema; throws a `Violation` if it is not one.
  init(_ bytes: [UInt8]) throws {
    let list = ViolationList()
    let compiled = unsafe bytes.withUnsafeBytes { buffer -> xmlRelaxNGPtr? in
      let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = unsafe xmlRelaxNGNewMemParserCtxt(start, Int32(clamping: buffer.count))
      else { return nil }
      defer { unsafe xmlRelaxNGFreeParserCtxt(context) }
      unsafe xmlRelaxNGSetParserStructuredErrors(context, ViolationList.collect, list.pointer)
      return unsafe xmlRelaxNGParse(context)
    }
    guard let compiled = unsafe compiled else {
      throw list.violations.first ?? Violation(line: 0, message: "not a schema")
    }
    unsafe schema = unsafe compiled
  }

  deinit { unsafe xmlRelaxNGFree(schema) }

  /// What of a document breaks the schema, in its order; a document that is not XML throws.
  func violations(of bytes: [UInt8]) throws -> [Violation] {
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_BIG_LINES.rawValue)
    let document = unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
        options)
    }
    guard let document = unsafe document, let context = unsafe xmlRelaxNGNewValidCtxt(schema)
    else { throw Violation(line: 0, message: "not XML") }
    defer {
      unsafe xmlRelaxNGFreeValidCtxt(context)
      unsafe xmlFreeDoc(document)
    }
    let list = ViolationList()
    unsafe xmlRelaxNGSetValidStructuredErrors(context, ViolationList.collect, list.pointer)
    let isValid = unsafe xmlRelaxNGValidateDoc(context, document) == 0
    if isValid { return [] }
    return list.violations.isEmpty
      ? [Violation(line: 0, message: "the document breaks the schema")] : list.violations
  }
}

/// Collects the errors that libxml2 reports through a C callback.
@safe private final class ViolationList {
  var violations: [RelaxNGSchema.Violation] = []

  var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let collect: xmlStructuredErrorFunc = { user, error in
    guard let user = unsafe user, let error = unsafe error else { return }
    let list = unsafe Unmanaged<ViolationList>.fromOpaque(user).takeUnretainedValue()
    let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? ""
    let found = unsafe RelaxNGSchema.Violation(line: Int(error.pointee.line), message: message)
    if !list.violations.contains(found) { list.violations.append(found) }
  }
}

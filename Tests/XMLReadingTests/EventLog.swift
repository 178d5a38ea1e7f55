@testable import XMLReading

/// Writes every event down as a line, text joined.
struct EventLog: XMLHandler {
  var lines: [String] = []
  private var text: [UInt8] = []

  private mutating func flush() {
    if !text.isEmpty { lines.append("text " + String(decoding: text, as: UTF8.self)) }
    text = []
  }

  mutating func startElement(_ element: XMLStartTag) {
    flush()
    var line = "start " + spell(element.namespaceURI, element.localName)
    for attribute in element.attributes {
      line += " \(spell(attribute.namespaceURI, attribute.localName))=\(attribute.value.string)"
    }
    for declaration in element.namespaceDeclarations {
      line += " xmlns:\(declaration.prefix.string)=\(declaration.uri.string)"
    }
    lines.append(line)
  }

  mutating func endElement(_ element: XMLEndTag) {
    flush()
    lines.append("end " + spell(element.namespaceURI, element.localName))
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) {
    text.append(to: &self.text)
  }

  mutating func comment(_ text: XMLBytes, at location: XMLLocation) {
    flush()
    lines.append("comment " + text.string)
  }

  mutating func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation
  ) {
    flush()
    lines.append("instruction \(target.string) \(data.string)")
  }

  private func spell(_ uri: XMLBytes, _ local: XMLBytes) -> String {
    uri.isEmpty ? local.string : "{\(uri.string)}\(local.string)"
  }
}

/// The events of a document, or the error it ends in.
func events(
  _ bytes: [UInt8], limits: XMLLimits = .vocabulary, chunk: Int? = nil
) throws -> [String] {
  let reader = XMLReader(limits: limits)
  var log = EventLog()
  guard let chunk else {
    try reader.read(bytes, handler: &log)
    return log.lines
  }
  try unsafe withUnsafeMutablePointer(to: &log) { handler in
    let core = unsafe reader.makeCore(sink: XMLEventSink(handler), path: nil)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      let part = Array(bytes[start..<min(start + chunk, bytes.count)])
      try core.push(part.span)
    }
    try core.finish()
  }
  return log.lines
}

/// The events of a document written as a string.
func events(_ text: String, limits: XMLLimits = .vocabulary) throws -> [String] {
  try events([UInt8](text.utf8), limits: limits)
}

/// The error that a document ends in, or nil if it is fine.
func failure(_ bytes: [UInt8], limits: XMLLimits = .vocabulary, chunk: Int? = nil) -> XMLError? {
  do {
    _ = try events(bytes, limits: limits, chunk: chunk)
    return nil
  } catch {
    return error as? XMLError
  }
}

/// The error that a document ends in, or nil if it is fine.
func failure(_ text: String, limits: XMLLimits = .vocabulary) -> XMLError? {
  failure([UInt8](text.utf8), limits: limits)
}

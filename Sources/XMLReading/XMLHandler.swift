/// What is done with the events of a document.
///
/// The reader is specialized for each handler type: no existential, closure or allocation per
/// event. Whatever a method throws ends the reading and is thrown by the reader.
@usableFromInline
package protocol XMLHandler: ~Copyable {
  /// An element begins.
  mutating func startElement(_ element: XMLStartTag) throws

  /// An element ends, an empty one too.
  mutating func endElement(_ element: XMLEndTag) throws

  /// A piece of text: consecutive text may come in any number of pieces.
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws

  /// A comment; ignored unless implemented.
  mutating func comment(_ text: XMLBytes, at location: XMLLocation) throws

  /// A processing instruction; ignored unless implemented.
  mutating func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation) throws
}

extension XMLHandler where Self: ~Copyable {
  /// Ignores the comment.
  @inlinable
  package mutating func comment(_ text: XMLBytes, at location: XMLLocation) throws {}

  /// Ignores the processing instruction.
  @inlinable
  package mutating func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation
  ) throws {}
}

/// The way from the C callbacks, which cannot be generic, to a handler: one virtual call per event.
@usableFromInline class XMLEventSink {
  @usableFromInline init() {}

  @usableFromInline func startElement(_ element: XMLStartTag) throws {}
  @usableFromInline func endElement(_ element: XMLEndTag) throws {}
  @usableFromInline func characters(_ text: XMLBytes, at location: XMLLocation) throws {}
  @usableFromInline func comment(_ text: XMLBytes, at location: XMLLocation) throws {}
  @usableFromInline func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation
  ) throws {}
}

/// The sink of one handler type, which it reaches by pointer, so that no access check is due.
@safe @usableFromInline
final class XMLHandlerSink<Handler: XMLHandler & ~Copyable>: XMLEventSink {
  @usableFromInline let handler: UnsafeMutablePointer<Handler>

  @inlinable
  init(_ handler: UnsafeMutablePointer<Handler>) {
    unsafe self.handler = unsafe handler
    super.init()
  }

  @inlinable
  override func startElement(_ element: XMLStartTag) throws {
    try unsafe handler.pointee.startElement(element)
  }

  @inlinable
  override func endElement(_ element: XMLEndTag) throws {
    try unsafe handler.pointee.endElement(element)
  }

  @inlinable
  override func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    try unsafe handler.pointee.characters(text, at: location)
  }

  @inlinable
  override func comment(_ text: XMLBytes, at location: XMLLocation) throws {
    try unsafe handler.pointee.comment(text, at: location)
  }

  @inlinable
  override func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation
  ) throws {
    try unsafe handler.pointee.processingInstruction(target: target, data: data, at: location)
  }
}

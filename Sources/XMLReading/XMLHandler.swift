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

/// The way from the C callbacks, which cannot be generic, to a handler.
///
/// Functions that capture nothing are specialized for the handler's type, as the methods of a
/// generic class would not be; each event costs one indirect call.
@safe @usableFromInline
struct XMLEventSink {
  @usableFromInline typealias Handle = UnsafeMutableRawPointer

  let handler: Handle
  let start: (Handle, XMLStartTag) throws -> Void
  let end: (Handle, XMLEndTag) throws -> Void
  let text: (Handle, XMLBytes, XMLLocation) throws -> Void
  let comment: (Handle, XMLBytes, XMLLocation) throws -> Void
  let instruction: (Handle, XMLBytes, XMLBytes, XMLLocation) throws -> Void

  @usableFromInline
  init(
    handler: Handle, start: @escaping (Handle, XMLStartTag) throws -> Void,
    end: @escaping (Handle, XMLEndTag) throws -> Void,
    text: @escaping (Handle, XMLBytes, XMLLocation) throws -> Void,
    comment: @escaping (Handle, XMLBytes, XMLLocation) throws -> Void,
    instruction: @escaping (Handle, XMLBytes, XMLBytes, XMLLocation) throws -> Void
  ) {
    unsafe self.handler = unsafe handler
    unsafe self.start = unsafe start
    unsafe self.end = unsafe end
    unsafe self.text = unsafe text
    unsafe self.comment = unsafe comment
    unsafe self.instruction = unsafe instruction
  }

  /// The sink of a handler at an address that outlives the reading.
  @inlinable
  init<Handler: XMLHandler & ~Copyable>(_ handler: UnsafeMutablePointer<Handler>) {
    unsafe self.init(
      handler: UnsafeMutableRawPointer(handler),
      start: {
        try unsafe $0.assumingMemoryBound(to: Handler.self).pointee.startElement($1)
      },
      end: {
        try unsafe $0.assumingMemoryBound(to: Handler.self).pointee.endElement($1)
      },
      text: {
        try unsafe $0.assumingMemoryBound(to: Handler.self).pointee.characters($1, at: $2)
      },
      comment: {
        try unsafe $0.assumingMemoryBound(to: Handler.self).pointee.comment($1, at: $2)
      },
      instruction: {
        try unsafe $0.assumingMemoryBound(to: Handler.self).pointee
          .processingInstruction(target: $1, data: $2, at: $3)
      })
  }
}

internal import CLibXML2

/// A place in a document.
@usableFromInline
package struct XMLPosition: Hashable, Sendable {
  /// The line, from 1.
  package var line: Int

  /// The column in characters, from 1.
  package var column: Int

  /// The number of bytes before it, in the document's UTF-8 form.
  package var byteOffset: Int

  /// Makes a position of its three numbers.
  package init(line: Int, column: Int, byteOffset: Int) {
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }
}

/// Where an event is in the document; worked out only when asked, and only during the event.
@usableFromInline
@safe @frozen package struct XMLLocation {
  @usableFromInline let context: OpaquePointer
  @usableFromInline let isStartTag: Bool

  init(context: OpaquePointer, isStartTag: Bool) {
    unsafe self.context = context
    self.isStartTag = isStartTag
  }

  /// Line, column and byte offset: of the `<` for a start tag, else of the end of the event.
  ///
  /// - Complexity: O(length of the tag or line), at most 1,024 bytes of line.
  package var position: XMLPosition {
    var line = 1
    var column = 1
    var offset = 0
    unsafe parlance_xml_locate(
      UnsafeMutablePointer<xmlParserCtxt>(context), isStartTag ? 1 : 0, &line, &column, &offset)
    return XMLPosition(line: line, column: column, byteOffset: offset)
  }

  /// The line alone, which costs less.
  package var line: Int {
    unsafe parlance_xml_line(UnsafeMutablePointer<xmlParserCtxt>(context), isStartTag ? 1 : 0)
  }
}

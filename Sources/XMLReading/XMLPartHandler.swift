/// A handler that lets a second one of its kind read the later part of a document meanwhile.
@usableFromInline
package protocol XMLPartHandler: XMLHandler {
  /// Whether the handler stands where all it knows of what is open is what the root's tag said.
  var canBeContinued: Bool { get }

  /// A handler for the later part; it is given the head of the document first, up to the end of the
  /// root's start tag.
  func makePart() -> Self

  /// Takes in what the handler of the later part has read, as if it had been read here.
  ///
  /// - Parameters:
  ///   - part: the handler that has read the later part to the end of the document.
  ///   - lineShift: what is to be added to the lines that the part was told.
  /// - Returns: whether the part could be read without what came before; if not, nothing has
  ///   changed.
  mutating func append(_ part: consuming Self, lineShift: Int) -> Bool
}

/// Whether and where a document is cut to be read in two parts.
@usableFromInline
package struct XMLParts: Sendable {
  /// The size in bytes from which on a document is worth a second thread.
  package var minimumSize = 2 << 20

  /// The offset of the cut, behind a line feed; guessed near the middle if it is nil.
  package var cut: Int?

  /// Documents of 2 MiB and more, cut near the middle.
  package init() {}

  /// A cut at a given place, whatever the size of the document.
  package init(cut: Int) {
    minimumSize = 0
    self.cut = cut
  }

  /// Every document in one piece.
  package static let none = {
    var parts = XMLParts()
    parts.minimumSize = .max
    return parts
  }()
}

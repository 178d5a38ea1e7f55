/// A pointer to a name of the parser's dictionary, or nil.
@usableFromInline typealias XMLString = UnsafePointer<UInt8>

/// An attribute of a start tag, namespace declarations excepted.
@usableFromInline
@safe @frozen package struct XMLAttribute {
  /// The attribute's name.
  @usableFromInline package let name: XMLName

  /// The parser's five pointers: local name, prefix, namespace, start and end of the value.
  @usableFromInline let pointers: UnsafePointer<XMLString?>

  @inlinable
  init(name: XMLName, pointers: UnsafePointer<UnsafePointer<UInt8>?>) {
    self.name = name
    unsafe self.pointers = unsafe pointers
  }

  /// The normalized value, entities expanded.
  @inlinable package var value: XMLBytes {
    guard let start = unsafe pointers[3], let end = unsafe pointers[4] else {
      return unsafe XMLBytes(nil, count: 0)
    }
    return unsafe XMLBytes(start, count: end - start)
  }

  /// The local name as written.
  package var localName: XMLBytes { unsafe XMLBytes(terminated: pointers[0]) }

  /// The prefix as written; empty for none.
  package var prefix: XMLBytes { unsafe XMLBytes(terminated: pointers[1]) }

  /// The namespace; empty for none.
  package var namespaceURI: XMLBytes { unsafe XMLBytes(terminated: pointers[2]) }
}

/// A namespace declaration (`xmlns`, `xmlns:prefix`) of a start tag.
@usableFromInline
@safe package struct XMLNamespaceDeclaration {
  /// The prefix; empty for the default namespace.
  @usableFromInline package let prefix: XMLBytes

  /// The namespace; empty where the default namespace is taken back.
  @usableFromInline package let uri: XMLBytes
}

/// A start tag, lent for the time of the event.
@usableFromInline
@safe @frozen package struct XMLStartTag {
  /// The element's name.
  @usableFromInline package let name: XMLName

  /// Where the tag begins.
  @usableFromInline package let location: XMLLocation

  /// The attributes, in document order; those that the DTD adds come last.
  @usableFromInline package let attributes: XMLAttributes

  let local: XMLString
  let prefixPointer: XMLString?
  let uri: XMLString?
  let declarations: UnsafePointer<XMLString?>?
  let declarationCount: Int

  /// The local name as written.
  package var localName: XMLBytes { unsafe XMLBytes(terminated: local) }

  /// The prefix as written; empty for none.
  package var prefix: XMLBytes { unsafe XMLBytes(terminated: prefixPointer) }

  /// The namespace; empty for none.
  package var namespaceURI: XMLBytes { unsafe XMLBytes(terminated: uri) }

  /// The namespaces that the tag declares.
  package var namespaceDeclarations: [XMLNamespaceDeclaration] {
    guard declarationCount > 0, let pairs = unsafe declarations else { return [] }
    return (0..<declarationCount).map { index in
      unsafe XMLNamespaceDeclaration(
        prefix: XMLBytes(terminated: pairs[2 * index]),
        uri: XMLBytes(terminated: pairs[2 * index + 1]))
    }
  }

  /// The value of the attribute with this name, or nil.
  ///
  /// - Complexity: O(number of attributes).
  @inlinable
  package subscript(name: XMLName) -> XMLBytes? {
    for attribute in attributes where attribute.name == name { return attribute.value }
    return nil
  }

  /// The value of the attribute with this known name, or nil.
  @inlinable
  package subscript<Name: XMLKnownName>(name: Name) -> XMLBytes? {
    self[name.xmlName]
  }
}

/// An end tag, or the end of an empty element, lent for the time of the event.
@usableFromInline
@safe @frozen package struct XMLEndTag {
  /// The element's name.
  @usableFromInline package let name: XMLName

  /// Where the tag ends.
  @usableFromInline package let location: XMLLocation

  let local: XMLString
  let prefixPointer: XMLString?
  let uri: XMLString?

  /// The local name as written.
  package var localName: XMLBytes { unsafe XMLBytes(terminated: local) }

  /// The prefix as written; empty for none.
  package var prefix: XMLBytes { unsafe XMLBytes(terminated: prefixPointer) }

  /// The namespace; empty for none.
  package var namespaceURI: XMLBytes { unsafe XMLBytes(terminated: uri) }
}

/// The attributes of a start tag.
@usableFromInline
@safe @frozen package struct XMLAttributes: RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<XMLAttribute>?

  /// The number of attributes.
  @usableFromInline package let count: Int

  init(_ base: UnsafePointer<XMLAttribute>?, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The first index, 0.
  @inlinable package var startIndex: Int { 0 }

  /// The number of attributes.
  @inlinable package var endIndex: Int { count }

  /// The attribute at `index`.
  @inlinable
  package subscript(index: Int) -> XMLAttribute {
    guard index >= 0, index < count, let base = unsafe base else {
      preconditionFailure("attribute \(index) of \(count)")
    }
    return unsafe base[index]
  }
}

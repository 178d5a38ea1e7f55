/// An element as the adapters of smaller dialects see it.
struct DialectElement {
  /// The local name.
  var name: String
  /// The attributes by local name.
  var attributes: [(name: String, value: String)]
  /// The text directly in it, white space collapsed; empty until the element is closed.
  var text = ""
  /// The elements in it; empty outside records.
  var children: [DialectElement] = []
  /// Where it stands.
  var position: SourcePosition
  /// The language in force, lowercased.
  var language: String

  /// The value of an attribute, white space trimmed.
  subscript(attribute: String) -> String? {
    attributes.first { $0.name == attribute }.map { TextNormalization.collapsed($0.value.utf8) }
  }

  /// Whether an attribute says that something is so (`xs:boolean`, in whatever case).
  func isTrue(_ attribute: String) -> Bool { self[attribute].map(Self.isTrue) ?? false }

  /// Whether text says that something is so (`xs:boolean`, in whatever case).
  static func isTrue(_ text: String) -> Bool { ["true", "1"].contains(text.lowercased()) }

  /// Whether text says that something is not so.
  static func isFalse(_ text: String) -> Bool { ["false", "0"].contains(text.lowercased()) }

  /// The line, for labels.
  var line: Int { Int(position.line) }

  /// The elements of that name directly in this one.
  func all(_ name: String) -> [DialectElement] { children.filter { $0.name == name } }

  /// The first element at the end of a path of names.
  func first(_ path: String...) -> DialectElement? {
    var current = self
    for name in path {
      guard let next = current.children.first(where: { $0.name == name }) else { return nil }
      current = next
    }
    return current
  }

  /// The text of the first element of that name, unless it is empty.
  func text(of name: String) -> String? {
    first(name).flatMap { $0.text.isEmpty ? nil : $0.text }
  }
}

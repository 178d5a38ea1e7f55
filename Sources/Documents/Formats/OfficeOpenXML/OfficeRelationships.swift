internal import XMLReading

/// The relationships of a part: which parts it needs, by kind.
struct OfficeRelationships: XMLHandler {
  /// One relationship to another part of the package.
  struct Item {
    var id: String
    /// The last component of the type's URI, such as `officeDocument`: transitional and strict
    /// files differ before it.
    var kind: String
    /// The part's path in the archive.
    var target: String
  }

  enum Name: UInt32, XMLKnownName {
    case relationship, id, type, target, targetMode
    static let localNames = ["Relationship", "Id", "Type", "Target", "TargetMode"]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)
  private static let limit = 20_000

  private(set) var items: [Item] = []
  private let base: String

  /// Reads the relationships of `part`, or of the package for an empty name.
  init(of part: String, _ reader: inout PartReader) throws {
    base = part
    let components = part.split(separator: "/")
    let folder = components.dropLast().map { $0 + "/" }.joined()
    let name = folder + "_rels/" + (components.last.map(String.init) ?? "") + ".rels"
    try reader.read(name, names: Self.names, handler: &self)
  }

  /// The first part of a kind.
  func target(ofKind kind: String) -> String? {
    items.first { $0.kind == kind }?.target
  }

  /// The part with a relationship id.
  func target(id: String) -> String? {
    items.first { $0.id == id }?.target
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard element.name == Name.relationship.xmlName, items.count < Self.limit,
      let target = element[Name.target]?.string, let type = element[Name.type]?.string,
      element[Name.targetMode].map({ $0 != "External" }) ?? true
    else { return }
    items.append(
      Item(
        id: element[Name.id]?.string ?? "",
        kind: String(type[(type.lastIndex(of: "/").map(type.index(after:)) ?? type.startIndex)...]),
        target: PartPath.resolve(PartPath.unescaped(target), from: base)))
  }

  mutating func endElement(_ element: XMLEndTag) throws {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}
}

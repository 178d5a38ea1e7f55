internal import XMLReading

/// What the main part of a presentation or a workbook lists: its slides or its sheets, in their order.
struct OfficeItems: XMLHandler {
  /// A slide or a sheet: the id of the relationship to its part, and its name if it has one.
  struct Item {
    var id: String
    var name: String
  }

  enum Name: UInt32, XMLKnownName {
    case sldId, sheet, id, name
    static let localNames = ["sldId", "sheet", "id", "name"]
    var namespaceURIs: [String] {
      self == .id
        ? [
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ] : ["*"]
    }
  }

  private static let names = XMLNames(Name.self)

  private let limit: Int
  private var items: [Item] = []

  private init(limit: Int) { self.limit = limit }

  /// The first items that the main part lists.
  ///
  /// - Throws: `DocumentRefusal` if the part is missing or damaged.
  static func read(_ main: String, limit: Int, _ reader: inout PartReader) throws -> [Item] {
    var handler = OfficeItems(limit: limit)
    guard try reader.read(main, names: names, handler: &handler) else {
      throw DocumentRefusal(.damaged, "the part '\(main)' is missing")
    }
    return handler.items
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    let name = Name(element.name)
    guard name == .sldId || name == .sheet, items.count < limit, let id = element[Name.id]?.string
    else { return }
    items.append(Item(id: id, name: element[Name.name]?.string ?? ""))
  }

  mutating func endElement(_ element: XMLEndTag) throws {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}
}

internal import Documents
package import JSONCoding
package import Model
internal import Taxonomy

/// A document as a line of JSON Lines: `{"id","title","text","path","date","metadata","tags"}`.
///
/// `Document.write(to:stamp:)` writes such lines; what it writes is read back without loss.
package struct TaggingRecord: Sendable {
  /// The document.
  package var document: Document

  /// The URIs or labels that the line gives as its tags; empty if it gives none.
  package var tags: [String]

  /// The places that the line marks as naming a concept; empty if it marks none.
  package var marks: [MarkedPlace]

  /// Why a line is not a document.
  package enum Defect: Error, Equatable, Sendable {
    /// It is not an object.
    case noObject
    /// It has no identifier.
    case noIdentifier
    /// It has no text.
    case noText
    /// A member has more values than `InputLimits.documentValues`.
    case tooManyValues(String)
    /// An entry of `dates`, with its number from 1, is not a date with where it was found.
    case noDate(Int)

    /// What is wrong, in words.
    package var message: String {
      switch self {
      case .noObject: "the line is not a JSON object"
      case .noIdentifier: "the object has no \"id\""
      case .noText: "the object has no \"text\""
      case .tooManyValues(let name):
        "the member \"\(name)\" has more than \(InputLimits.documentValues) values"
      case .noDate(let number):
        "entry \(number) of \"dates\" is not a date: it has \"date\", such as \"2010-03-01\", and \"source\", "
          + "one of \(DocumentDate.Source.allCases.map(\.rawValue).joined(separator: ", "))"
      }
    }
  }

  /// Reads a line.
  package init(_ value: JSONValue) throws(Defect) {
    guard let object = value.object else { throw .noObject }
    guard let id = object["id"].flatMap(Self.text) else { throw .noIdentifier }
    guard let text = object["text"]?.string else { throw .noText }
    for name in ["headings", "tags", "mentions", "dates"]
    where object[name]?.array?.count ?? 0 > InputLimits.documentValues {
      throw .tooManyValues(name)
    }
    document = Document(id: id)
    document.text = text
    document.title = object["title"]?.string
    document.path = object["path"]?.string
    document.language = object["language"]?.string
    document.headings = object["headings"]?.strings ?? []
    document.format = object["format"]?.string ?? Self.format(of: document.path)
    // What was read from a file, and so has a list of dates, has its headings already.
    if object["dates"] == nil { document.findOutline() }
    document.remarks = object["remarks"]?.strings ?? []
    document.mark = object["mark"]?.string.flatMap(TagMark.init(text:))
    if let dates = object["dates"]?.array {
      for (place, value) in dates.enumerated() {
        guard let date = Self.date(value) else { throw .noDate(place + 1) }
        document.dates.append(date)
      }
    } else if let date = object["date"]?.string.flatMap({ CalendarDate($0) }) {
      document.dates = [DocumentDate(date, source: .metadata)]
    } else {
      document.findDates()
    }
    for field in object["metadata"]?.array ?? [] {
      guard document.metadata.count < InputLimits.documentValues else {
        throw .tooManyValues("metadata")
      }
      if let field = Self.field(field) { document.metadata.append(field) }
    }
    for member in object["metadata"]?.object?.members ?? [] {
      for item in member.value.array ?? [member.value] {
        guard let value = Self.text(item) else { continue }
        guard document.metadata.count < InputLimits.documentValues else {
          throw .tooManyValues("metadata")
        }
        document.metadata.append(
          MetadataField(name: member.name, value: value, role: Self.role(of: member.name)))
      }
    }
    tags = object["tags"]?.strings ?? []
    marks = (object["mentions"]?.array ?? []).compactMap(Self.mark)
  }

  /// A date with where it was found, as reading a file tells it.
  private static func date(_ value: JSONValue) -> DocumentDate? {
    guard let date = value["date"]?.string.flatMap({ CalendarDate($0) }),
      let source = value["source"]?.string.flatMap(DocumentDate.Source.init(rawValue:))
    else { return nil }
    return DocumentDate(date, source: source)
  }

  /// A metadata field with its role, as reading a file tells it; a name alone tells the role otherwise.
  private static func field(_ value: JSONValue) -> MetadataField? {
    guard let name = value["name"]?.string, let text = value["value"].flatMap(text) else {
      return nil
    }
    let role = value["role"]?.string.flatMap(MetadataField.Role.init(rawValue:)) ?? role(of: name)
    return MetadataField(name: name, value: text, role: role, facet: value["facet"]?.string)
  }

  /// A mention as `parlance tag --mentions` writes it; in the text unless it names a field.
  private static func mark(_ value: JSONValue) -> MarkedPlace? {
    guard let start = value["start"]?.integer, let end = value["end"]?.integer, start >= 0,
      start < end, let concept = value["concept"]?.string
    else { return nil }
    switch value["field"]?.string ?? "text" {
    case "text": return MarkedPlace(field: .text, range: start..<end, concept: concept)
    case "title": return MarkedPlace(field: .title, range: start..<end, concept: concept)
    default: return nil
    }
  }

  private static func text(_ value: JSONValue) -> String? {
    value.string ?? value.integer.map(String.init) ?? value.double.map { String($0) }
  }

  private static func format(of path: String?) -> String? {
    guard let name = path?.split(separator: "/").last, let point = name.lastIndex(of: "."),
      point > name.startIndex
    else { return nil }
    return name[name.index(after: point)...].lowercased()
  }

  private static func role(of name: String) -> MetadataField.Role {
    switch name.lowercased().filter({ $0.isLetter }) {
    case "title": .title
    case "subject": .subject
    case "keywords", "keyword", "tags", "tag": .keyword
    case "category", "type", "documenttype", "doctype", "kind": .category
    case "author", "creator": .author
    case "description", "abstract", "comment", "comments": .description
    case "status": .status
    default: .other
    }
  }
}

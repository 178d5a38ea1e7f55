internal import Documents
package import JSONCoding
package import Model
internal import Taxonomy

/// A document as a line of JSON Lines: `{"id","title","text","path","date","metadata","tags"}`.
///
/// `Document.write(to:stamp:)` writes such lines; what it writes is read back without loss. Members of other
/// names are left alone; a member that is `null` is not there.
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
    /// A member has a value of another kind than it must have.
    case wrongKind(member: String, expected: String)
    /// A member has more values than `InputLimits.documentValues`.
    case tooManyValues(String)
    /// Its date cannot be read.
    case unreadableDate(String)
    /// An entry of a list, with its number from 1, is not what the list holds.
    case badEntry(Int, of: String, expected: String)

    /// What is wrong, in words.
    package var message: String {
      switch self {
      case .noObject: "the line is not a JSON object"
      case .noIdentifier: "the object has no \"id\""
      case .noText: "the object has no \"text\""
      case .wrongKind(let name, let expected): "the member \"\(name)\" must be \(expected)"
      case .tooManyValues(let name):
        "the member \"\(name)\" has more than \(InputLimits.documentValues) values"
      case .unreadableDate(let text):
        "\"\(text)\" is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"
      case .badEntry(let number, let name, let expected):
        "entry \(number) of \"\(name)\" is not \(expected)"
      }
    }
  }

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - value: the line.
  ///   - findsDates: whether dates are looked for in the text of a document that states none.
  /// - Throws: why it is not a document.
  package init(_ value: JSONValue, findsDates: Bool = true) throws(Defect) {
    guard let object = value.object else { throw .noObject }
    guard let id = object["id"].flatMap(Self.text) else { throw .noIdentifier }
    guard let text = object["text"]?.string else { throw .noText }
    document = Document(id: id)
    document.text = text
    document.title = try Self.text("title", of: object)
    document.path = try Self.text("path", of: object)
    document.language = try Self.text("language", of: object)
    document.headings = try Self.strings("headings", of: object)
    document.format = try Self.text("format", of: object) ?? Self.format(of: document.path)
    document.remarks = try Self.strings("remarks", of: object)
    document.mark = object["mark"]?.string.flatMap(TagMark.init(text:))
    document.metadata = try Self.metadata(of: object)
    tags = try Self.strings("tags", of: object)
    marks = try Self.marks(of: object)
    try addDates(of: object, findsDates: findsDates)
  }

  /// Takes the dates of a line, or finds those in its text.
  private mutating func addDates(of object: JSONObject, findsDates: Bool) throws(Defect) {
    if let dates = try Self.dates(of: object) {
      // What was read from a file, and so has a list of dates, has its headings already.
      document.dates = dates
      return
    }
    document.findOutline()
    if let date = try Self.text("date", of: object), !date.isEmpty {
      guard let date = CalendarDate(date) else { throw .unreadableDate(date) }
      document.dates = [DocumentDate(date, source: .metadata)]
    } else if findsDates {
      document.findDates()
    }
  }

  // MARK: Members

  private static func text(_ value: JSONValue) -> String? {
    value.string ?? value.integer.map(String.init) ?? value.double.map { String($0) }
  }

  /// A text, or the digits of a number: exports often have numbers for names.
  private static func text(_ name: String, of object: JSONObject) throws(Defect) -> String? {
    guard let value = object[name], value != .null else { return nil }
    guard let text = text(value) else { throw .wrongKind(member: name, expected: "a string") }
    return text
  }

  private static func strings(_ name: String, of object: JSONObject) throws(Defect) -> [String] {
    guard let value = object[name], value != .null else { return [] }
    guard let strings = value.strings else {
      throw .wrongKind(member: name, expected: "an array of strings")
    }
    guard strings.count <= InputLimits.documentValues else { throw .tooManyValues(name) }
    return strings
  }

  /// A list of objects; `nil` if there is no such member.
  ///
  /// - Parameters:
  ///   - name: the member.
  ///   - object: the line.
  ///   - expected: what an entry must be, in words.
  ///   - entry: reads an entry; `nil` if it is something else.
  /// - Returns: the entries.
  /// - Throws: `Defect` for a member, or an entry, that is something else.
  private static func list<Entry>(
    _ name: String, of object: JSONObject, expected: String, _ entry: (JSONValue) -> Entry?
  ) throws(Defect) -> [Entry]? {
    guard let value = object[name], value != .null else { return nil }
    guard let values = value.array else {
      throw .wrongKind(member: name, expected: "an array of objects")
    }
    guard values.count <= InputLimits.documentValues else { throw .tooManyValues(name) }
    var entries: [Entry] = []
    for (place, value) in values.enumerated() {
      guard let entry = entry(value) else {
        throw .badEntry(place + 1, of: name, expected: expected)
      }
      entries.append(entry)
    }
    return entries
  }

  /// The metadata: a list of fields with their roles, as reading a file tells them, or an object whose names tell them.
  ///
  /// Of such an object what is neither text nor a number is left out: it is other people's, and may have any shape.
  private static func metadata(of object: JSONObject) throws(Defect) -> [MetadataField] {
    guard let members = object["metadata"]?.object?.members else {
      return try list(
        "metadata", of: object, expected: "a field: it has \"name\" and \"value\"", field) ?? []
    }
    var fields: [MetadataField] = []
    for member in members {
      for value in (member.value.array ?? [member.value]).compactMap(text) {
        guard fields.count < InputLimits.documentValues else { throw .tooManyValues("metadata") }
        fields.append(
          MetadataField(
            name: member.name, value: value, role: MetadataField.Role(name: member.name)))
      }
    }
    return fields
  }

  /// A metadata field with its role, as reading a file tells it; a name alone tells the role otherwise.
  private static func field(_ value: JSONValue) -> MetadataField? {
    guard let name = value["name"]?.string, let text = value["value"].flatMap(text) else {
      return nil
    }
    let role = value["role"]?.string.flatMap(MetadataField.Role.init(rawValue:))
    return MetadataField(
      name: name, value: text, role: role ?? MetadataField.Role(name: name),
      facet: value["facet"]?.string)
  }

  /// Dates with where they were found, as reading a file tells them; `nil` if the line has no list of them.
  private static func dates(of object: JSONObject) throws(Defect) -> [DocumentDate]? {
    let sources = DocumentDate.Source.allCases.map(\.rawValue).joined(separator: ", ")
    let expected =
      "a date: it has \"date\", such as \"2010-03-01\", and \"source\", one of \(sources)"
    return try list("dates", of: object, expected: expected) { value in
      guard let date = value["date"]?.string.flatMap({ CalendarDate($0) }),
        let source = value["source"]?.string.flatMap(DocumentDate.Source.init(rawValue:))
      else { return nil }
      return DocumentDate(date, source: source)
    }
  }

  /// The mentions in text and title, as `parlance tag --mentions` writes them; those elsewhere teach nothing.
  private static func marks(of object: JSONObject) throws(Defect) -> [MarkedPlace] {
    let expected = "a mention: it has \"start\", \"end\" behind it, and \"concept\""
    typealias Mention = (field: String, range: Range<Int>, concept: String)
    let mentions = try list("mentions", of: object, expected: expected) { value -> Mention? in
      guard let start = value["start"]?.integer, let end = value["end"]?.integer, start >= 0,
        start < end, let concept = value["concept"]?.string
      else { return nil }
      return (value["field"]?.string ?? "text", start..<end, concept)
    }
    let fields: [String: Evidence.Place] = ["text": .text, "title": .title]
    return (mentions ?? []).compactMap { mention in
      fields[mention.field].map {
        MarkedPlace(field: $0, range: mention.range, concept: mention.concept)
      }
    }
  }

  private static func format(of path: String?) -> String? {
    guard let name = path?.split(separator: "/").last, let point = name.lastIndex(of: "."),
      point > name.startIndex
    else { return nil }
    return name[name.index(after: point)...].lowercased()
  }
}

extension MetadataField.Role {
  /// The role that the name of a field in an export tells.
  fileprivate init(name: String) {
    self =
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

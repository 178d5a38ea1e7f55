package import JSONCoding
internal import Model
import System
import Taxonomy

/// Why a JSON value is not a document that can be indexed.
package enum IndexDocumentError: Error, Equatable, Sendable {
  /// The value is not an object.
  case notAnObject

  /// A member that must be there is missing.
  case missing(member: String)

  /// A member has a value of another kind than it must have.
  case wrongKind(member: String, expected: String)

  /// The date cannot be read.
  case unreadableDate(String)

  /// A facet has a name that no facet can have.
  case unusableFacet(String)

  /// A member has more values than `InputLimits.documentValues`.
  case tooManyValues(member: String)
}

extension IndexDocumentError: CustomStringConvertible {
  /// The cause in words, without the place.
  package var description: String {
    switch self {
    case .notAnObject: "a document is a JSON object"
    case .missing(let member): "the member \"\(member)\" is missing"
    case .wrongKind(let member, let expected): "the member \"\(member)\" must be \(expected)"
    case .unreadableDate(let text):
      "\"\(text)\" is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"
    case .unusableFacet(let name):
      "\"\(name)\" cannot name a facet; a name is not empty and has no control characters"
    case .tooManyValues(let member):
      "the member \"\(member)\" has more than \(InputLimits.documentValues) values"
    }
  }
}

extension IndexDocument {
  /// A document of an export: `id` and `text`, and if there are any `title`, `path`, `headings`,
  /// `date`, `language`, `tags` (URIs or labels), `facets` (`{"type": ["Brochure"]}`), and `author`, `from`,
  /// `to` and `keywords`, each a string or an array.
  ///
  /// Other members are left alone. A `date` may carry a time, which is not kept.
  ///
  /// - Throws: `IndexDocumentError`.
  package init(_ json: JSONValue) throws(IndexDocumentError) {
    guard json.object != nil else { throw .notAnObject }
    guard let id = try Self.string("id", of: json), !id.isEmpty else {
      throw .missing(member: "id")
    }
    self.init(
      id: id, path: try Self.string("path", of: json) ?? "",
      title: try Self.string("title", of: json) ?? "",
      headings: try Self.strings("headings", of: json),
      text: try Self.string("text", of: json) ?? "", date: try Self.date(of: json),
      language: try Self.string("language", of: json) ?? "",
      tags: try Self.strings("tags", of: json), facets: try Self.facets(of: json))
    for (name, property) in [
      ("author", DocumentProperty.author), ("from", .from), ("to", .to), ("keywords", .keyword),
    ] {
      let values = try Self.oneOrMore(name, of: json).filter { !$0.isEmpty }
      if !values.isEmpty { properties[property] = values }
    }
  }

  /// A string or an array of strings.
  private static func oneOrMore(
    _ name: String, of json: JSONValue
  ) throws(IndexDocumentError) -> [String] {
    if case .string(let string) = json[name] { return [string] }
    return try strings(name, of: json)
  }

  /// A string, or the digits of a whole number; exports often have numbers for identifiers.
  private static func string(
    _ name: String, of json: JSONValue
  ) throws(IndexDocumentError) -> String? {
    switch json[name] {
    case nil, .null: return nil
    case .string(let string): return string
    case .integer(let integer): return String(integer)
    default: throw .wrongKind(member: name, expected: "a string")
    }
  }

  private static func strings(
    _ name: String, of json: JSONValue
  ) throws(IndexDocumentError) -> [String] {
    guard let value = json[name], value != .null else { return [] }
    guard let strings = value.strings else {
      throw .wrongKind(member: name, expected: "an array of strings")
    }
    guard strings.count <= InputLimits.documentValues else { throw .tooManyValues(member: name) }
    return strings
  }

  private static func date(of json: JSONValue) throws(IndexDocumentError) -> CalendarDate? {
    guard let text = try string("date", of: json), !text.isEmpty else { return nil }
    let day = text.prefix { $0 != "T" && $0 != " " }
    guard let date = CalendarDate(String(day)) else { throw .unreadableDate(text) }
    return date
  }

  private static func facets(of json: JSONValue) throws(IndexDocumentError) -> [String: [String]] {
    guard let value = json["facets"], value != .null else { return [:] }
    guard let object = value.object else {
      throw .wrongKind(member: "facets", expected: "an object")
    }
    var facets: [String: [String]] = [:]
    var count = 0
    for member in object.members {
      if member.value == .null { continue }
      let values = member.value.integer.map { [String($0)] } ?? member.value.strings
      guard let values else {
        throw .wrongKind(member: "facets.\(member.name)", expected: "an array of strings")
      }
      guard FacetKeys.isUsable(member.name) else { throw .unusableFacet(member.name) }
      count += values.count
      guard count <= InputLimits.documentValues else { throw .tooManyValues(member: "facets") }
      facets[member.name, default: []] += values
    }
    return facets
  }
}

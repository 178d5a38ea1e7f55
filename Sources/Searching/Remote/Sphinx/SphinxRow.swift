package import JSONCoding
import Model

/// A row of an index of Sphinx or Manticore; all have the same columns.
package struct SphinxRow: Sendable {
  /// Its number.
  package let number: UInt64
  /// What it is called where something fails.
  package let name: String
  /// What is looked for.
  var stems = ""
  var titleStems = ""
  var keys: [String] = []
  /// The numbers of the values that are counted.
  package var facets: [UInt64] = []
  package var access: UInt64 = 0
  package var origin: UInt64 = 0
  var date = 0
  /// The document, and the checksums by which a change is seen.
  var document = ""
  var state = ""
  var titleOrder = ""
  var placeOrder = ""
  /// What is shown, as JSON, and the text that passages are taken from.
  var data: JSONValue = .null
  var text = ""

  init(number: UInt64, name: String) {
    self.number = number
    self.name = name
  }

  /// The columns of a row, in the order of `values`.
  package static let columns =
    "id,stems,stems_title,keys,facets,access,origin,date,doc,state,title_order,place_order,data,text"

  /// The columns by their names with the types that `DESCRIBE` tells.
  package static let types: [(name: String, type: String)] = [
    ("id", "bigint"), ("stems", "field"), ("stems_title", "field"), ("keys", "field"),
    ("facets", "mva64"), ("access", "bigint"), ("origin", "bigint"), ("date", "bigint"),
    ("doc", "string"), ("state", "string"), ("title_order", "string"), ("place_order", "string"),
    ("data", "string"), ("text", "string"),
  ]

  /// The row as a statement takes it, in parentheses.
  package var values: [UInt8] {
    var writer = JSONWriter()
    writer.value(data)
    let strings = [
      SphinxText.stored(document), state, SphinxText.stored(titleOrder),
      SphinxText.stored(placeOrder), writer.text, SphinxText.stored(text),
    ]
    var bytes = Array("(\(number),".utf8)
    for field in [stems, titleStems, keys.joined(separator: " ")] {
      bytes += SphinxText.quoted(field)
      bytes.append(UInt8(ascii: ","))
    }
    bytes += Array(
      "(\(facets.map(String.init).joined(separator: ","))),\(access),\(origin),\(date)".utf8)
    for string in strings {
      bytes.append(UInt8(ascii: ","))
      bytes += SphinxText.quoted(string)
    }
    bytes.append(UInt8(ascii: ")"))
    return bytes
  }

  /// A row that says what is published.
  package static func head(_ number: UInt64, _ data: JSONValue) -> SphinxRow {
    var row = SphinxRow(number: number, name: "the row that says what is published")
    row.keys = [SphinxCode.head]
    row.data = data
    return row
  }

  /// A row with a stem that a word has.
  package static func word(
    _ kind: RemoteWordKind, _ word: String, _ stem: String, in release: String
  ) -> SphinxRow {
    var row = SphinxRow(
      number: SphinxCode.number(.word, release, kind.rawValue, word, stem), name: word)
    row.keys =
      [
        SphinxCode.release(release), SphinxCode.marker(.word, of: release),
        SphinxCode.value(word, of: kind.rawValue),
      ] + SphinxCode.beginnings(of: word).map { SphinxCode.beginning($0, of: "word") }
    row.data = ["kind": .string(kind.rawValue), "word": .string(word), "stem": .string(stem)]
    return row
  }

  /// A row with the name of a value.
  static func value(_ value: String, of field: String, in release: String) -> SphinxRow {
    var row = SphinxRow(
      number: SphinxCode.number(ofValue: value, of: field, in: release), name: value)
    row.keys = [SphinxCode.release(release), SphinxCode.marker(.value, of: release)]
    row.data = ["field": .string(field), "value": .string(value)]
    return row
  }

  /// A row with a word that values of a property have.
  static func propertyWord(_ word: String, of field: String, in release: String) -> SphinxRow {
    var row = SphinxRow(
      number: SphinxCode.number(.value, release, "word", field, word), name: word)
    row.keys =
      [SphinxCode.release(release), SphinxCode.marker(.value, of: release)]
      + SphinxCode.beginnings(of: word).map { SphinxCode.beginning($0, of: field) }
    row.data = ["word": .string(word)]
    return row
  }
}

/// Text as SphinxQL takes it.
package enum SphinxText {
  /// Text between quotes.
  package static func quoted(_ text: String) -> [UInt8] {
    var bytes = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      // Nothing that is stored has a NUL, which would end the statement.
      if byte == 0 { continue }
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "'"))
    return bytes
  }

  /// Text as it is stored: the inside of a string of JSON, which has no control characters.
  static func stored(_ text: String) -> String {
    var writer = JSONWriter()
    writer.value(text)
    return String(writer.text.dropFirst().dropLast())
  }

  /// What was stored.
  ///
  /// - Throws: `RemoteFailure` if it was not stored so.
  package static func read(_ stored: String) throws -> String {
    guard let value = try? JSONReader.value(of: "\"\(stored)\""), let text = value.string else {
      throw RemoteFailure.unreadable("a text is not one that was published")
    }
    return text
  }
}

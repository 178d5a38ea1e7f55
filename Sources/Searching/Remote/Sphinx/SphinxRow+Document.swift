import JSONCoding
import Model

extension SphinxRow {
  /// How much of a text is kept for passages, in signs: attributes are in the memory of the engine.
  private static let longestText = 60_000

  /// A document as rows: its own, and those that name its values.
  package struct Document: Sendable {
    package var row: SphinxRow
    /// Values and words that the engine must know before the document.
    package var values: [SphinxRow] = []
  }

  /// The number of a workspace.
  package static func number(ofOrigin origin: String) -> UInt64 {
    SphinxCode.number(.document, "origin", origin)
  }

  /// The number of a document in a release.
  package static func number(
    of document: String, from origin: String, in release: String
  ) -> UInt64 {
    SphinxCode.number(.document, release, origin, document)
  }

  /// A query for all documents of a release.
  package static func query(forDocumentsIn release: String) -> String {
    SphinxCode.marker(.document, of: release)
  }

  /// A query for the documents of a workspace in a release.
  package static func query(forDocumentsOf origin: String, in release: String) -> String {
    "(\(query(forDocumentsIn: release)) \(SphinxCode.value(origin, of: RemoteField.origin)))"
  }

  /// The checksums of a document, as its row tells them.
  package static func state(of document: RemoteDocument) -> String {
    "\(document.contentSum) \(document.labelSum)"
  }

  /// A document as rows.
  ///
  /// - Returns: the rows; `nil` for one that lies deeper than paths are taken.
  package static func document(
    _ document: RemoteDocument, from origin: String, in release: String
  ) -> Document? {
    var builder = SphinxDocumentRow(document, from: origin, in: release)
    return builder.build() ? Document(row: builder.row, values: builder.values) : nil
  }

  fileprivate mutating func take(_ content: JSONObject, _ labels: JSONObject) {
    func string(_ name: String) -> String { content[name]?.string ?? "" }
    document = string(RemoteField.id)
    titleOrder = string(RemoteField.titleOrder)
    placeOrder = string(RemoteField.placeOrder)
    date = content[RemoteField.rawDate]?.integer ?? 0
    stems = Self.pieces(content[RemoteField.stems]?.strings ?? [])
    titleStems = Self.pieces(content[RemoteField.titleStems]?.strings ?? [])
    text = String(
      (content[RemoteField.text]?.object?.members.first?.value.string ?? "")
        .unicodeScalars.prefix(Self.longestText))
    var shown = JSONObject()
    for name in [
      RemoteField.id, RemoteField.path, RemoteField.title, RemoteField.rawDate,
      RemoteField.language,
    ] {
      shown[name] = content[name]
    }
    shown["tags"] = labels["tags"]
    data = .object(shown)
  }

  /// Pieces of a text, with as many words between as there are places.
  private static func pieces(_ pieces: [String]) -> String {
    let gap = Array(repeating: SphinxCode.gap, count: Int(SegmentFormat.fieldGap))
    return pieces.map { piece in
      piece.split(separator: " ").map { SphinxCode.stem(String($0)) }.joined(separator: " ")
    }.joined(separator: " \(gap.joined(separator: " ")) ")
  }
}

/// Makes the rows of a document.
private struct SphinxDocumentRow {
  let document: RemoteDocument
  let release: String
  var row: SphinxRow
  var values: [SphinxRow] = []

  init(_ document: RemoteDocument, from origin: String, in release: String) {
    self.document = document
    self.release = release
    row = SphinxRow(
      number: SphinxRow.number(of: document.id, from: origin, in: release), name: document.id)
    row.origin = SphinxRow.number(ofOrigin: origin)
    row.state = SphinxRow.state(of: document)
    row.keys = [SphinxCode.release(release), SphinxCode.marker(.document, of: release)]
    row.keys.append(SphinxCode.value(origin, of: RemoteField.origin))
  }

  mutating func build() -> Bool {
    row.take(document.content, document.labels)
    for field in [RemoteField.id, RemoteField.path, RemoteField.folders] {
      addWords(of: strings(document.content, field), to: field)
    }
    for name in [RemoteField.tagged, RemoteField.foldedTags] {
      addWords(of: strings(document.labels, name), to: name)
    }
    addFacets()
    addAccess()
    addDates()
    addProperties()
    for field in [RemoteField.foldedPath, RemoteField.foldedID] {
      for path in strings(document.content, field) {
        guard let words = SphinxPath(field).words(of: path) else { return false }
        row.keys += words
      }
    }
    return true
  }

  private func strings(_ object: JSONObject, _ field: String) -> [String] {
    object[field]?.strings ?? []
  }

  private mutating func addWords(of values: [String], to field: String) {
    row.keys += values.map { SphinxCode.value($0, of: field) }
    if !values.isEmpty { row.keys.append(SphinxCode.presence(of: field)) }
  }

  /// The values of each facet, and that it has any, to be found and counted.
  private mutating func addFacets() {
    for (object, field) in [
      ("tags", RemoteField.tags(named:)), ("folded", RemoteField.folded(named:)),
    ] {
      for member in document.labels[object]?.object?.members ?? [] {
        addWords(of: member.value.strings ?? [], to: field(member.name))
      }
    }
    for member in document.labels["tags"]?.object?.members ?? []
    where member.value.strings?.isEmpty == false {
      count("", of: RemoteField.tags(named: member.name))
    }
    for member in document.labels["facets"]?.object?.members ?? [] {
      for value in member.value.strings ?? [] {
        count(value, of: RemoteField.facet(named: member.name))
      }
    }
  }

  private mutating func count(_ value: String, of field: String) {
    let named = SphinxRow.value(value, of: field, in: release)
    row.facets.append(named.number)
    values.append(named)
  }

  private mutating func addAccess() {
    for value in strings(document.labels, RemoteField.access) {
      let named = SphinxRow.value(value, of: RemoteField.access, in: release)
      row.access = named.number
      values.append(named)
    }
  }

  private mutating func addDates() {
    for field in [RemoteField.firstDay, RemoteField.lastDay] {
      guard let number = document.content[field]?.integer else { continue }
      row.keys += SphinxCode.words(ofNumber: number, of: field)
    }
    if row.date != 0 { row.keys.append(SphinxCode.presence(of: RemoteField.rawDate)) }
  }

  private mutating func addProperties() {
    for property in DocumentProperty.allCases {
      let field = RemoteField.property(property)
      for value in strings(document.content, field) {
        if property.hasWords {
          let words = value.split(separator: " ").map(String.init)
          // No words of two values are one behind the other.
          row.keys += words.map { SphinxCode.propertyWord($0, of: field) } + [SphinxCode.gap]
          values += words.map { SphinxRow.propertyWord($0, of: field, in: release) }
        } else {
          row.keys.append(SphinxCode.value(value, of: field))
          row.keys += SphinxCode.beginnings(of: value).map { SphinxCode.beginning($0, of: field) }
        }
      }
    }
  }
}

package import JSONCoding
package import Model
package import System

extension Document {
  /// Writes the document as a line of JSON Lines, from which `TaggingRecord` reads it back.
  ///
  /// `date` is the date that decides, `dates` has all that were found; `metadata` is a list of `name`,
  /// `value`, `role` and, where it is one, `facet`.
  ///
  /// - Parameters:
  ///   - writer: gets the object, without the end of the line.
  ///   - id: what the document is called in the line.
  ///   - stamp: size and time of its file: bytes, and a string of nanoseconds since 1970.
  package func write(to writer: inout JSONWriter, id: JSONValue, stamp: FileStamp?) {
    writer.beginObject()
    writer.name("id")
    writer.value(id)
    writer.member("path", path)
    writer.member("format", format)
    if let stamp {
      writer.name("size")
      writer.value(stamp.size)
      writer.member("modified", String(stamp.modified))
    }
    writer.member("title", title)
    writer.member("language", language)
    writer.member("date", effectiveDate?.description)
    writer.list("dates", dates) { date, writer in
      writer.member("date", date.date.description)
      writer.member("source", date.source.rawValue)
    }
    if !headings.isEmpty {
      writer.name("headings")
      writer.value(.array(headings.map(JSONValue.string)))
    }
    writer.list("metadata", metadata) { field, writer in
      writer.member("name", field.name)
      writer.member("value", field.value)
      writer.member("role", field.role.rawValue)
      writer.member("facet", field.facet)
    }
    writer.member("mark", mark?.text)
    if !remarks.isEmpty {
      writer.name("remarks")
      writer.value(.array(remarks.map(JSONValue.string)))
    }
    writer.member("text", text)
    writer.endObject()
  }
}

extension JSONWriter {
  /// A member that is a string; none for `nil`.
  fileprivate mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    self.name(name)
    self.value(value)
  }

  /// A member that is a list of objects.
  fileprivate mutating func list<Item>(
    _ name: String, _ items: [Item], _ body: (Item, inout JSONWriter) -> Void
  ) {
    self.name(name)
    beginArray()
    for item in items {
      beginObject()
      body(item, &self)
      endObject()
    }
    endArray()
  }
}

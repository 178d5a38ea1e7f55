import Model
internal import System

/// The compressed form in which the catalog keeps a document.
///
/// A version byte, then every field in order: strings and lists with a variable-length count in
/// front, optionals with a presence byte; the whole deflated. Version 1 had no mark.
enum DocumentCoding {
  private static let versions: ClosedRange<UInt8> = 1...2

  static func encode(_ document: Document) -> [UInt8] {
    var writer = Writer()
    writer.bytes.append(versions.upperBound)
    writer.write(document.id)
    writer.write(document.path)
    writer.write(document.format)
    writer.write(document.title)
    writer.write(document.headings.count)
    for heading in document.headings { writer.write(heading) }
    writer.write(document.text)
    writer.write(document.language)
    writer.write(document.dates.count)
    for date in document.dates {
      writer.write(Int(date.date.rawValue))
      writer.write(date.source.rawValue)
    }
    writer.write(document.metadata.count)
    for field in document.metadata {
      writer.write(field.name)
      writer.write(field.value)
      writer.write(field.role.rawValue)
      writer.write(field.facet)
    }
    writer.write(document.remarks.count)
    for remark in document.remarks { writer.write(remark) }
    writer.write(document.mark?.text)
    return Compression.compress(writer.bytes)
  }

  /// The document, or `nil` if the bytes are damaged.
  static func decode(_ bytes: [UInt8]) -> Document? {
    guard let plain = Compression.decompress(bytes), let version = plain.first,
      versions.contains(version)
    else { return nil }
    var reader = Reader(bytes: plain, position: 1)
    do {
      return Document(
        id: try reader.string(), path: try reader.optionalString(),
        format: try reader.optionalString(), title: try reader.optionalString(),
        headings: try reader.list { try $0.string() }, text: try reader.string(),
        language: try reader.optionalString(),
        dates: try reader.list { reader in
          guard let date = CalendarDate(rawValue: Int32(clamping: try reader.number())),
            let source = DocumentDate.Source(rawValue: try reader.string())
          else { throw Damaged() }
          return DocumentDate(date, source: source)
        },
        metadata: try reader.list { reader in
          let name = try reader.string()
          let value = try reader.string()
          guard let role = MetadataField.Role(rawValue: try reader.string()) else {
            throw Damaged()
          }
          return MetadataField(
            name: name, value: value, role: role, facet: try reader.optionalString())
        },
        remarks: try reader.list { try $0.string() },
        mark: version < 2 ? nil : try reader.optionalString().flatMap(TagMark.init(text:)))
    } catch {
      return nil
    }
  }

  private struct Damaged: Error {}

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
      VariableBytes.append(UInt64(number), to: &bytes)
    }

    mutating func write(_ string: String) {
      write(string.utf8.count)
      bytes.append(contentsOf: string.utf8)
    }

    mutating func write(_ string: String?) {
      bytes.append(string == nil ? 0 : 1)
      if let string { write(string) }
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    mutating func byte() throws -> UInt8 {
      guard position < bytes.count else { throw Damaged() }
      defer { position += 1 }
      return bytes[position]
    }

    mutating func number() throws -> Int {
      let number = VariableBytes.read(bytes, &position, as: UInt64.self)
      guard let number = number.flatMap(Int.init(exactly:)) else { throw Damaged() }
      return number
    }

    mutating func string() throws -> String {
      let length = try number()
      guard length <= bytes.count - position else { throw Damaged() }
      defer { position += length }
      return String(decoding: bytes[position..<position + length], as: UTF8.self)
    }

    mutating func optionalString() throws -> String? {
      try byte() == 0 ? nil : try string()
    }

    mutating func list<Element>(
      _ element: (inout Reader) throws -> Element
    ) throws -> [Element] {
      let count = try number()
      // Every element takes a byte at least, so that no room is made for what cannot come.
      guard count <= bytes.count else { throw Damaged() }
      return try (0..<count).map { _ in try element(&self) }
    }
  }
}

/// Writes tags into a PDF by an incremental update: all bytes before stay, undo is a truncation.
///
/// The authority is the XMP packet (`dc:subject` and Parlance's properties); `/Keywords` of the
/// information dictionary and `pdf:Keywords` say the same to other programs. In PDF/A only what the
/// standard predefines is written, and the mark of Parlance's own tags into the information dictionary,
/// which takes keys of anybody's. Source: ISO 32000-1, 7.5.6 and 14.3; PDF/A technical note 8.
struct PDFWriting {
  private let file: PDFFile
  private let request: TagRequest
  private let rootReference: PDFReference
  private let root: PDFFile.Object
  private let rootDictionary: PDFDictionary

  /// The change of the file; empty if everything stands there already.
  ///
  /// The result was read back: its newest section leads to the old ones and the same request to it
  /// changes nothing.
  static func change(
    _ bytes: [UInt8], _ request: TagRequest
  ) throws(DocumentRefusal) -> TagWriting.Change? {
    let file = try PDFFile(bytes)
    let writing = try PDFWriting(file, request)
    try writing.refuseSigned(in: 0..<bytes.count)
    var update = PDFUpdate(file)
    try writing.write(into: &update)
    guard !update.isEmpty else { return nil }
    let edits = ByteEdits(replacing: bytes.count..<bytes.count, with: try update.bytes())
    guard let new = edits.applied(to: bytes) else {
      throw DocumentRefusal(.unverified, "the update does not fit")
    }
    try writing.verify(new)
    return TagWriting.Change(edits: edits, bytes: new)
  }

  private init(_ file: PDFFile, _ request: TagRequest) throws(DocumentRefusal) {
    self.request = request
    self.file = file
    guard !file.isEncrypted else {
      throw DocumentRefusal(.encrypted, "the PDF is encrypted", hint: Self.hint)
    }
    guard let reference = file.trailer["Root"]?.reference,
      let root = try file.object(reference.number), let dictionary = root.value.dictionary
    else { throw PDFFile.damaged("the PDF has no catalog") }
    guard case .dictionary = try file.resolved(dictionary["Pages"]) else {
      throw PDFFile.damaged("the PDF has no page tree")
    }
    rootReference = reference
    self.root = root
    rootDictionary = dictionary
  }

  private static let hint = "write the tags to a sidecar file"

  private func refuseSigned(in range: Range<Int>) throws(DocumentRefusal) {
    func signed(_ words: String) -> DocumentRefusal {
      DocumentRefusal(.signed, words, hint: Self.hint)
    }
    if let permissions = try file.resolved(rootDictionary["Perms"])?.dictionary,
      permissions["DocMDP"] != nil || permissions["UR3"] != nil
    {
      throw signed("the PDF has signed permissions")
    }
    if let form = try file.resolved(rootDictionary["AcroForm"])?.dictionary,
      let flags = try file.resolved(form["SigFlags"])?.integer, flags & 1 != 0
    {
      throw signed("the form of the PDF has signatures")
    }
    // A signature's dictionary is never compressed, since its byte range speaks of the file.
    if ByteSearch.first(Array("/ByteRange".utf8), in: file.bytes, range) != nil {
      throw signed("the PDF has a signature")
    }
  }

  private func write(into update: inout PDFUpdate) throws(DocumentRefusal) {
    let metadata = try metadataObject()
    let packet = try metadata.map { object throws(DocumentRefusal) in
      try XMPWriting(try file.content(of: object.object, limit: XMLPart.limit), request)
    }
    let info = try infoObject()
    let infoKeywords = try info.flatMap { info throws(DocumentRefusal) -> String? in
      guard case .string(let text) = try file.resolved(info.dictionary["Keywords"]) else {
        return nil
      }
      return PDFText.decoded(text)
    }
    let current = infoKeywords ?? packet?.pdfKeywords ?? ""
    var list = KeywordText(current)
    list.apply(request)
    let hasKeywords = !request.values.keywords.isEmpty || !request.previous.keywords.isEmpty
    let options = XMPWriting.Options(
      hasFacets: !(packet?.isPDFA ?? false), pdfKeywords: hasKeywords ? list.text : nil)
    if let metadata, let packet {
      if let changed = try packet.changed(options) {
        update.setStream(metadata.reference, changed)
      }
    } else if let packet = try XMPWriting.packet(request, options) {
      let reference = update.addStream(packet)
      update.set(rootReference, catalog(withMetadata: reference))
    }
    var entries: [InfoEntry] = []
    if hasKeywords, list.text != (infoKeywords ?? "") {
      entries.append(InfoEntry(key: "Keywords", value: list.text))
    }
    if packet?.isPDFA ?? false { entries += try markEntry(info?.dictionary).map { [$0] } ?? [] }
    if !entries.isEmpty { writeInfo(entries, info, &update) }
  }

  /// An entry of the information dictionary; without a value it goes.
  private struct InfoEntry {
    let key: String
    let value: String?

    var bytes: [UInt8] { value.map { Array("/\(key) ".utf8) + PDFText.encoded($0) } ?? [] }
  }

  /// What becomes of the mark in the information dictionary; `nil` if it stays as it is.
  private func markEntry(_ info: PDFDictionary?) throws(DocumentRefusal) -> InfoEntry? {
    guard let property = request.markProperty else { return nil }
    var current: String?
    if case .string(let text) = try file.resolved(info?[property.name]) {
      current = PDFText.decoded(text)
    }
    return switch property.change(from: current) {
    case .keep: nil
    case .set(let value): InfoEntry(key: property.name, value: value)
    case .remove: InfoEntry(key: property.name, value: nil)
    }
  }

  private func metadataObject() throws(DocumentRefusal) -> (
    reference: PDFReference, object: PDFFile.Object
  )? {
    guard let value = rootDictionary["Metadata"], value != .null else { return nil }
    guard let reference = value.reference else {
      throw PDFFile.damaged("the metadata is not a stream")
    }
    guard let object = try file.object(reference.number) else { return nil }
    guard object.stream != nil else { throw PDFFile.damaged("the metadata is not a stream") }
    return (PDFReference(number: reference.number, generation: object.generation), object)
  }

  private func infoObject() throws(DocumentRefusal) -> (
    reference: PDFReference, object: PDFFile.Object, dictionary: PDFDictionary
  )? {
    guard let value = file.trailer["Info"], value != .null else { return nil }
    guard let reference = value.reference else {
      throw PDFFile.damaged("the information dictionary is not an object of its own")
    }
    guard let object = try file.object(reference.number), object.value != .null else { return nil }
    guard case .dictionary(let dictionary) = object.value else {
      throw PDFFile.damaged("the information dictionary is none")
    }
    return (
      PDFReference(number: reference.number, generation: object.generation), object, dictionary
    )
  }

  private func writeInfo(
    _ entries: [InfoEntry],
    _ info: (reference: PDFReference, object: PDFFile.Object, dictionary: PDFDictionary)?,
    _ update: inout PDFUpdate
  ) {
    guard let info else {
      let content = entries.map(\.bytes).joined(separator: [0x0A])
      update.addInfo(Array("<<".utf8) + content + Array(">>".utf8))
      return
    }
    update.set(
      info.reference,
      Self.rewritten(info.object, info.dictionary, entries.map { ($0.key, $0.bytes) }))
  }

  private func catalog(withMetadata reference: PDFReference) -> [UInt8] {
    Self.rewritten(
      root, rootDictionary, [("Metadata", Array("/Metadata \(reference.number) 0 R".utf8))])
  }

  /// The bytes of a dictionary with entries replaced, added or, without bytes, taken out; all others
  /// stay as written.
  private static func rewritten(
    _ object: PDFFile.Object, _ dictionary: PDFDictionary,
    _ changes: [(key: String, entry: [UInt8])]
  ) -> [UInt8] {
    let old = Array(object.source[dictionary.range])
    let base = dictionary.range.lowerBound
    var edits = ByteEdits()
    for (key, entry) in changes {
      let existing = dictionary.entries.filter { $0.key == key }
      if existing.isEmpty, !entry.isEmpty {
        // Between line ends, so that it does not run into what stands before and behind.
        edits.insert([0x0A] + entry + [0x0A], at: old.count - 2)
      }
      for (index, found) in existing.enumerated() {
        let range = (found.range.lowerBound - base)..<(found.range.upperBound - base)
        // Of a key that stands twice readers take the one or the other: one is left.
        edits.replace(range, with: index == 0 ? entry : [])
      }
    }
    return edits.applied(to: old) ?? old
  }

  /// Reads the file as it would be: all other objects where they were, the same catalog, and the
  /// values in place.
  private func verify(_ bytes: [UInt8]) throws(DocumentRefusal) {
    do throws(DocumentRefusal) {
      let new = try PDFFile(bytes, appendedTo: file)
      // Metadata, information, catalog, and the section's own object.
      guard new.updatedCount <= 4, new.trailer["Root"] == file.trailer["Root"] else {
        throw PDFFile.damaged("the updated PDF has lost objects")
      }
      let again = try PDFWriting(new, request)
      try again.refuseSigned(in: file.bytes.count..<bytes.count)
      var update = PDFUpdate(new)
      try again.write(into: &update)
      guard update.isEmpty else { throw PDFFile.damaged("the values are not all there") }
    } catch {
      throw DocumentRefusal(.unverified, "the updated PDF does not read back: \(error.detail)")
    }
  }
}

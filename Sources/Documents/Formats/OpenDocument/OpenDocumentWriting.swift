/// Writes tags into odt, ods, odp and their relatives: user-defined fields and keywords in
/// `meta.xml`.
///
/// Signed packages are refused, since an ODF signature covers every file of the package, the
/// metadata too. Source: OpenDocument 1.3 part 2 (packages) 4 and 5, part 3, 4.3.
enum OpenDocumentWriting {
  private static let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  private static let meta = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
  private static let manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws -> ByteEdits {
    var package = try PackageParts(bytes)
    try refuseProtected(package)
    guard var part = try package.xml("meta.xml") else {
      try addMeta(to: &package, request)
      return try package.edits()
    }
    let outline = part.outline
    guard outline.root.namespace == office else {
      throw DocumentRefusal(.damaged, "'meta.xml' is not OpenDocument metadata")
    }
    guard let element = outline.children(of: 0, office, "meta").first else {
      let name = XMLPart.qualified(outline.root.prefix, "meta")
      let content = fields(request, prefix: "meta", declaration: " xmlns:meta=\"\(meta)\"", part)
      guard !content.isEmpty else { return ByteEdits() }
      part.append(Array("<\(name)>".utf8) + content + Array("</\(name)>".utf8), to: 0)
      try package.write(part, to: "meta.xml")
      return try package.edits()
    }
    edit(&part, element, request)
    try package.write(part, to: "meta.xml")
    return try package.edits()
  }

  private static func refuseProtected(_ package: PackageParts) throws {
    for entry in package.archive.directory.entries {
      let name = entry.name.lowercased()
      guard name.hasPrefix("meta-inf/"), name.hasSuffix("signatures.xml") else { continue }
      throw DocumentRefusal(
        .signed, "an OpenDocument signature ('\(entry.name)') covers the metadata too",
        hint: "write the tags to a sidecar file")
    }
    if let manifest = try package.contents("META-INF/manifest.xml"),
      ByteSearch.first(Array("encryption-data".utf8), in: manifest, 0..<manifest.count) != nil
    {
      throw DocumentRefusal(.encrypted, "the manifest says that parts are encrypted")
    }
    let mimetype = try package.contents("mimetype")
    guard mimetype == nil || mimetype?.starts(with: Array("application/vnd.".utf8)) == true else {
      throw DocumentRefusal(.damaged, "the mimetype is none of OpenDocument")
    }
  }

  private static func edit(_ part: inout XMLPart, _ element: Int, _ request: TagRequest) {
    let outline = part.outline
    // For attributes: what is the default namespace holds for elements alone (XML Namespaces, 6.2).
    let bound = outline.prefix(for: meta, in: element, forAttributes: true)
    let prefix = bound ?? "meta"
    let declaration = bound == nil ? " xmlns:meta=\"\(meta)\"" : ""
    let indentation = part.indentation(in: element)
    let defined = outline.children(of: element, meta, "user-defined")
    for property in request.properties {
      let existing = defined.filter { outline.value(meta, "name", of: $0) == property.name }
      switch property.change(from: existing.first.map { outline.text(of: $0) }) {
      case .keep: continue
      case .remove: existing.forEach { part.remove($0) }
      case .set(let value):
        guard let first = existing.first else {
          let field = userDefined(property.name, value, prefix, declaration, part)
          part.append(indentation + field, to: element)
          continue
        }
        part.setText(value, of: first)
        // A field that was a date or a number would not hold a label.
        if let type = outline.attribute(meta, "value-type", of: first) {
          part.setValue("string", of: type)
        }
        existing.dropFirst().forEach { part.remove($0) }
      }
    }
    // OpenOffice.org 1 wraps the keywords in an element of their own.
    let wrapper = outline.children(of: element, meta, "keywords").first
    let holder = wrapper ?? element
    let keywords = outline.children(of: holder, meta, "keyword")
    let current = keywords.map { outline.text(of: $0) }
    let change = request.termChange(from: current)
    for (keyword, text) in zip(keywords, current) where change.removed.contains(text) {
      part.remove(keyword)
    }
    for term in change.added {
      part.append(
        (wrapper == nil ? indentation : []) + keyword(term, prefix, declaration, part), to: holder)
    }
  }

  private static func fields(
    _ request: TagRequest, prefix: String, declaration: String, _ part: XMLPart
  ) -> [UInt8] {
    var result: [UInt8] = []
    for term in request.wantedKeywords { result += keyword(term, prefix, declaration, part) }
    for property in request.properties {
      guard let value = property.value else { continue }
      result += userDefined(property.name, value, prefix, declaration, part)
    }
    return result
  }

  private static func userDefined(
    _ name: String, _ value: String, _ prefix: String, _ declaration: String, _ part: XMLPart
  ) -> [UInt8] {
    Array("<\(prefix):user-defined\(declaration) \(prefix):name=\"".utf8) + part.escaped(name)
      + Array("\" \(prefix):value-type=\"string\">".utf8) + part.escaped(value)
      + Array("</\(prefix):user-defined>".utf8)
  }

  private static func keyword(
    _ term: String, _ prefix: String, _ declaration: String, _ part: XMLPart
  ) -> [UInt8] {
    Array("<\(prefix):keyword\(declaration)>".utf8) + part.escaped(term)
      + Array("</\(prefix):keyword>".utf8)
  }

  /// Adds `meta.xml` and its manifest entry where a package has none.
  private static func addMeta(to package: inout PackageParts, _ request: TagRequest) throws {
    guard var list = try package.xml("META-INF/manifest.xml"),
      list.outline.root.namespace == manifest
    else { throw DocumentRefusal(.damaged, "neither 'meta.xml' nor a manifest") }
    let empty =
      "<office:document-meta xmlns:office=\"\(office)\" xmlns:meta=\"\(meta)\" office:version=\"1.2\">"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + empty + "<office:meta>"
    let tail = "</office:meta></office:document-meta>"
    let blank = try XMLPart(Array((head + tail).utf8), name: "meta.xml")
    let content = fields(request, prefix: "meta", declaration: "", blank)
    guard !content.isEmpty else { return }
    try package.write(Array(head.utf8) + content + Array(tail.utf8), to: "meta.xml")
    let listed = list.outline.elements.indices.contains {
      list.outline.value(manifest, "full-path", of: $0) == "meta.xml"
    }
    guard !listed else { return }
    let element = XMLPart.qualified(list.outline.root.prefix, "file-entry")
    guard let prefix = list.outline.prefix(for: manifest, in: 0, forAttributes: true) else {
      throw DocumentRefusal(.damaged, "the manifest binds no prefix")
    }
    list.append(
      list.indentation(in: 0)
        + Array(
          "<\(element) \(prefix):full-path=\"meta.xml\" \(prefix):media-type=\"text/xml\"/>".utf8),
      to: 0)
    try package.write(list, to: "META-INF/manifest.xml")
  }
}

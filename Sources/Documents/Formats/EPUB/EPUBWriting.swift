/// Writes tags into the package document of an EPUB: `dc:subject`, `dc:type` and `meta`.
///
/// Source: EPUB 3.3, 5.5 (metadata section), and OPF 2.0.1, 2.2, whose `meta name content` holds
/// the facets other than the document type.
enum EPUBWriting {
  private static let container = "urn:oasis:names:tc:opendocument:xmlns:container"
  private static let opf = "http://www.idpf.org/2007/opf"
  private static let dublinCore = "http://purl.org/dc/elements/1.1/"

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws -> ByteEdits {
    var package = try PackageParts(bytes)
    if try package.entry("META-INF/signatures.xml") != nil {
      throw DocumentRefusal(.signed, "the EPUB has 'META-INF/signatures.xml'")
    }
    guard let list = try package.xml("META-INF/container.xml"),
      let rootfile = list.outline.elements(container, "rootfile").first,
      let name = list.outline.value("full-path", of: rootfile),
      var part = try package.xml(name)
    else { throw DocumentRefusal(.damaged, "no package document") }
    guard part.outline.root.local == "package",
      let metadata = part.outline.children(of: 0).first(where: {
        part.outline.elements[$0].local == "metadata"
      })
    else { throw DocumentRefusal(.damaged, "the package document has no metadata") }
    edit(&part, metadata, request)
    try package.write(part, to: name)
    return try package.edits()
  }

  private static func edit(_ part: inout XMLPart, _ metadata: Int, _ request: TagRequest) {
    let outline = part.outline
    // OPF 1 and some OPF 2 files keep the Dublin Core elements in an element of their own.
    let wrapper = outline.children(of: metadata).first {
      outline.elements[$0].local == "dc-metadata"
    }
    let holder = wrapper ?? metadata
    let bound = outline.prefix(for: dublinCore, in: holder)
    let declaration = bound == nil ? " xmlns:dc=\"\(dublinCore)\"" : ""
    func element(_ local: String, _ text: String) -> [UInt8] {
      let name = XMLPart.qualified(bound ?? "dc", local)
      return part.indentation(in: holder) + Array("<\(name)\(declaration)>".utf8)
        + part.escaped(text) + Array("</\(name)>".utf8)
    }
    let subjects = outline.children(of: holder, dublinCore, "subject")
    let current = subjects.map { KeywordText.trimmed(outline.text(of: $0)) }
    let change = request.termChange(from: current)
    for (subject, text) in zip(subjects, current) where change.removed.contains(text) {
      part.remove(subject)
    }
    for term in change.added {
      part.append(element("subject", term), to: holder)
    }
    let types = outline.children(of: holder, dublinCore, "type")
    switch request.categoryChange(from: types.first.map { outline.text(of: $0) }) {
    case .keep: break
    case .remove: types.prefix(1).forEach { part.remove($0) }
    case .set(let value):
      if let type = types.first {
        part.setText(value, of: type)
      } else {
        part.append(element("type", value), to: holder)
      }
    }
    editFacets(&part, metadata, request)
  }

  /// `<meta name="parlance:Product" content="…"/>` for each facet.
  private static func editFacets(_ part: inout XMLPart, _ metadata: Int, _ request: TagRequest) {
    let outline = part.outline
    let namespace = outline.root.namespace
    let metas = outline.children(of: metadata, namespace, "meta")
    for property in request.properties {
      let name = FacetProperties.markupName(ofFacet: property.facet)
      let existing = metas.first { outline.value("name", of: $0) == name }
      switch property.change(from: existing.flatMap { outline.value("content", of: $0) }) {
      case .keep: continue
      case .remove:
        if let existing { part.remove(existing) }
      case .set(let value):
        if let existing, let content = outline.attribute("", "content", of: existing) {
          part.setValue(value, of: content)
        } else {
          let element = XMLPart.qualified(outline.elements[metadata].prefix, "meta")
          part.append(
            part.indentation(in: metadata) + Array("<\(element) name=\"\(name)\" content=\"".utf8)
              + part.escaped(value) + Array("\"/>".utf8), to: metadata)
        }
      }
    }
  }
}

extension FacetProperties {
  /// The name of a facet where names of many makers meet: `parlance:DocumentType`.
  package static func markupName(ofFacet key: String) -> String {
    xmpPrefix + ":" + propertyName(ofFacet: key)
  }
}

/// Changes an XMP packet: `dc:subject`, `pdf:Keywords` and Parlance's own properties.
///
/// Only these properties change; everything else in the packet keeps its bytes. Source: XMP
/// specification part 1 (ISO 16684-1), 7, and part 3 for PDF.
struct XMPWriting {
  /// What is written beside `dc:subject`.
  struct Options {
    /// Parlance's own properties, which PDF/A does not allow without a schema.
    var hasFacets = true
    /// The text for `pdf:Keywords`; `nil` leaves it alone.
    var pdfKeywords: String?
  }

  private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  private static let dublinCore = "http://purl.org/dc/elements/1.1/"
  private static let pdf = "http://ns.adobe.com/pdf/1.3/"
  private static let pdfaIdentification = "http://www.aiim.org/pdfa/ns/id/"

  private var part: XMLPart
  private let request: TagRequest
  private let descriptions: [Int]
  private let rdfElement: Int
  private var additions: [UInt8] = []

  /// Reads a packet.
  ///
  /// - Throws: `DocumentRefusal` if it is not RDF/XML.
  init(_ packet: [UInt8], _ request: TagRequest) throws(DocumentRefusal) {
    part = try XMLPart(packet, name: "XMP")
    self.request = request
    guard let root = part.outline.elements(Self.rdf, "RDF").first else {
      throw DocumentRefusal(.damaged, "the XMP packet has no rdf:RDF")
    }
    rdfElement = root
    descriptions = part.outline.children(of: root, Self.rdf, "Description")
  }

  /// Whether the packet says that the file is PDF/A.
  var isPDFA: Bool { !values(Self.pdfaIdentification, "part").isEmpty }

  /// The text of `pdf:Keywords`.
  var pdfKeywords: String? { values(Self.pdf, "Keywords").first }

  /// The packet with the changes; `nil` if everything stands there already.
  func changed(_ options: Options) throws(DocumentRefusal) -> [UInt8]? {
    var copy = self
    copy.editSubjects()
    if let keywords = options.pdfKeywords {
      copy.set(Self.pdf, "pdf", "Keywords") { $0 == keywords ? .keep : .set(keywords) }
    }
    if options.hasFacets {
      for property in request.properties {
        copy.set(FacetProperties.xmpNamespace, FacetProperties.xmpPrefix, property.lowerName) {
          property.change(from: $0)
        }
      }
    }
    copy.addDescription()
    return try copy.part.changedBytes()
  }

  /// A new packet; `nil` if there is nothing to say.
  static func packet(_ request: TagRequest, _ options: Options) throws(DocumentRefusal) -> [UInt8]?
  {
    let text = """
      <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
       <rdf:RDF xmlns:rdf="\(rdf)"></rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>
      """
    return try XMPWriting(Array(text.utf8), request).changed(options)
  }

  /// Whether a packet holds no property but an empty list of subjects.
  ///
  /// - Throws: `DocumentRefusal` if it is not RDF/XML.
  static func isEmpty(_ packet: [UInt8]) throws(DocumentRefusal) -> Bool {
    let packet = try XMPWriting(packet, TagRequest(TagValues()))
    let outline = packet.part.outline
    return outline.elements.indices.allSatisfy { index in
      let element = outline.elements[index]
      switch (element.namespace, element.local) {
      case ("adobe:ns:meta/", "xmpmeta"), (rdf, "RDF"), (dublinCore, "subject"), (rdf, "Bag"):
        return true
      case (rdf, "Description"):
        // Properties may be written as attributes, too; declarations of namespaces are none.
        return element.attributes.allSatisfy {
          $0.prefix == "xmlns" || $0.local == "xmlns" || $0.local == "about"
        }
      default: return false
      }
    }
  }

  // MARK: Properties

  private func values(_ namespace: String, _ local: String) -> [String] {
    descriptions.flatMap { description in
      part.outline.children(of: description, namespace, local).map { part.outline.text(of: $0) }
        + [part.outline.value(namespace, local, of: description)].compactMap { $0 }
    }
  }

  private mutating func set(
    _ namespace: String, _ prefix: String, _ local: String,
    _ change: (String?) -> TagRequest.PropertyChange
  ) {
    let outline = part.outline
    let elements = descriptions.flatMap { outline.children(of: $0, namespace, local) }
    let attribute = descriptions.lazy.compactMap { outline.attribute(namespace, local, of: $0) }
      .first
    switch change(values(namespace, local).first) {
    case .keep: return
    case .remove:
      if let element = elements.first { part.remove(element) }
      // Of an attribute the value alone can be changed here; empty, it says nothing.
      if let attribute { part.setValue("", of: attribute) }
    case .set(let value):
      if let element = elements.first {
        part.setText(value, of: element)
      } else if let attribute {
        part.setValue(value, of: attribute)
      } else {
        let name = "\(prefix):\(local)"
        additions +=
          Array("\n   <\(name) xmlns:\(prefix)=\"\(namespace)\">".utf8) + part.escaped(value)
          + Array("</\(name)>".utf8)
      }
    }
  }

  private mutating func editSubjects() {
    let outline = part.outline
    guard
      let subject = descriptions.lazy.compactMap({ description in
        outline.children(of: description, Self.dublinCore, "subject").first
      }).first
    else {
      let terms = request.terms(changing: [])
      guard !terms.isEmpty else { return }
      additions += Array("\n   <dc:subject xmlns:dc=\"\(Self.dublinCore)\">".utf8)
      additions += bag(terms) + Array("</dc:subject>".utf8)
      return
    }
    guard let list = outline.children(of: subject).first else {
      let current = outline.text(of: subject)
      let terms = request.terms(changing: current.allSatisfy(\.isWhitespace) ? [] : [current])
      if terms != [current], !terms.isEmpty { part.setContent(bag(terms), of: subject) }
      return
    }
    let items = outline.children(of: list, Self.rdf, "li")
    let current = items.map { outline.text(of: $0) }
    let change = request.termChange(from: current)
    for (item, text) in zip(items, current) where change.removed.contains(text) {
      part.remove(item)
    }
    let name =
      items.first.map { outline.elements[$0].qualifiedName } ?? outline.elements[list].prefix
      + ":li"
    for term in change.added {
      part.append(
        part.indentation(in: list) + Array("<\(name)>".utf8) + part.escaped(term)
          + Array("</\(name)>".utf8), to: list)
    }
  }

  private func bag(_ terms: [String]) -> [UInt8] {
    var result = Array("<rdf:Bag xmlns:rdf=\"\(Self.rdf)\">".utf8)
    for term in terms {
      result += Array("<rdf:li>".utf8) + part.escaped(term) + Array("</rdf:li>".utf8)
    }
    return result + Array("</rdf:Bag>".utf8)
  }

  /// Puts new properties into a description of their own, of the same resource.
  private mutating func addDescription() {
    guard !additions.isEmpty else { return }
    let about = descriptions.first.flatMap { part.outline.value(Self.rdf, "about", of: $0) } ?? ""
    let head = "\n  <rdf:Description xmlns:rdf=\"\(Self.rdf)\" rdf:about=\""
    part.append(
      Array(head.utf8) + part.escaped(about) + Array("\">".utf8) + additions
        + Array("\n  </rdf:Description>".utf8), to: rdfElement)
  }
}

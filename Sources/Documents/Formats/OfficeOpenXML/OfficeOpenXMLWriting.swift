internal import XMLReading

/// Writes tags into docx, xlsx, pptx and their relatives: custom properties, category, keywords.
///
/// The authority is `docProps/custom.xml`; `cp:category` and `cp:keywords` are a courtesy to other
/// programs. Parts are found by relationship, not by name. Source: ECMA-376 part 1, 15.2.12, and
/// part 2, 8 and 10; the strict variant's names from ISO/IEC 29500-1.
struct OfficeOpenXMLWriting {
  private var package: PackageParts
  private var relationships: XMLPart
  private var contentTypes: XMLPart
  private var newIdentifiers: Set<String> = []
  private let isStrict: Bool
  private let request: TagRequest

  private static let relationshipsName = "_rels/.rels"
  private static let contentTypesName = "[Content_Types].xml"
  private static let relationshipsNamespace =
    "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let contentTypesNamespace =
    "http://schemas.openxmlformats.org/package/2006/content-types"
  private static let coreNamespace =
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
  private static let propertySet = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

  private var customNamespace: String {
    isStrict
      ? "http://purl.oclc.org/ooxml/officeDocument/customProperties"
      : "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
  }

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws -> ByteEdits {
    var writing = try OfficeOpenXMLWriting(bytes, request)
    try writing.writeCustomProperties()
    try writing.writeCoreProperties()
    try writing.package.write(writing.relationships, to: relationshipsName)
    try writing.package.write(writing.contentTypes, to: contentTypesName)
    return try writing.package.edits()
  }

  private init(_ bytes: [UInt8], _ request: TagRequest) throws {
    self.request = request
    package = try PackageParts(bytes)
    guard let relationships = try package.xml(Self.relationshipsName),
      let contentTypes = try package.xml(Self.contentTypesName),
      relationships.outline.root.namespace == Self.relationshipsNamespace,
      contentTypes.outline.root.namespace == Self.contentTypesNamespace
    else { throw DocumentRefusal(.damaged, "not an Office Open XML package") }
    self.relationships = relationships
    self.contentTypes = contentTypes
    isStrict = relationships.outline.elements.indices.contains { index in
      relationships.outline.value("Type", of: index)?.hasPrefix("http://purl.oclc.org/ooxml/")
        ?? false
    }
  }

  // MARK: Custom properties

  private mutating func writeCustomProperties() throws {
    let ends = ["/custom-properties", "/customProperties"]
    if let name = try partName(ofTypeEndingIn: ends), let part = try package.xml(name) {
      var custom = part
      try editCustom(&custom)
      guard !custom.edits.isEmpty else { return }
      try package.write(custom, to: name)
      return
    }
    let properties = request.properties.filter { $0.value != nil }
    guard !properties.isEmpty else { return }
    let base = isStrict ? "http://purl.oclc.org/ooxml" : "http://schemas.openxmlformats.org"
    let types =
      base + (isStrict ? "/officeDocument/docPropsVTypes" : "/officeDocument/2006/docPropsVTypes")
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
    text += "<Properties xmlns=\"\(customNamespace)\" xmlns:vt=\"\(types)\">"
    // Numbers begin with 2: 0 and 1 are the dictionary and the code page of a property set (MS-OLEPS 2.18).
    for (index, property) in properties.enumerated() {
      text += Self.property(property, identifier: index + 2, prefix: "", typePrefix: "vt")
    }
    text += "</Properties>"
    try addPart(
      "docProps/custom", Array(text.utf8),
      contentType: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
      relationship: isStrict
        ? "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties"
        : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties")
  }

  private func editCustom(_ part: inout XMLPart) throws {
    let outline = part.outline
    let namespace = outline.root.namespace
    guard outline.root.local == "Properties",
      namespace.hasSuffix("/custom-properties") || namespace.hasSuffix("/customProperties")
    else { throw DocumentRefusal(.damaged, "the part of custom properties is another") }
    let elements = outline.children(of: 0, namespace, "property")
    var identifiers = PropertyIdentifiers(elements.compactMap { outline.value("pid", of: $0) })
    for property in request.properties {
      // Property sets compare names without case (MS-OLEPS): two spellings would be one property twice.
      let existing = elements.filter {
        outline.value("name", of: $0)?.lowercased() == property.name.lowercased()
      }
      let current = existing.first.map { outline.text(ofFirstChildOf: $0) }
      switch property.change(from: current) {
      case .keep: continue
      case .remove: existing.forEach { part.remove($0) }
      case .set(let value) where existing.isEmpty:
        let added = newProperty(property, value, identifiers.next(), outline)
        part.append(part.indentation(in: 0) + added, to: 0)
      case .set(let value):
        for element in existing { Self.setValue(value, of: element, in: &part) }
      }
    }
  }

  private func newProperty(
    _ property: TagRequest.Property, _ value: String, _ identifier: Int, _ outline: XMLOutline
  ) -> [UInt8] {
    let types =
      outline.root.namespace.hasSuffix("/customProperties")
      ? "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes"
      : "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    if let bound = outline.prefix(for: types, in: 0) {
      return Array(
        Self.property(
          property, identifier: identifier, prefix: outline.root.prefix, typePrefix: bound
        ).utf8)
    }
    return Array(
      Self.property(
        property, identifier: identifier, prefix: outline.root.prefix, typePrefix: "vt",
        declaring: types
      ).utf8)
  }

  private static func setValue(_ value: String, of element: Int, in part: inout XMLPart) {
    let outline = part.outline
    let children = outline.children(of: element)
    if let child = children.first, children.count == 1, outline.elements[child].local == "lpwstr" {
      part.setText(value, of: child)
      return
    }
    // A property of another type, such as `vt:i4`, would not hold a label.
    let types =
      outline.root.namespace.hasSuffix("/customProperties")
      ? "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes"
      : "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    part.setContent(
      Array("<vt:lpwstr xmlns:vt=\"\(types)\">".utf8) + part.escaped(value)
        + Array("</vt:lpwstr>".utf8), of: element)
  }

  private static func property(
    _ property: TagRequest.Property, identifier: Int, prefix: String, typePrefix: String,
    declaring namespace: String? = nil
  ) -> String {
    let element = XMLPart.qualified(prefix, "property")
    let type = XMLPart.qualified(typePrefix, "lpwstr")
    let declaration = namespace.map { " xmlns:\(typePrefix)=\"\($0)\"" } ?? ""
    let name = String(decoding: XMLText.escaped(property.name), as: UTF8.self)
    let value = String(
      decoding: XMLText.escaped(property.value ?? "", asciiOnly: true), as: UTF8.self)
    return "<\(element) fmtid=\"\(propertySet)\" pid=\"\(identifier)\" name=\"\(name)\">"
      + "<\(type)\(declaration)>\(value)</\(type)></\(element)>"
  }

  // MARK: Core properties

  private mutating func writeCoreProperties() throws {
    if let name = try partName(ofTypeEndingIn: ["/metadata/core-properties"]),
      var core = try package.xml(name)
    {
      guard core.outline.root.local == "coreProperties",
        core.outline.root.namespace == Self.coreNamespace
      else { throw DocumentRefusal(.damaged, "the part of core properties is another") }
      editCore(&core, "category") { request.categoryChange(from: $0) }
      editCore(&core, "keywords") { keywordsChange(from: $0 ?? "") }
      editKeywordValues(&core)
      guard !core.edits.isEmpty else { return }
      try package.write(core, to: name)
      return
    }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
    text += "<cp:coreProperties xmlns:cp=\"\(Self.coreNamespace)\""
    text += " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
    let before = text.count
    if case .set(let value) = keywordsChange(from: "") { text += Self.element("keywords", value) }
    if case .set(let value) = request.categoryChange(from: nil) {
      text += Self.element("category", value)
    }
    guard text.count > before else { return }
    try addPart(
      "docProps/core", Array((text + "</cp:coreProperties>").utf8),
      contentType: "application/vnd.openxmlformats-package.core-properties+xml",
      relationship:
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties")
  }

  private func keywordsChange(from current: String) -> TagRequest.PropertyChange {
    var list = KeywordText(current, separator: ";")
    list.apply(request)
    return list.text == current ? .keep : .set(list.text)
  }

  private func editCore(
    _ part: inout XMLPart, _ local: String, _ change: (String?) -> TagRequest.PropertyChange
  ) {
    let existing = part.outline.children(of: 0, Self.coreNamespace, local).first
    // Keywords in elements of their own stay so.
    if let existing, !part.outline.children(of: existing).isEmpty { return }
    switch change(existing.map { part.outline.text(of: $0) }) {
    case .keep: return
    case .remove:
      if let existing { part.remove(existing) }
    case .set(let value):
      if let existing {
        part.setText(value, of: existing)
      } else {
        let name = XMLPart.qualified(part.outline.root.prefix, local)
        part.append(
          part.indentation(in: 0) + Array("<\(name)>".utf8) + part.escaped(value)
            + Array("</\(name)>".utf8), to: 0)
      }
    }
  }

  /// Changes keywords that stand in elements of their own, one for each language or term (ISO 29500-2, `CT_Keywords`).
  private func editKeywordValues(_ part: inout XMLPart) {
    let outline = part.outline
    guard let list = outline.children(of: 0, Self.coreNamespace, "keywords").first else { return }
    let values = outline.children(of: list)
    guard !values.isEmpty else { return }
    let obsolete = Set(request.obsoleteKeywords)
    let texts = values.map { KeywordText.trimmed(outline.text(of: $0)) }
    for (value, text) in zip(values, texts) where obsolete.contains(text) { part.remove(value) }
    let present = Set(([outline.text(of: list)] + texts).flatMap { KeywordText($0).terms })
    let name = XMLPart.qualified(outline.root.prefix, "value")
    for term in request.wantedKeywords where !present.contains(term) && !texts.contains(term) {
      part.append(Array("<\(name)>".utf8) + part.escaped(term) + Array("</\(name)>".utf8), to: list)
    }
  }

  private static func element(_ local: String, _ value: String) -> String {
    "<cp:\(local)>\(String(decoding: XMLText.escaped(value), as: UTF8.self))</cp:\(local)>"
  }

  // MARK: Package

  /// The name of the part that the package itself relates to by a type with one of these ends.
  private func partName(ofTypeEndingIn ends: [String]) throws -> String? {
    let outline = relationships.outline
    let found = outline.children(of: 0, Self.relationshipsNamespace, "Relationship").filter {
      index in
      guard let type = outline.value("Type", of: index) else { return false }
      return ends.contains { type.hasSuffix($0) }
        && outline.value("TargetMode", of: index) != "External"
    }
    let targets = found.compactMap { outline.value("Target", of: $0).map(Self.resolved) }
    let names = try targets.filter { try package.entry($0) != nil }
    guard Set(names).count <= 1 else {
      throw DocumentRefusal(.damaged, "two parts of the same properties: \(names.sorted())")
    }
    return names.first
  }

  /// A target of the package's relationships as a part name.
  private static func resolved(_ target: String) -> String {
    var parts: [Substring] = []
    for piece in target.split(separator: "/") where piece != "." {
      if piece == ".." { _ = parts.popLast() } else { parts.append(piece) }
    }
    return parts.joined(separator: "/")
  }

  private mutating func addPart(
    _ stem: String, _ content: [UInt8], contentType: String, relationship: String
  ) throws {
    var name = stem + ".xml"
    var number = 1
    while try package.entry(name) != nil {
      number += 1
      name = "\(stem)\(number).xml"
    }
    try package.write(content, to: name)
    addOverride(name, contentType)
    addRelationship(name, relationship)
  }

  private mutating func addOverride(_ name: String, _ contentType: String) {
    let outline = contentTypes.outline
    let existing = outline.children(of: 0, Self.contentTypesNamespace, "Override").first {
      outline.value("PartName", of: $0)?.lowercased() == "/" + name.lowercased()
    }
    if let existing, let type = outline.attribute("", "ContentType", of: existing) {
      if outline.value("ContentType", of: existing) != contentType {
        contentTypes.setValue(contentType, of: type)
      }
      return
    }
    let element = XMLPart.qualified(outline.root.prefix, "Override")
    contentTypes.append(
      Array("<\(element) PartName=\"/\(name)\" ContentType=\"\(contentType)\"/>".utf8), to: 0)
  }

  private mutating func addRelationship(_ name: String, _ type: String) {
    let outline = relationships.outline
    let used = Set(outline.elements.indices.compactMap { outline.value("Id", of: $0) })
    var number = used.count + 1
    while used.contains("rId\(number)") || newIdentifiers.contains("rId\(number)") { number += 1 }
    newIdentifiers.insert("rId\(number)")
    let element = XMLPart.qualified(outline.root.prefix, "Relationship")
    // A dangling relationship of the same type would make two of them: it is given the new target.
    let dangling = outline.children(of: 0, Self.relationshipsNamespace, "Relationship").first {
      outline.value("Type", of: $0) == type && outline.value("TargetMode", of: $0) != "External"
    }
    if let dangling, let target = outline.attribute("", "Target", of: dangling) {
      relationships.setValue(name, of: target)
      return
    }
    relationships.append(
      Array("<\(element) Id=\"rId\(number)\" Type=\"\(type)\" Target=\"\(name)\"/>".utf8), to: 0)
  }
}

/// The `pid` numbers of custom properties: new ones follow the highest, as Office numbers them.
///
/// Source: ECMA-376 part 1, 22.3.2.2: a 32-bit integer, of which 0 and 1 are reserved.
struct PropertyIdentifiers {
  private static let valid = 2..<Int(Int32.max)
  private var used: Set<Int>
  private var highest: Int

  /// The numbers in use; what is not one is passed over.
  init(_ values: [String]) {
    used = Set(values.compactMap { Int($0) }.filter(Self.valid.contains))
    highest = used.max() ?? Self.valid.lowerBound - 1
  }

  /// A number that no property has yet.
  mutating func next() -> Int {
    var number = highest + 1
    if !Self.valid.contains(number) {
      number = Self.valid.lowerBound
      while used.contains(number) { number += 1 }
    }
    used.insert(number)
    highest = max(highest, number)
    return number
  }
}

extension XMLOutline {
  /// The text of an element's first child, or its own if it has none.
  fileprivate func text(ofFirstChildOf element: Int) -> String {
    text(of: children(of: element).first ?? element)
  }
}

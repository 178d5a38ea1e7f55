import Foundation
import TestSupport

/// A share of a few documents with a vocabulary of its own, so that nothing depends on the samples.
enum RetagShare {
  static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
        <concept id="type/price-list"><name>Price list</name><alias>Pricelist</alias></concept>
      </scheme>
      <scheme id="product">
        <title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former></concept>
      </scheme>
    </vocabulary>
    """

  static func make() throws -> Tool {
    let tool = try Tool()
    try tool.write(vocabulary, to: "v.xml")
    _ = try tool.run("import", "v.xml")
    try tool.write(
      "<html><head><title>Brochure: Acme Vault</title></head><body><h1>Acme Vault</h1>"
        + "<p>Acme Vault keeps what must be kept. 2008-03-01.</p></body></html>",
      to: "share/sales/flyer.html")
    try tool.write(
      "---\ntitle: Price list Harbor Archive 2011\n---\n# Price list\n\nHarbor Archive: 100\n",
      to: "share/prices.md")
    try tool.write("Nothing in particular.\n", to: "share/notes.md")
    try tool.write("", to: "share/empty.docx")
    return tool
  }

  static func contents(_ tool: Tool) throws -> [String: Data] {
    try fileContents(below: tool.folder.appendingPathComponent("share"))
  }

  static func tags(_ result: Tool.Result) throws -> [String: [String]] {
    var tags: [String: [String]] = [:]
    for object in try result.objects() {
      let changes = object["changes"] as? [[String: Any]] ?? []
      tags[object["path"] as? String ?? ""] = changes.flatMap { $0["new"] as? [String] ?? [] }
    }
    return tags
  }

  /// Adds documents that each get a type and a product.
  static func add(_ count: Int, to tool: Tool) throws {
    for index in 0..<count {
      try tool.write(
        "---\ntitle: Brochure Harbor Archive \(index)\n---\n# Brochure\n\nHarbor Archive: \(index)\n",
        to: "share/many/\(index).md")
    }
  }

  /// The names of temporary files that were left behind anywhere in the share.
  static func leftovers(_ tool: Tool) throws -> [String] {
    let share = tool.folder.appendingPathComponent("share")
    return try FileManager.default.subpathsOfDirectory(atPath: share.path)
      .filter { $0.hasSuffix(".tmp") }
  }
}

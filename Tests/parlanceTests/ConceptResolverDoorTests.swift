import Foundation
import Testing

/// Every command that takes a label for a concept is asked the same labels.
struct ConceptResolverDoorTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      <scheme id="product"><title>Products</title>
        <concept id="product/content"><name>Harbor Content</name>
          <name xml:lang="de">Harbor Inhalte</name>
          <abbreviation>HCX</abbreviation><misspelling>Harbour Contend</misspelling>
          <code>P-4711</code><code>77</code>
          <former until="2009-06-30">Acme Store</former></concept>
        <concept id="product/docstore" deprecated="2011"><name>Harbor DocStore</name>
          <successor ref="product/content"/></concept>
        <concept id="product/vault"><name>Harbor Vault</name><alias>Twin</alias></concept>
        <concept id="product/safe"><name>Harbor Safe</name><alias>Twin</alias></concept>
      </scheme>
    </vocabulary>
    """

  private static let content = "https://id.example/product/content"

  /// How a command is asked, and what it answers: the one concept, or none if it is not sure.
  enum Door: String, CaseIterable {
    case show, index, filter, normalize, category, facet
  }

  private static let labels: [(label: String, concept: String?)] = [
    ("Harbor Content", content), ("harbor content", content), ("HARBOR CONTENT", content),
    ("Acme Store", content), ("HCX", content), ("Harbour Contend", content),
    ("Harbor DocStore", content), ("Harbor Inhalte", content), ("P-4711", content),
    ("77", content), (content, content), ("https://id.example/product/docstore", content),
    ("Twin", nil), ("Nothing like that", nil),
  ]

  @Test(arguments: Door.allCases)
  func `every door gives one answer to a label`(door: Door) throws {
    // Only of a scheme of which a document takes one is a category field resolved as a whole.
    let tool = try Tool(
      vocabulary: door == .category
        ? Self.vocabulary.replacingOccurrences(
          of: "<scheme id=\"product\">", with: "<scheme id=\"product\" assign=\"one\">")
        : Self.vocabulary)
    for (label, concept) in Self.labels {
      #expect(try answer(door, label, tool) == concept, "\(door) of \(label)")
    }
  }

  private func answer(_ door: Door, _ label: String, _ tool: Tool) throws -> String? {
    switch door {
    case .show:
      let object = try tool.run("show", label, "--format", "json").object()
      guard object["outcome"] as? String == "match" else { return nil }
      let shown = object["concept"] as? [String: Any]
      return (shown?["current"] as? [[String: Any]])?.first?["uri"] as? String
    case .index: return try indexed(label, tool)
    case .filter: return try found(label, tool)
    case .normalize:
      let result = try tool.run(["normalize", "--format", "jsonl"], input: label + "\n").objects()
      guard result.first?["outcome"] as? String == "accepted" else { return nil }
      return result.first?["concept"] as? String
    case .category, .facet: return try tagged(door, label, tool)
    }
  }

  /// The concept that a facet of an exported document gets.
  private func indexed(_ label: String, _ tool: Tool) throws -> String? {
    let document = try json(["id": "d", "text": "word", "facets": ["product": [label]]])
    _ = try tool.run(["index", "--replace", "-"], input: document)
    let hit = try tool.run("search", "word", "--format", "jsonl").objects().first
    let tags = (hit?["facets"] as? [String: Any] ?? hit?["tags"] as? [String: Any])?["product"]
    let value = (tags as? [Any])?.first
    return (value as? [String: Any])?["concept"] as? String
  }

  /// The concept of the documents that a filter finds, if it finds those of one only.
  private func found(_ label: String, _ tool: Tool) throws -> String? {
    let uris = ["content", "vault", "safe"].map { "https://id.example/product/\($0)" }
    let lines = try uris.map { try json(["id": $0, "text": "word", "tags": [$0]]) }
    _ = try tool.run(["index", "--replace", "-"], input: lines.joined())
    let hits = try tool.run("search", "word", "--facet", "product=\(label)", "--format", "jsonl")
    let found = hits.status == 0 ? try hits.objects().compactMap { $0["id"] as? String } : []
    return found.count == 1 ? found.first : nil
  }

  /// The concept that a document is tagged with whose metadata bear the label.
  private func tagged(_ door: Door, _ label: String, _ tool: Tool) throws -> String? {
    try? FileManager.default.removeItem(at: tool.folder.appendingPathComponent("share"))
    let field = door == .facet ? "product" : "category"
    try tool.write("---\n\(field): \"\(label)\"\n---\nText.\n", to: "share/a.md")
    let result = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    let changes = try result.objects().first?["changes"] as? [[String: Any]] ?? []
    return changes.flatMap { $0["new"] as? [String] ?? [] }.first
  }

  private func json(_ object: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self) + "\n"
  }
}

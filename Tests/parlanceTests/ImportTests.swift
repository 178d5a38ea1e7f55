import Foundation
import TestSupport
import Testing

struct ImportTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
      </scheme>
    </vocabulary>
    """

  /// Every file of the workspace with its content.
  private func workspace(_ tool: Tool) throws -> [String: Data] {
    try fileContents(below: tool.folder.appendingPathComponent(".parlance"))
  }

  @Test func `makes a workspace and counts what was imported`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.vocabulary, to: "v.xml")
    let result = try tool.run("import", "v.xml", "--format", "jsonl")
    #expect(result.status == 0)
    let scheme = try #require(try result.objects().first)
    #expect(scheme["title"] as? String == "Types")
    #expect(scheme["concepts"] as? Int == 1)
    #expect(scheme["labels"] as? Int == 2)
    #expect(FileManager.default.fileExists(atPath: tool.folder.path + "/.parlance"))
  }

  @Test func `several files make one vocabulary, and the same file again changes nothing`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.vocabulary, to: "v.xml")
    try tool.write(
      Self.vocabulary.replacingOccurrences(of: "type", with: "kind"), to: "w.xml")
    let first = try tool.run("import", "v.xml", "w.xml", "--format", "jsonl")
    #expect(try first.objects().count == 2)
    let before = try workspace(tool)
    let second = try tool.run("import", "v.xml", "--format", "jsonl")
    #expect(try second.objects().count == 2)
    let after = try workspace(tool)
    #expect(before.keys.sorted() == after.keys.sorted())
    let third = try tool.run("import", "v.xml", "--replace", "--format", "jsonl")
    #expect(try third.objects().count == 1)
  }

  @Test(arguments: [
    ("cut short", "<vocabulary xmlns=\"urn:parlance:vocabulary:1\"><scheme id=\"a\">"),
    ("no XML", "Brochure, Flyer\n"),
    ("empty", ""),
    ("another root", "<html><body/></html>"),
    (
      "an unknown element",
      "<vocabulary xmlns=\"urn:parlance:vocabulary:1\" base=\"urn:x:\"><x/></vocabulary>"
    ),
    ("not in its encoding", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><vocabulary/>"),
  ])
  func `a bad file is an error with its place, and the workspace stays as it was`(
    name: String, text: String
  ) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.vocabulary, to: "v.xml")
    _ = try tool.run("import", "v.xml")
    let before = try workspace(tool)
    try tool.write(text, to: "bad.xml")
    let result = try tool.run("import", "v.xml", "bad.xml")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("bad.xml:"), "\(result.errors)")
    #expect(try workspace(tool) == before)
  }
}

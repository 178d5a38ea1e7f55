import Dispatch
import Foundation
import Synchronization
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

  @Test func `a dash is standard input, known by that name`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    for _ in 1...2 {
      let result = try tool.run("import", "-", "--format", "json", input: Self.vocabulary)
      #expect(result.status == 0)
      #expect(result.output.contains("\"standard input\""))
    }
    let wrong = try tool.run("import", "-", input: "<vocabulary")
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("standard input:1:"))
  }

  @Test func `a folder made for an import that fails is gone again`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("<vocabulary", to: "v.xml")
    for file in ["v.xml", "missing.xml"] {
      #expect(try tool.run("import", file, "--workspace", "new").status == 2)
      #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/new"))
    }
    try FileManager.default.createDirectory(
      at: tool.folder.appendingPathComponent("old"), withIntermediateDirectories: false)
    #expect(try tool.run("import", "v.xml", "--workspace", "old").status == 2)
    #expect(FileManager.default.fileExists(atPath: tool.folder.path + "/old"))
  }

  @Test func `a source that changes while it is read is refused`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.vocabulary, to: "v.xml")
    let path = tool.folder.path + "/v.xml"
    final class Flag: Sendable { let isSet = Atomic<Bool>(false) }
    let isOver = Flag()
    let queue = DispatchQueue(label: "touch")
    queue.async {
      var seconds = 1.0
      while !isOver.isSet.load(ordering: .relaxed) {
        seconds += 1
        try? FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
      }
    }
    defer {
      isOver.isSet.store(true, ordering: .relaxed)
      queue.sync {}
    }
    let result = try tool.run("import", "v.xml")
    #expect(result.status == 2)
    #expect(result.errors.contains("v.xml"))
    #expect(result.errors.contains("changed"))
    let snapshot = tool.folder.path + "/.parlance/vocabulary.snapshot"
    #expect(!FileManager.default.fileExists(atPath: snapshot))
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

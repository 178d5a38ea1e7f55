import Foundation
import TestSupport
import Testing

/// Word vectors of a workspace, from files to the answers of a search.
struct VectorsTests {
  private static let documents = """
    {"id":"money","text":"The price of a lift ticket, the price of a day."}
    {"id":"flying","text":"A lift for the glider, and the sailplane."}
    """

  /// Eight numbers for each of four words: two of flying, two of money.
  private static func writeModel(to tool: Tool) throws {
    let rows: [[Float]] = [
      [1, 0, 0, 0, 0, 0, 0, 0], [0.9, 0.1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0],
      [0.1, 0.9, 0, 0, 0, 0, 0, 0],
    ]
    let header = #"{"e":{"dtype":"F32","shape":[4,8],"data_offsets":[0,128]}}"#
    var bytes = Data((0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) })
    bytes += Data(header.utf8)
    for number in rows.joined() {
      bytes += Data((0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * $0)) })
    }
    try bytes.write(to: tool.folder.appendingPathComponent("m.safetensors"))
    try tool.write(
      #"{"model":{"vocab":{"▁glider":0,"▁sailplane":1,"▁price":2,"▁cost":3}}}"#, to: "t.json")
  }

  @Test func `vectors are installed from two files, count in a search, and are removed`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try Self.writeModel(to: tool)
    try tool.write(Self.documents + "\n", to: "documents.jsonl")
    #expect(try tool.run("index", "documents.jsonl").status == 0)
    func explained() throws -> Bool {
      try tool.run("search", "lift cost", "--explain").output.contains("near in meaning")
    }
    #expect(try !explained())
    let installed = try tool.run("vectors", "install", "t.json", "m.safetensors")
    #expect(installed.status == 0, "\(installed.errors)")
    #expect(installed.errors.contains("4 pieces of words, 8 numbers each"))
    #expect(installed.errors.contains("built anew: 2 documents"))
    #expect(try explained())
    #expect(try tool.run("search", "lift cost", "--format", "paths").output.hasPrefix("money"))
    #expect(try tool.run("search", "lift cost", "--count").output == "2\n")
    #expect(try tool.run("vectors", "remove").status == 0)
    #expect(try !explained())
    #expect(try tool.run("index", "documents.jsonl").status == 0)
    #expect(try tool.run("search", "lift cost", "--count").output == "2\n")
    #expect(try tool.run("vectors", "remove").status == 1)
  }

  @Test func `files that are no vectors change nothing`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try Self.writeModel(to: tool)
    #expect(try tool.run("vectors", "install", "t.json").status != 0)
    #expect(try tool.run("vectors", "install", "t.json", "t.json").errors.contains("two files"))
    #expect(try tool.run("vectors", "install", "t.json", "absent").errors.contains("absent"))
    #expect(
      try tool.run("vectors", "install", "t.json", "m.safetensors", "--dimensions", "7").status != 0
    )
    try tool.write(#"{"model":{"vocab":{"▁glider":9}}}"#, to: "other.json")
    let other = try tool.run("vectors", "install", "other.json", "m.safetensors")
    #expect(other.status != 0)
    #expect(other.errors.contains("are both of one model?"))
    #expect(
      !FileManager.default.fileExists(
        atPath: tool.folder.appendingPathComponent(".parlance/vectors.model").path))
  }
}

import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import ParlanceKit

/// Tags compared with documents whose right tags are known.
struct TagScoringTests {
  private static let archive = "https://id.example/product/archive"
  private static let brochure = "https://id.example/type/brochure"

  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "v.xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
        <scheme id="type" assign="one"><title>Types</title>
          <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept></scheme>
        <scheme id="product"><title>Products</title>
          <concept id="product/archive"><name>Harbor Archive</name></concept></scheme>
      </vocabulary>
      """)
    workspace = try Workspace(root: folder.path)
    _ = try workspace.sources.importing([folder.url(of: "v.xml").path])
  }

  private func scoring(
    _ lines: [String], limit: Int? = nil, anyOrder: Bool = false
  ) throws -> TagScoring {
    try folder.write("gold.jsonl", lines.map { $0 + "\n" }.joined())
    return try TagScoring(
      workspace, gold: folder.url(of: "gold.jsonl").path, limit: limit, anyOrder: anyOrder)
  }

  private static func line(_ id: String, _ text: String, _ tags: String...) -> String {
    let list = tags.map { #""\#($0)""# }.joined(separator: ",")
    return #"{"id":"\#(id)","title":"\#(text)","text":"\#(text). \#(text).","tags":[\#(list)]}"#
  }

  private static let lines = [
    line("1", "Harbor Archive", archive), line("2", "Brochure", brochure),
    line("3", "Harbor Archive Brochure", archive, brochure), line("4", "Lunch on Monday", archive),
  ]

  /// The values of the records that begin with some names.
  private static func value(_ records: [[JSONValue]], _ names: JSONValue...) -> Double? {
    records.first { Array($0.prefix(names.count)) == names }?[names.count].double
  }

  // MARK: Figures

  @Test func `figures are about as many documents as the file has, and lie within their intervals`()
    throws
  {
    let records = try scoring(Self.lines).records(by: .all, folds: nil)
    #expect(records.first == ["documents", 4, .null, .null])
    #expect(records.count > 3)
    for record in records.dropFirst() {
      let values = record.dropFirst().compactMap(\.double)
      try #require(values.count == 3, "\(record)")
      #expect(values[1] <= values[0] && values[0] <= values[2], "\(record)")
      #expect(values.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test func `each scheme has its own figures, told by its key`() throws {
    let records = try scoring(Self.lines).records(by: .scheme, folds: nil)
    #expect(Set(records.map { $0[0] }) == ["type", "product"])
    for key in ["type", "product"] as [JSONValue] {
      #expect(Self.value(records, key, "documents") != nil)
    }
  }

  @Test func `a concept's counts add up: right ones are given and wanted`() throws {
    let records = try scoring(Self.lines).records(by: .concept, folds: nil)
    let columns = TagScoring.columns(by: .concept).map(\.name)
    func number(_ record: [JSONValue], _ name: String) throws -> Int {
      let column = try #require(columns.firstIndex(of: name))
      return try #require(record[column].integer)
    }
    for record in records {
      let (right, given) = (try number(record, "right"), try number(record, "given"))
      let wanted = try number(record, "wanted")
      #expect(right <= min(given, wanted), "\(record)")
    }
    let archive = try #require(records.first { $0[1] == .string(Self.archive) })
    #expect(archive[0] == "Harbor Archive")
    #expect(try number(archive, "wanted") == 3)
    #expect(try number(archive, "right") == 2)
  }

  @Test(arguments: TagScoring.Grouping.allCases)
  func `records have the columns that are promised`(grouping: TagScoring.Grouping) throws {
    let records = try scoring(Self.lines).records(by: grouping, folds: nil)
    #expect(!records.isEmpty)
    #expect(records.allSatisfy { $0.count == TagScoring.columns(by: grouping).count })
  }

  @Test(arguments: [2, 3, 4, 7]) func `parts of the file give the same figures each time`(
    folds: Int
  ) throws {
    let scoring = try scoring(Self.lines)
    let first = try scoring.records(by: .all, folds: folds)
    #expect(first.first?[1] == 4, "each document is tested once, whatever the number of parts")
    #expect(try scoring.records(by: .all, folds: folds) == first)
  }

  @Test func `with a limit only so many of the best count`() throws {
    let all = try scoring(Self.lines).records(by: .concept, folds: nil)
    let one = try scoring(Self.lines, limit: 1).records(by: .concept, folds: nil)
    func given(_ records: [[JSONValue]]) -> Int {
      records.reduce(0) { $0 + ($1[$1.count - 2].integer ?? 0) }
    }
    #expect(given(one) < given(all))
    #expect(given(one) <= 4)
  }

  @Test func `no document is no figure but none`() throws {
    let records = try scoring([]).records(by: .all, folds: nil)
    #expect(records.first == ["documents", 0, .null, .null])
    #expect(try scoring([]).records(by: .concept, folds: nil).isEmpty)
  }

  // MARK: Files

  @Test func `tags that are no concepts are left out, and told with one of them`() throws {
    let strange = "https://id.example/none"
    let scoring = try scoring([Self.line("1", "Harbor Archive", Self.archive, strange)])
    let warning = try #require(scoring.warning)
    #expect(warning.hasPrefix("1 tags") && warning.contains(strange))
    #expect(try self.scoring(Self.lines).warning == nil)
    let gold = try TagGold(folder.url(of: "gold.jsonl").path, in: workspace.vocabularies.current())
    #expect(gold.tagCount == 5 && gold.examples.count == 4)
  }

  @Test(arguments: [
    "{", "[]", #"{"text":7}"#,
    #"{"id":"x","text":"a","tags":[1]}"#,
  ])
  func `a line that is no document is told by its place`(line: String) throws {
    let error = try #require(throws: TagGold.LineError.self) {
      try scoring([Self.lines[0], "", line])
    }
    #expect(error.line == 3)
    #expect("\(error)".contains("gold.jsonl:3: error: "))
    #expect(!error.message.isEmpty)
  }
}

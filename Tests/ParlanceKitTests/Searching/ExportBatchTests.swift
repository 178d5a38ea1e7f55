import JSONCoding
import Searching
import Testing

@testable import ParlanceKit

/// Lines of an export read side by side: each its document or its error, in their order.
struct ExportBatchTests {
  private static func read(_ lines: [String]) -> [Result<IndexDocument, LocatedError>] {
    var batch = ExportBatch(file: "export.jsonl")
    for (number, line) in lines.enumerated() {
      batch.add(Array(line.utf8)[...], number: number + 1)
    }
    return batch.read()
  }

  private static func ids(_ results: [Result<IndexDocument, LocatedError>]) -> [String?] {
    results.map { try? $0.get().id }
  }

  @Test(arguments: [0, 1, 63, 64, 65, 1000]) func `documents come in the order of their lines`(
    count: Int
  ) {
    let results = Self.read((0..<count).map { #"{"id":"d\#($0)","text":"x"}"# })
    #expect(Self.ids(results) == (0..<count).map { "d\($0)" })
  }

  @Test func `a line that is none is an error with its place, and the others are read`() throws {
    let results = Self.read([
      #"{"id":"a","text":"x"}"#, "{", #"{"text":"no name"}"#, "[]", #"{"id":"b","text":"y"}"#,
    ])
    #expect(Self.ids(results) == ["a", nil, nil, nil, "b"])
    let errors = results.compactMap { result -> LocatedError? in
      if case .failure(let error) = result { error } else { nil }
    }
    #expect(errors.map(\.line) == [2, 3, 4])
    #expect(errors.allSatisfy { $0.path == "export.jsonl" && !$0.message.isEmpty })
    // Only what is no JSON has a place within its line.
    #expect(errors[0].column != nil)
  }

  @Test(arguments: ["", "  ", "\t", "\r", " \r"]) func `blank lines are no documents`(line: String)
  {
    let results = Self.read([line, #"{"id":"a","text":"x"}"#, line])
    #expect(Self.ids(results) == ["a"])
  }

  @Test func `a batch is full by its lines or by their bytes, and empty once it was read`() {
    var batch = ExportBatch(file: "x")
    let line = Array(#"{"id":"a","text":"x"}"#.utf8)[...]
    for number in 1...4095 { batch.add(line, number: number) }
    #expect(!batch.isFull)
    batch.add([0x20], number: 4096)
    #expect(!batch.isFull, "a blank line is none")
    batch.add(line, number: 4097)
    #expect(batch.isFull)
    #expect(batch.read().count == 4096)
    #expect(!batch.isFull)
    #expect(batch.read().isEmpty)
    batch.add([UInt8](repeating: 0x20, count: 16 << 20) + [0x7B], number: 1)
    #expect(batch.isFull)
  }
}

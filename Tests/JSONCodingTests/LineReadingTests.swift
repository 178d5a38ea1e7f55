import Foundation
import RandomNumbers
import TestSupport
import Testing

@testable import JSONCoding

/// Lines of descriptors, held against splitting the whole text.
struct LineReadingTests {
  /// The lines of a text by the rule: each ends with a line feed, with a carriage return before it or without.
  private func lines(of bytes: [UInt8], endingWith terminator: UInt8 = 10) -> [[UInt8]] {
    var parts = bytes.split(separator: terminator, omittingEmptySubsequences: false).map(Array.init)
    if parts.last == [] { parts.removeLast() }
    guard terminator == 10 else { return parts }
    return parts.map { $0.last == 13 ? Array($0.dropLast()) : $0 }
  }

  private func text(_ numbers: inout SeededGenerator, _ letters: [UInt8]) -> [UInt8] {
    (0..<numbers.next(below: 80)).map { _ in letters[numbers.next(below: letters.count)] }
  }

  private func withDescriptor<Result>(
    of bytes: [UInt8], _ body: (Int32) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    try folder.write("input", bytes)
    let file = try FileHandle(forReadingFrom: folder.url(of: "input"))
    defer { try? file.close() }
    return try body(file.fileDescriptor)
  }

  @Test(arguments: 1...3, [UInt8(10), 0])
  func `lines are those of the whole text`(seed: UInt64, terminator: UInt8) throws {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let bytes = text(&numbers, [0x61, 0x0A, 0x0D, 0x00, 0xFF])
      try withDescriptor(of: bytes) { descriptor in
        var reader = DescriptorLines(descriptor, terminator: terminator)
        #expect(reader.isRepeatable)
        for _ in 0..<2 {
          var found: [[UInt8]] = []
          while let line = try reader.next() { found.append(line) }
          #expect(found == lines(of: bytes, endingWith: terminator))
          #expect(reader.count == found.count)
          try reader.restart()
        }
      }
    }
  }

  @Test(arguments: [0, 1, 5, 65_535, 65_536, 65_537, 100_000])
  func `a line of just the limit is read, a longer one is not`(limit: Int) throws {
    let line = String(repeating: "x", count: limit)
    for end in ["", "\n", "\nnext"] {
      try withDescriptor(of: Array((line + end).utf8)) { descriptor in
        var reader = DescriptorLines(descriptor, limit: limit)
        let found = try reader.next()
        #expect(found?.count == (limit == 0 && end.isEmpty ? nil : limit))
      }
      try withDescriptor(of: Array(("a\n" + line + "y" + end).utf8)) { descriptor in
        var reader = DescriptorLines(descriptor, limit: max(1, limit))
        #expect(try reader.next() == [0x61])
        guard limit > 0 else { return }
        #expect(throws: DescriptorLinesError.lineTooLong(line: 2, limit: limit)) {
          try reader.next()
        }
        try reader.skipLine()
        #expect(reader.count == 2)
      }
    }
  }

  @Test(arguments: 1...3)
  func `records that come line by line are those of the whole text, whatever it is`(seed: UInt64)
    throws
  {
    var numbers = SeededGenerator(seed: seed)
    let letters = Array("ab,\"\n".utf8)
    var count = 0
    for _ in 0..<600 {
      let bytes = Array("h".utf8) + text(&numbers, letters)
      guard let whole = try? DelimitedTextReader.records(of: bytes) else { continue }
      var lines = TextLines(bytes)
      var records = DelimitedRecords(format: .csv) { lines.next().map { Array(bytes[$0.range]) } }
      var found: [[String]] = []
      while let record = try records.next() { found.append(record.fields) }
      #expect(
        found == whole.map(\.fields), "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      count += 1
    }
    #expect(count > 20)
  }

  @Test(arguments: [
    ("a,b\n\u{FEFF}c,d\n", [["a", "b"], ["\u{FEFF}c", "d"]], [1, 2]),
    ("a\rb\n\"x\ny\"\nz\n", [["a"], ["b"], ["x\ny"], ["z"]], [1, 2, 3, 5]),
    ("\"a\rb\"\nc", [["a\rb"], ["c"]], [1, 3]),
  ])
  func `marks and lines of records that come line by line are those of the whole text`(
    text: String, fields: [[String]], places: [Int]
  ) throws {
    let bytes = Array(text.utf8)
    let whole = try DelimitedTextReader.records(of: bytes)
    #expect(whole.map(\.fields) == fields)
    #expect(whole.map(\.line) == places)
    var lines = TextLines(bytes)
    var records = DelimitedRecords(format: .csv) { lines.next().map { Array(bytes[$0.range]) } }
    var found: [DelimitedRecord] = []
    while let record = try records.next() { found.append(record) }
    #expect(found == whole)
  }

  @Test func `lines of JSON have their value or their error, blank ones nothing`() {
    var found: [String] = []
    JSONLines.forEach(in: Array("1\n \t\r\n{\n\n[2]".utf8)) { line in
      switch line.value {
      case .success(let value): found.append("\(line.number): \(value)")
      case .failure(let error): found.append("\(line.number): \(error.line):\(error.column)")
      }
    }
    #expect(found == ["1: 1", "3: 3:2", "5: [2]"])
  }
}

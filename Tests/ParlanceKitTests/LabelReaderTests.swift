import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import ParlanceKit

/// Files of labels as people have them.
struct LabelReaderTests {
  private func read(
    _ bytes: some Sequence<UInt8>, _ name: String = "labels.txt", column: String? = nil
  ) throws -> [LabelInput.Record] {
    let folder = try TemporaryFolder()
    try folder.write(name, bytes)
    let reader = try LabelReader(path: folder.url(of: name).path, column: column)
    var records: [LabelInput.Record] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  private func told(
    _ text: String, _ name: String = "labels.txt", column: String? = nil
  ) throws -> [String] {
    try read(text.utf8, name, column: column).map { record in
      let fields = record.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return (["\(record.line) \(record.label)"] + fields).joined(separator: " ")
    }
  }

  private func error(_ text: String, _ name: String, column: String? = nil) -> String? {
    do {
      _ = try read(text.utf8, name, column: column)
      return nil
    } catch let error as LocatedError {
      return "\(error.line): \(error.message)" + (error.hint.map { " (\($0))" } ?? "")
    } catch {
      return "\(error)"
    }
  }

  @Test(
    arguments: [
      ("Flyer\nData sheet\n", "a.txt", nil, ["1 Flyer", "2 Data sheet"]),
      ("Flyer\n\n x \n", "a.txt", nil, ["1 Flyer", "2 ", "3  x "]),
      ("Flyer, red\nOffer\n", "a.txt", nil, ["1 Flyer, red", "2 Offer"]),
      // A header that has the word is one, and the separator that it has most of counts.
      ("label,n\nFlyer,3\n", "a.txt", nil, ["2 Flyer label=Flyer n=3"]),
      ("n;label\n3;\"a;b\"\n", "a.txt", nil, ["2 a;b label=a;b n=3"]),
      ("n\tLabel\n3\tx\n", "a", nil, ["2 x Label=x n=3"]),
      ("label\nFlyer\n", "a.csv", nil, ["2 Flyer label=Flyer"]),
      ("name,n\nFlyer,3\n", "a.csv", nil, ["2 Flyer n=3 name=Flyer"]),
      ("name,n\nFlyer,3\n", "a.txt", "N", ["2 3 n=3 name=Flyer"]),
      ("a b\tc\nx\ty\n", "a.tsv", "c", ["2 y a b=x c=y"]),
      ("label,n\nshort\n", "a.csv", "n", ["2  label=short"]),
      ("label\n'=1+1\n", "a.csv", nil, ["2 =1+1 label==1+1"]),
      ("label\n\"a\nb\"\nc\n", "a.csv", nil, ["2 a\nb label=a\nb", "4 c label=c"]),
      // Lines of JSON: objects or strings.
      (
        "{\"label\":\"Flyer\",\"n\":3}\n\n{\"label\":\"x\"}\n", "a.txt", nil,
        ["1 Flyer label=Flyer n=3", "3 x label=x"]
      ),
      ("{\"t\":\"Flyer\"}\n\"Offer\"\n", "a.jsonl", "t", ["1 Flyer t=Flyer", "2 Offer"]),
      ("", "a.csv", nil, []), ("", "a.txt", nil, []), ("", "a.jsonl", nil, []),
      ("label\n", "a.csv", nil, []),
      ("\u{FEFF}label\nx\n", "a.csv", nil, ["2 x label=x"]),
    ] as [(String, String, String?, [String])])
  func `ending and first line tell what a file is`(
    text: String, name: String, column: String?, expected: [String]
  ) throws {
    #expect(try told(text, name, column: column) == expected)
  }

  @Test(
    arguments: [
      ("a,b\n1,2\n", "a.csv", "c", "1: no column \"c\" (the columns are \"a\", \"b\")"),
      ("\n\na,b\n", "a.csv", "c", "3: no column \"c\" (the columns are \"a\", \"b\")"),
      ("label\n\"open\n", "a.csv", nil, "2: a quoted field does not end"),
      (
        "{\"label\":\"a\"}\n{\"label\":1}\n", "a.jsonl", nil,
        "2: no member \"label\" that is a string (name the member with --column)"
      ),
      ("{\"label\":\"a\"}\n{\n", "a.jsonl", nil, "2: the JSON text ends within a value"),
    ] as [(String, String, String?, String)])
  func `what cannot be read is told with its line`(
    text: String, name: String, column: String?, words: String
  ) {
    #expect(error(text, name, column: column) == words)
  }

  private func utf16(_ text: String, isBig: Bool) -> [UInt8] {
    ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return isBig ? pair : pair.reversed()
    }
  }

  /// Letters whose halves look like line breaks, at the ends of lines and before each other.
  @Test(
    arguments: [
      "Flyer\nOffer\n", "Größe\r\n価格表\r\nx", "\u{D61}\n\u{D85}\nx\n",
      "\u{10D}\u{A05}\n\u{A0A}\u{D0A}\n",
      "\u{A00}\u{D00}\n", "\u{D0A}\n", "😀\n\n\u{A0D}\r\n", "\u{D}x\n",
    ], [true, false])
  func `UTF-16 is read to the last letter, in either order of bytes`(text: String, isBig: Bool)
    throws
  {
    let expected = try told(text)
    let found = try read(utf16(text, isBig: isBig)).map { "\($0.line) \($0.label)" }
    #expect(found == expected)
  }

  // MARK: Queries

  @Test(arguments: [
    ("q1\tprice list\n\nq2\ta\tb\n", ["1 q1 4 price list", "3 q2 4 a\tb"]), ("", []), (" \n", []),
    ("é\tx", ["1 é 3 x"]), ("q\t\n", ["1 q 3 "]),
  ])
  func `a batch of queries has an identifier and a query a line`(text: String, expected: [String])
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("q.tsv", text)
    let lines = try QueryLine.all(of: folder.url(of: "q.tsv").path)
    #expect(lines.map { "\($0.number) \($0.id) \($0.column) \($0.query)" } == expected)
  }

  @Test func `a line of a batch without a tab is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("q.tsv", "q1\tx\nq2 y\n")
    let error = #expect(throws: LocatedError.self) {
      try QueryLine.all(of: folder.url(of: "q.tsv").path)
    }
    #expect(error?.line == 2)
    #expect(error?.message == "a line has an identifier, a tab and a query")
  }
}

import Foundation
import MappedStorage
import System
import Taxonomy
import TestSupport
import Testing
import TextAnalysis

@testable import Matching

struct LabelIndexCompilerTests {
  private func found(
    _ labels: [Label], in text: String, options: LabelIndexOptions = LabelIndexOptions()
  ) throws -> [String] {
    let vocabulary = makeVocabulary(labels)
    let index = try LabelIndex.compile(vocabulary, options: options)
    #expect(index.header.fingerprint == vocabulary.fingerprint)
    let matcher = LabelMatcher(index)
    let bytes = Array(text.utf8)
    return matcher.matches(in: bytes.span).flatMap { found in
      let surface = String(decoding: bytes[found.range], as: UTF8.self)
      return index.candidates(for: found, in: bytes.span).map {
        "\(surface) → \(vocabulary.text(of: $0))"
      }
    }
  }

  @Test(arguments: 1..<60)
  func `every label is found, whatever slots the table has, in memory and in a file`(
    count: Int
  ) throws {
    let labels = (0..<count).map { Label("w\($0 * 7919) z\($0 % 5)q") }
    let vocabulary = makeVocabulary(labels)
    let index = try LabelIndex.compile(vocabulary)
    #expect(index.groupCount == count)
    let text = labels.map(\.text).joined(separator: ". ")
    #expect(LabelMatcher(index).matches(in: text).count == count)
    try withTemporaryFolder { folder in
      let mapped = try LabelIndex.compile(vocabulary, to: folder + "/labels.index")
      #expect(mapped.bytes.count == index.bytes.count)
      let same = unsafe memcmp(
        mapped.bytes.baseAddress, index.bytes.baseAddress, mapped.bytes.count)
      #expect(same == 0)
    }
  }

  @Test func `short labels in capitals match in capitals`() throws {
    let labels = [Label("AID"), Label("WHO", caseRule: .any), Label("aids")]
    #expect(
      try found(labels, in: "An aid, the AID and two AIDs; who knows.") == [
        "aid → aids", "AID → AID", "AID → aids", "AIDs → AID", "AIDs → aids", "who → WHO",
      ])
  }

  @Test func `abbreviations and exact labels keep their case`() throws {
    let labels = [
      Label("BRO", role: .abbreviation), Label("Swift", caseRule: .exact),
      Label("ENTERPRISE SERVER"),
    ]
    #expect(
      try found(labels, in: "bro BRO Bro swift Swift enterprise server") == [
        "BRO → BRO", "Swift → Swift", "enterprise server → ENTERPRISE SERVER",
      ])
  }

  @Test func `finds inflected forms in the label's language`() throws {
    let labels = [Label("price lists", language: "en"), Label("Katalog", language: "de")]
    #expect(
      try found(labels, in: "Price list, prices listed; Kataloge") == [
        "Price list → price lists", "Kataloge → Katalog",
      ])
    var exact = LabelIndexOptions()
    exact.inflection = false
    #expect(try found(labels, in: "Price list, Kataloge", options: exact) == [])
  }

  @Test func `finds joined, split, hyphenated and dotted spellings`() throws {
    let labels = [
      Label("data sheet"), Label("whitepaper"), Label("white wine"), Label("term paper"),
      Label("USA"), Label("U.K."), Label("firmware"),
    ]
    #expect(
      try found(
        labels, in: "Datasheets data-sheet white papers firm-ware the U.S.A. and the UK us a"
      ) == [
        "Datasheets → data sheet", "data-sheet → data sheet", "white papers → whitepaper",
        "firm-ware → firmware", "U.S.A → USA", "UK → U.K.",
      ])
  }

  @Test
  func `finds words that the end of a line breaks, and names with their own abbreviation inside`()
    throws
  {
    let labels = [
      Label("Harbor Archive"), Label("firmware"), Label("Information Protection Client"),
      Label("Archive Server"),
    ]
    #expect(
      try found(
        labels,
        in:
          "The Har-\nbor Archive, a Harbor Ar-\r\n  chive; firm-\nware. Information Protection (IP) Client"
      ) == [
        "Har-\nbor Archive → Harbor Archive", "Harbor Ar-\r\n  chive → Harbor Archive",
        "firm-\nware → firmware",
        "Information Protection (IP) Client → Information Protection Client",
      ])
    for text in [
      "Har-\n\nbor Archive", "Harbor. Ar-\n\nchive", "Harbor-\nchive",
      "Information Protection (PI) Client", "Information Protection (IP). Client",
      "Information Protection (ip) Client", "Information Protection, (IP) Client",
      "Archive (of the) Server", "Archive (A", "Harbor Ar-\n", "Har\u{2013}\nbor Archive",
      "Har\u{2010}\n\nbor Archive", "firm\u{2014}ware", "firm\u{2010}",
    ] {
      #expect(try found(labels, in: text) == [], "\(text)")
    }
  }

  /// What typesetting programs write: the hyphen proper, and the one that does not break.
  @Test(arguments: [
    ("Har\u{2010}\nbor Archive", "Harbor Archive"),
    ("Harbor Ar\u{2010}\r\n  chive", "Harbor Archive"),
    ("Harbor\u{2010}Archive", "Harbor Archive"), ("firm\u{2010}ware", "firmware"),
    ("firm\u{2011}ware", "firmware"), ("Firm\u{2010}\n\tware", "firmware"),
  ])
  func `a hyphen of typesetting is one`(text: String, name: String) throws {
    let known = [Label("Harbor Archive"), Label("firmware")]
    #expect(try found(known, in: "The \(text) runs.") == ["\(text) → \(name)"])
    #expect(try found(known, in: text) == ["\(text) → \(name)"])
  }

  @Test func `homonyms keep all candidates`() throws {
    #expect(
      try found([Label("Harbor"), Label("harbor"), Label("Harbor!")], in: "the HARBOR").count == 3)
  }

  @Test func `a label may cross the punctuation that it has itself`() throws {
    let labels = [Label("Acme, Inc."), Label("red wine"), Label("St. Louis")]
    #expect(
      try found(labels, in: "Acme, Inc. made red, wine. In St. Louis red. Wine.") == [
        "Acme, Inc → Acme, Inc.", "St. Louis → St. Louis",
      ])
  }

  @Test func `codes need letters`() throws {
    let labels = [
      Label("BR-01", kind: .alternative, role: .code), Label("17", kind: .alternative, role: .code),
    ]
    #expect(try found(labels, in: "BR-01 br-01 17") == ["BR-01 → BR-01"])
  }

  @Test func `opens what it stored and refuses what was changed`() throws {
    let index = try LabelIndex.compile(makeVocabulary([Label("data sheet")]))
    let stored = Array(
      try #require(MappedArray<UInt8>(index.bytes, byteOffset: 0, count: index.bytes.count)))
    let again = try LabelIndex(MappedBytes(stored), path: "x")
    #expect(LabelMatcher(again).matches(in: "a data sheet").map(\.range) == [2..<12])
    #expect(throws: StorageError.self) {
      try LabelIndex(MappedBytes(Array(stored.dropLast(64))), path: "x")
    }
    var changed = stored
    changed[9] ^= 1
    #expect(throws: StorageError.self) { try LabelIndex(MappedBytes(changed), path: "x") }
  }
}

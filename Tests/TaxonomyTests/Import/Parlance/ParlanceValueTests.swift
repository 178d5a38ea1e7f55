import Model
import Testing

@testable import Taxonomy

/// What stands in well-formed attributes of Parlance XML: dates, words and identifiers at their bounds.
struct ParlanceValueTests {
  private func read(_ concept: String) throws -> VocabularyImport {
    try imported(
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:' xml:lang='en'><scheme id='s'><title>S</title>"
        + concept + "</scheme></vocabulary>", completing: false)
  }

  private func errors(_ result: VocabularyImport) -> [String] {
    result.findings.filter { $0.severity == .error }.map(\.message)
  }

  private func label(_ result: VocabularyImport) throws -> Label {
    let concept = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    return result.vocabulary.label(try #require(result.vocabulary.labels(of: concept).first))
  }

  @Test(arguments: [
    "0001", "9999", "0001-01-01", "9999-12-31", "2000-02-29", "2009-06", " 2009 ",
    "2009-06-30T12:00:00Z",
  ])
  func `a date at the bounds of the calendar is one`(date: String) throws {
    for name in ["from", "until"] {
      let result = try read("<concept id='a'><former \(name)='\(date)'>A</former></concept>")
      #expect(errors(result) == [])
      #expect(try label(result).validity != .always)
    }
    #expect(errors(try read("<concept id='a' deprecated='\(date)'><name>A</name></concept>")) == [])
  }

  @Test(arguments: [
    "0000", "10000", "-0001", "2009-00", "2009-13", "2009-06-00", "2009-06-31", "1900-02-29",
    "2009-6",
    "2147483648", "99999999999999999999", "", " ", "today", "２００９",
  ])
  func `a date that there is not is an error with the value and what is allowed`(date: String)
    throws
  {
    let result = try read("<concept id='a'><former until='\(date)'>A</former></concept>")
    let trimmed = date.trimmingPrefix { $0 == " " }
    #expect(errors(result) == ["\"\(trimmed)\" as until is not a date"])
    #expect(try label(result).validity == .always)
    #expect(result.findings.first?.remedy.contains("YYYY-MM-DD") == true)
  }

  @Test(arguments: [
    ("2009", "2009", true), ("2009", "2009-01-01", true), ("2009-12-31", "2009", true),
    ("2009-06", "2009-05", false), ("2009-06", "2009-06-30", true),
    ("2009-06-02", "2009-06-01", false),
    ("9999", "0001", false), ("2010", "2009-12-31", false),
  ])
  func `a period may be as short as a day, and not shorter`(
    from: String, until: String, isOne: Bool
  ) throws {
    let result = try read(
      "<concept id='a'><former from='\(from)' until='\(until)'>A</former></concept>")
    #expect(errors(result).isEmpty == isOne)
  }

  @Test(arguments: [
    ("deprecated", "true", 0), ("deprecated", "false", 0), ("compound", "true", 0),
    ("compound", "yes", 1),
    ("compound", "TRUE", 1), ("top", "false", 0), ("top", "0", 1), ("status", "approved", 0),
    ("status", "Approved", 1), ("status", "", 1),
  ])
  func `a word is one of those that the attribute has, in their own case`(
    name: String, value: String, count: Int
  ) throws {
    let result = try read("<concept id='a' \(name)='\(value)'><name>A</name></concept>")
    #expect(errors(result).count == count, "\(errors(result))")
    #expect(result.vocabulary.conceptCount == 1)
  }

  @Test(arguments: [
    ("a", "urn:x:a"), (" a ", "urn:x:a"), ("http://e.example/é?b#c", "http://e.example/é?b#c"),
    ("urn:isbn:0451450523", "urn:isbn:0451450523"), ("a:b", "a:b"), ("1:b", "urn:x:1:b"),
    ("a/b:c", "urn:x:a/b:c"),
    ("x+y-z.1:b", "x+y-z.1:b"),
  ])
  func `an identifier is absolute, or stands behind the base`(id: String, uri: String) throws {
    let result = try read("<concept id='\(id)'><name>A</name></concept>")
    #expect(result.vocabulary.concepts.map { result.vocabulary.uri(of: $0) } == [uri])
  }

  @Test
  func `an identifier of the greatest length is one, and a longer one is refused with its place`()
    throws
  {
    let longest = VocabularyLimits.identifierLength
    let fits = "urn:y:" + String(repeating: "i", count: longest - 6)
    #expect(try read("<concept id='\(fits)'><name>A</name></concept>").vocabulary.conceptCount == 1)
    #expect(throws: (any Error).self) {
      try read("<concept id='\(fits)i'><name>A</name></concept>")
    }
  }

  @Test(arguments: [1, 255, 256, 1000])
  func `a tag of a language is kept whatever its length, and told by a check if it is none`(
    length: Int
  ) throws {
    let tag = String(repeating: "x", count: length)
    let result = try read("<concept id='a'><name xml:lang='\(tag)'>A</name></concept>")
    #expect(try label(result).language == tag)
    let rule = VocabularyChecker(ruleNames: ["OmittedOrInvalidLanguageTags"])
    #expect(!rule.check(result.vocabulary).isEmpty)
  }

  @Test(arguments: [
    ("near, by", ["near", "by"]), (",,", []), (" a ,, b ", ["a", "b"]), ("", []),
    ("Größe", ["Größe"]),
  ])
  func `context is words apart by commas`(text: String, words: [String]) throws {
    let result = try read(
      "<concept id='a'><alias with='\(text)' without='\(text)'>A</alias></concept>")
    #expect(try label(result).requiredContext == words)
    #expect(try label(result).excludedContext == words)
  }
}

import JSONCoding
import Model
import Testing

@testable import Taxonomy

/// The table of labels: what it holds comes back when it is imported, what it does not hold is known.
struct LabelTableTests {
  /// What a table can say of a concept.
  private func said(_ vocabulary: Vocabulary, _ concept: ConceptOrdinal) -> [String] {
    var lines = vocabulary.labels(of: concept).map { "\(vocabulary.label($0))" }
    lines.append("deprecated \(vocabulary.hasDeprecation(concept))")
    lines.append("since \(vocabulary.deprecationDate(of: concept)?.description ?? "")")
    lines.append("status \(vocabulary.status(of: concept)?.wireName ?? "")")
    lines.append("compound \(vocabulary.isCompound(concept))")
    lines += vocabulary.successors(of: concept).map { "then \($0.uri)" }.sorted()
    lines += Set(vocabulary.broader(of: concept).map { "below \(vocabulary.uri(of: $0))" }).sorted()
    return lines
  }

  /// The texts that a table keeps: white space collapsed, labels of nothing gone.
  private func kept(_ vocabulary: Vocabulary) throws -> [String: [String]] {
    var result: [String: [String]] = [:]
    for concept in vocabulary.concepts {
      result[vocabulary.uri(of: concept)] = said(vocabulary, concept)
    }
    return result
  }

  @Test(arguments: [ExportFormat.csv, .tsv], 1...12)
  func `labels with all they have, life and hierarchy come back`(
    format: ExportFormat, seed: UInt64
  ) throws {
    var random = RandomVocabulary(seed: seed, hasOddSpaces: false)
    let original = random.make()
    let again = try imported(
      original.exported(as: format), as: .table, accepting: false, completing: false
    ).vocabulary
    let (before, after) = (try kept(original), try kept(again))
    #expect(Set(before.keys) == Set(after.keys))
    for (uri, lines) in before {
      #expect(Set(after[uri] ?? []) == Set(lines), "\(uri)")
    }
  }

  private func lines(_ body: String, _ format: ExportFormat = .tsv) throws -> [[String]] {
    let vocabulary = try imported(
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:' xml:lang='en'>\(body)</vocabulary>",
      completing: false
    ).vocabulary
    return try DelimitedTextReader.records(
      of: vocabulary.exported(as: format), format: format == .tsv ? .tsv : .csv
    ).map { $0.fields }
  }

  private func cell(_ name: String, _ row: [String]) throws -> String {
    row[try #require(LabelTable.columns.firstIndex(of: name))]
  }

  @Test func `the columns are the ones that scripts know`() {
    #expect(
      LabelTable.columns.joined(separator: " ") == """
        scheme concept preferred_label label language kind role from until case with without note deprecated \
        successors broader status compound creator contributor created modified datatype
        """)
  }

  @Test func `a concept without labels has a line, so that it is not lost`() throws {
    let rows = try lines("<scheme id='s'><title>S</title><concept id='a'/></scheme>")
    #expect(rows.count == 2)
    #expect(try cell("concept", rows[1]) == "urn:x:a")
    #expect(try cell("label", rows[1]) == "")
    #expect(rows[1].count == LabelTable.columns.count)
  }

  @Test func `a concept of no scheme and one of two have the first scheme or none`() throws {
    let rows = try lines(
      "<concept id='n'><name>N</name></concept><scheme id='s'><title>S</title><concept id='a'><name>A</name>"
        + "<in ref='t'/></concept></scheme><scheme id='t'><title>T</title></scheme>")
    let schemes = try Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map {
        (try cell("concept", $0), try cell("scheme", $0))
      })
    #expect(schemes == ["urn:x:n": "", "urn:x:a": "s"])
  }

  @Test func `several people of one kind stand apart by bars, and a bar in a name is none`() throws
  {
    let rows = try lines(
      "<scheme id='s'><title>S</title><concept id='a'><name>A</name><creator>J|D</creator><creator>M</creator>"
        + "<created>2010</created><license>CC0</license></concept></scheme>")
    #expect(try cell("creator", rows[1]) == "J/D|M")
    #expect(try cell("created", rows[1]) == "2010")
    #expect(try cell("contributor", rows[1]) == "")
  }

  @Test func `times are written as they were stated, to the year or to the day`() throws {
    let rows = try lines(
      "<scheme id='s'><title>S</title><concept id='a' deprecated='0001-01-01'><name>A</name>"
        + "<former from='0001' until='9999-12-31'>B</former><alias from='2009-06'>C</alias></concept></scheme>"
    )
    let times = try rows.dropFirst().map {
      [try cell("from", $0), try cell("until", $0), try cell("deprecated", $0)]
    }
    #expect(
      times == [
        ["", "", "0001-01-01"], ["0001", "9999-12-31", "0001-01-01"],
        ["2009-06", "", "0001-01-01"],
      ])
  }

  @Test(arguments: [ExportFormat.csv, .tsv])
  func `a line break in a note is kept where a record may have lines, else a blank`(
    format: ExportFormat
  ) throws {
    let rows = try lines(
      "<scheme id='s'><title>S</title><concept id='a'><name xml:space='preserve'>A\nB</name></concept></scheme>",
      format)
    #expect(rows.count == 2)
    #expect(try cell("label", rows[1]) == (format == .csv ? "A\nB" : "A B"))
  }
}

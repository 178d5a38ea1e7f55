import Testing

@testable import Taxonomy

/// Code lists of OASIS: columns say what their values are, and a value that belongs to none is told.
struct GenericodeTests {
  private func list(
    _ rows: String, columns: String? = nil, keys: String = "<Key Id='k'><ColumnRef Ref='c'/></Key>",
    identification: String = "<ShortName>Units</ShortName><CanonicalUri>urn:u</CanonicalUri>"
  ) -> String {
    let standard = """
      <Column Id='c'><ShortName>Code</ShortName></Column><Column Id='n'><ShortName>Name</ShortName></Column>
      <Column Id='d'><LongName>Description of it</LongName></Column>
      """
    return """
      <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
      <Identification>\(identification)</Identification>
      <ColumnSet>\(columns ?? standard)\(keys)</ColumnSet><SimpleCodeList>\(rows)</SimpleCodeList></gc:CodeList>
      """
  }

  private func row(_ values: (String?, String)...) -> String {
    let cells = values.map { column, text in
      "<Value\(column.map { " ColumnRef='\($0)'" } ?? "")><SimpleValue>\(text)</SimpleValue></Value>"
    }
    return "<Row>\(cells.joined())</Row>"
  }

  private func read(_ document: String) throws -> VocabularyImport {
    try imported(document, as: .genericode, completing: false)
  }

  @Test func `a value whose column is not defined is told, and does not pass for its neighbour's`()
    throws
  {
    let result = try read(list(row(("c", "KGM"), ("x", "not a name"), ("n", "kilogram"))))
    #expect(
      try conceptFacts("urn:u:KGM", result.vocabulary)
        == ["alternative KGM code", "preferred kilogram"])
    #expect(result.lost == ["a value of a column that is not defined"])
  }

  @Test func `values without a reference go on from the last one that has its column`() throws {
    let result = try read(
      list(
        row((nil, "KGM"), (nil, "kilogram"), (nil, "A mass.")) + row(("n", "metre"), (nil, "Long."))
      ))
    #expect(
      try conceptFacts("urn:u:KGM", result.vocabulary)
        == ["alternative KGM code", "preferred kilogram", "definition: A mass."])
    // Without a key the first value stands for the row.
    #expect(
      try conceptFacts("urn:u:metre", result.vocabulary)
        == ["alternative metre code", "preferred metre", "definition: Long."])
  }

  @Test func `more values than columns are told, row by row`() throws {
    let long = row((nil, "A"), (nil, "B"), (nil, "C"), (nil, "D"), (nil, "E"))
    #expect(
      try read(list(long)).lost == ["a value of a column that is not defined (2 times, here first)"]
    )
  }

  @Test func `an empty row is told and is no concept`() throws {
    let result = try read(list("<Row/><Row><Value ColumnRef='c'/></Row>" + row(("c", "A"))))
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.lost == ["a row without values (2 times, here first)"])
  }

  @Test func `the columns of the first key make the code, in the order of the row`() throws {
    let columns =
      "<Column Id='c'/><Column Id='r'/><Column Id='n'><ShortName>name</ShortName></Column>"
    let keys = "<Key Id='k'><ColumnRef Ref='r'/><ColumnRef Ref='c'/></Key>"
    let result = try read(
      list(row(("c", "a/b"), ("r", "1"), ("n", "N")), columns: columns, keys: keys))
    #expect(
      try conceptFacts("urn:u:a%2Fb:1", result.vocabulary)
        == ["alternative a/b:1 code", "preferred N"])
  }

  @Test func `two rows of one code are one concept, and that is an error`() throws {
    let result = try read(list(row(("c", "A"), ("n", "One")) + row(("c", "A"), ("n", "Two"))))
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.findings.filter { $0.rule == "DuplicateIdentifier" }.count == 1)
  }

  @Test(arguments: [
    ("urn:u", "urn:u:A"), ("http://e.example/u", "http://e.example/u#A"),
    ("http://e.example/u/", "http://e.example/u/A"),
    ("http://e.example/u#", "http://e.example/u#A"),
  ])
  func `a concept is called after the list, behind the separator that its URI needs`(
    uri: String, concept: String
  ) throws {
    let identification = "<ShortName>Units</ShortName><CanonicalUri>\(uri)</CanonicalUri>"
    let result = try read(list(row(("c", "A")), identification: identification))
    #expect(result.vocabulary.concept(uri: concept) != nil)
    #expect(result.vocabulary.schemes.map { result.vocabulary.key(of: $0) } == ["units"])
  }

  @Test func `a list without a URI is called after its short name, and without that "codes"`()
    throws
  {
    let named = try read(list(row(("c", "A")), identification: "<ShortName>My list</ShortName>"))
    #expect(named.vocabulary.concept(uri: "urn:genericode:My%20list:A") != nil)
    let unnamed = try read(list(row(("c", "A")), identification: ""))
    #expect(unnamed.vocabulary.concept(uri: "urn:genericode:codes:A") != nil)
  }

  @Test
  func `names of several languages are each the one to show in theirs, a second one is further`()
    throws
  {
    let columns = """
      <Column Id='c'/><Column Id='a'><ShortName>name</ShortName><Data Type='string' Lang='eng'/></Column>
      <Column Id='b'><ShortName>label</ShortName><Data Type='string' Lang='eng'/></Column>
      <Column Id='d'><ShortName>name-de</ShortName><Data Type='string' Lang='ger'/></Column>
      """
    let result = try read(
      list(row(("c", "A"), ("a", "One"), ("b", "Uno"), ("d", "Eins")), columns: columns))
    #expect(
      try conceptFacts("urn:u:A", result.vocabulary) == [
        "alternative A code", "preferred One@en", "alternative Uno@en", "preferred Eins@de",
      ])
  }
}

import Foundation
import TestSupport
import Testing

/// Vocabularies in gzip files and workbooks, which `import` and `check` unpack.
struct PackedVocabularyTests {
  private static let turtle = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <urn:x:s> a skos:ConceptScheme .
    <urn:x:a> a skos:Concept ; skos:topConceptOf <urn:x:s> ; skos:prefLabel "Boat"@en .
    """

  /// A workbook with `uri` and `prefLabel@en` in A1 and C1, `urn:x:a` and `Boat` in A5 and C5.
  private static let workbook = """
    UEsDBBQAAAAIAAAAIUDOZRwWGAAAABYAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbLMJqSxILVaoyM3JK7ZVKi3KsypR\
    0rcDAFBLAwQUAAAACAAAACFAjnGV6V4AAAB4AAAACwAAAF9yZWxzLy5yZWxzVY0xDoAgEMC+Qu4BshtgcnE1fgD1UAJy\
    BjDi7yVx0blNKwb0OlsKabNHYmX3IUk4Y2gjKPGFrF8kaGDjfeBrFE7G2Bk7ms8dQ65MxxWzhOL5RdFNRK6pSeBK8N9I\
    PVBLAwQUAAAACAAAACFAzp6YEw0AAAALAAAADwAAAHhsL3dvcmtib29rLnhtbLMpzy/KTsrPz9a3AwBQSwMEFAAAAAgA\
    AAAhQLmAd0prAAAAuQAAABoAAAB4bC9fcmVscy93b3JrYm9vay54bWwucmVsc7MJSs1JLMnMzyvOyCwoVqjIzckrtlUq\
    LcqzKlKys0GWVPBMsVVKVFIIqSxIhaio0C/PL8ouzkhNLQEKJxalp5bYKsGFivXBlKEe0EwlfSxmJaGaVZyRWJSaElxS\
    lJmXXowwrximXx/FpXYAUEsDBBQAAAAIAAAAIUBKOXOXMAAAAE4AAAAIAAAAeGwvcy54bWyzKS4usbMpzrSzKbErLcq0\
    0Qfy9EFciFBBUWqaT2JSao5Dah66nFN+YglCTB9kEABQSwMEFAAAAAgAAAAhQM8k+gF4AAAA1wAAABgAAAB4bC93b3Jr\
    c2hlZXRzL3NoZWV0MS54bWyzKc8vyi7OSE0tsbMBUy6JJYl2NkX55QpFtkqGSnY2ySCGo6GSQomtUjGQX2ZnYKNfZmej\
    nwyVc0aWM4TL6QPNgBtkCjfIFKw4My8nMy81uKQIKJ5ZbGdTYldalGdVYZVoow90iD5ICGG+KZL5Rmjm6yM5Wh/hFwBQ\
    SwECFAMUAAAACAAAACFAzmUcFhgAAAAWAAAAEwAAAAAAAAAAAAAAgAEAAAAAW0NvbnRlbnRfVHlwZXNdLnhtbFBLAQIU\
    AxQAAAAIAAAAIUCOcZXpXgAAAHgAAAALAAAAAAAAAAAAAACAAUkAAABfcmVscy8ucmVsc1BLAQIUAxQAAAAIAAAAIUDO\
    npgTDQAAAAsAAAAPAAAAAAAAAAAAAACAAdAAAAB4bC93b3JrYm9vay54bWxQSwECFAMUAAAACAAAACFAuYB3SmsAAAC5\
    AAAAGgAAAAAAAAAAAAAAgAEKAQAAeGwvX3JlbHMvd29ya2Jvb2sueG1sLnJlbHNQSwECFAMUAAAACAAAACFASjlzlzAA\
    AABOAAAACAAAAAAAAAAAAAAAgAGtAQAAeGwvcy54bWxQSwECFAMUAAAACAAAACFAzyT6AXgAAADXAAAAGAAAAAAAAAAA\
    AAAAgAEDAgAAeGwvd29ya3NoZWV0cy9zaGVldDEueG1sUEsFBgAAAAAGAAYAewEAALECAAAAAA==
    """

  @Test func `a gzip file is what is in it, also when it is compiled anew`() throws {
    let tool = try Tool()
    try tool.write(Self.turtle, to: "boats.ttl")
    #expect(try tool.shell("gzip -k boats.ttl").status == 0)
    #expect(try tool.run("import", "boats.ttl.gz").status == 0)
    #expect(try tool.run("show", "Boat").output.contains("urn:x:a"))
    #expect(try tool.shell("rm .parlance/vocabulary.snapshot").status == 0)
    #expect(try tool.run("show", "Boat").output.contains("urn:x:a"))
  }

  @Test func `a gzip file may have several members, and nothing else behind them`() throws {
    let tool = try Tool()
    try tool.write(Self.turtle, to: "a.ttl")
    try tool.write("\n<urn:x:b> a skos:Concept ; skos:prefLabel \"Tug\"@en .\n", to: "b.ttl")
    _ = try tool.shell("(gzip -c a.ttl; gzip -c b.ttl; head -c 512 /dev/zero) > all.ttl.gz")
    #expect(try tool.run("import", "all.ttl.gz").status == 0)
    #expect(try tool.run("show", "Tug").output.contains("urn:x:b"))
    _ = try tool.shell("(gzip -c a.ttl; echo more) > more.ttl.gz")
    let result = try tool.run("import", "more.ttl.gz")
    #expect(result.status == 2)
    #expect(result.errors.contains("more.ttl.gz: error: the gzip file is damaged or cut off"))
  }

  @Test func `a gzip file that is cut off is refused by name`() throws {
    let tool = try Tool()
    try tool.write(Self.turtle, to: "boats.ttl")
    _ = try tool.shell("gzip -c boats.ttl | head -c 60 > cut.ttl.gz")
    let result = try tool.run("import", "cut.ttl.gz")
    #expect(result.status == 2)
    #expect(result.errors.contains("cut.ttl.gz: error: the gzip file is damaged or cut off"))
  }

  @Test func `the first sheet of a workbook is a table with the rows of the sheet`() throws {
    let tool = try Tool()
    let data = try #require(Data(base64Encoded: Self.workbook))
    try data.write(to: tool.folder.appendingPathComponent("boats.xlsx"))
    #expect(try tool.run("import", "boats.xlsx").status == 0)
    #expect(try tool.run("show", "Boat").output.contains("urn:x:a"))
    let findings = try tool.run("check", "boats.xlsx", "--all", "--format", "tsv")
    #expect(findings.output.contains("boats.xlsx\t5\t"))
  }

  @Test func `an archive that is no workbook is refused by name`() throws {
    let tool = try Tool()
    _ = try tool.shell("printf 'PK\\003\\004xx' > x.zip")
    let result = try tool.run("import", "x.zip")
    #expect(result.status == 2)
    #expect(result.errors.contains("x.zip: error: the workbook cannot be read"))
  }
}

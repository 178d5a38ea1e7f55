import Testing

struct UsageTests {
  @Test func `wrong usage ends with 64 and says what is wrong`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("log", "--format", "xml")
    #expect(result.status == 64)
    #expect(result.errors.contains("xml"))
    #expect(result.output.isEmpty)
  }

  @Test func `a missing workspace is an error with a way out`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("log")
    #expect(result.status == 2)
    #expect(result.errors.contains("no workspace at or above"))
    #expect(result.errors.contains("Hint: parlance import FILE"))
  }

  @Test func `help goes to standard output and ends with 0`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("--help")
    #expect(result.status == 0)
    #expect(result.output.contains("parlance import Vocabularies/enterprise.xml"))
    #expect(result.errors.isEmpty)
  }
}

import Knowledge
import Testing

/// Numbers in files that a person may change, compiled into the library.
struct NumberFileTests {
  @Test func `a table of numbers keeps the order of its file and leaves comments out`() {
    let table = NumberTable(Array("# what for\nlead\t0.8\n\nother\t-2\n".utf8), file: "x.tsv")
    #expect(table.names == ["lead", "other"])
    #expect(table["lead"] == 0.8)
    #expect(table["other"] == -2)
    #expect(table.number("neither") == nil)
  }

  @Test func `a line that is not a name and a number stops the program with the file's name`() async
  {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NumberTable(Array("lead\thalf\n".utf8), file: "x.tsv")
    }
    #expect(
      result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) }?
        .contains("x.tsv: lead\thalf") == true)
  }
}

import Knowledge
import Testing

/// Words in files that a person may change, compiled into the library.
struct WordFileTests {
  private let lists = WordLists(
    Array(
      """
      # draft\ten\tnot a line of the list
      draft\ten\tdraft;  wip
      drafts\ten\tanother list

      draft\tde\tEntwurf; in Arbeit ;
      """.utf8), file: "x.tsv")

  @Test func `the lines of a list are one list in the order of the file`() {
    #expect(lists.terms("draft") == ["draft", "wip", "Entwurf", "in Arbeit"])
    #expect(lists["draft"].count == 4)
  }

  @Test func `a list can be asked for in some languages`() {
    #expect(lists.terms("draft", in: ["de"]) == ["Entwurf", "in Arbeit"])
    #expect(lists.terms("draft", in: ["fr"]).isEmpty)
  }

  @Test func `a list that the file does not have stops the program with both names`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = WordLists(Array("draft\ten\twip\n".utf8), file: "x.tsv").terms("drafts")
    }
    #expect(
      result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) }?
        .contains("x.tsv: no list drafts") == true)
  }
}

struct MonthNameTests {
  @Test(arguments: [
    ("january", 1), ("märz", 3), ("mai", 5), ("août", 8), ("diciembre", 12), ("okt", 10),
    ("fev", 2), ("maart", 3),
  ])
  func `months have their number in seven languages, written out and short`(
    name: String, number: Int
  ) {
    #expect(MonthNames.numbers[name] == number)
  }

  @Test func `every language has twelve months`() {
    for language in ["en", "de", "fr", "es", "it", "nl", "pt"] {
      let names = MonthNames.names(in: [language], abbreviated: false)
      #expect(Set(names.compactMap { MonthNames.numbers[$0] }) == Set(1...12), "\(language)")
    }
  }

  @Test func `abbreviations can be left out`() {
    #expect(MonthNames.names(in: ["en"], abbreviated: false).count == 12)
    #expect(MonthNames.names(in: ["en"], abbreviated: true).contains("sept"))
  }
}

import Testing

@testable import ParlanceKit

/// Lines for people, whose parts have roles that a terminal shows and a page does not.
@Suite struct `A line of a report` {
  @Test func `keeps what was put in apart from the words around it`() {
    let name = ReportText("Vault", .strong)
    let line: ReportText = "\(name): \(3) of \("many", .faint)\("") documents"
    #expect(line.plain == "Vault: 3 of many documents")
    #expect(
      line.parts.filter { !$0.text.isEmpty }.map(\.role) == [
        .strong, .plain, .plain, .plain, .faint, .plain,
      ])
    #expect((name + line).plain == "VaultVault: 3 of many documents")
    #expect((name + line).parts.first?.role == .strong)
  }

  @Test func `of nothing is empty, and what looks like markup is text`() {
    #expect(("" as ReportText).plain.isEmpty)
    let hostile: ReportText = "\("<b>\u{1B}[31m", .field)"
    #expect(hostile.plain == "<b>\u{1B}[31m", "whoever shows it escapes it")
    #expect(ReportPage.text("<b> & \"x\"") == "&lt;b&gt; &amp; &quot;x&quot;")
  }

  @Test func `stands in a page that is whole, whatever its names hold`() {
    var page = ReportPage("</title><script>", "1 < 2", what: "coverage")
    page.add("<p>x</p>\n")
    let text = String(decoding: page.finished(), as: UTF8.self)
    #expect(text.hasPrefix("<!DOCTYPE html>") && text.hasSuffix("<p>x</p>\n</body></html>\n"))
    #expect(!text.contains("<script>") && text.contains("1 &lt; 2"))
    #expect(!text.contains("http"), "nothing is fetched from anywhere")
  }
}

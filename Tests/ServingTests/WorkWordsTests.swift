import Foundation
import JSONCoding
import ParlanceKit
import Testing

@testable import Serving

/// Decisions and feedback in words, and the links to the pages of long lists.
struct WorkWordsTests {
  @Test(arguments: [
    ("accepted", "a.md is Brochure."), ("rejected", "a.md is not Brochure."),
    ("replaced", "a.md is Quote, not Brochure."),
  ])
  func `a decision says what it says of which document`(verdict: String, words: String) {
    let decision: JSONValue = [
      "document": "/srv/share/a.md", "label": "Brochure", "other_label": "Quote",
      "verdict": .string(verdict),
    ]
    #expect(Service.words(decision) == words)
  }

  @Test func `every kind of feedback has words of its own`() {
    let words = DocumentFeedback.kinds.map {
      Service.words(ofFeedback: ["kind": .string($0), "label": "Brochure"])
    }
    #expect(Set(words).count == DocumentFeedback.kinds.count)
    #expect(words.contains("It is not Brochure"))
  }

  @Test(arguments: [
    (0, 10, 0), (1, 10, 0), (10, 10, 0), (11, 10, 2), (20, 10, 2), (21, 10, 3),
    (1_000_000, 1_000, 1_000),
  ])
  func `a list has a link for each page, one page none`(count: Int, length: Int, links: Int) {
    let markup = Service.pager("/x?page=", 1, of: count, onAPage: length, "Pages").markup
    #expect(markup.components(separatedBy: "<a ").count - 1 == links)
    #expect(markup.contains("href=\"/x?page=\(links)\"") == (links > 0))
    #expect(!markup.contains("page=\(links + 1)\""))
  }

  @Test(arguments: ["/", "/search", "/vocabulary", "/insight", "/coverage", "/review", "/help"])
  func `a page holds no script and no style of its own, as its policy wants it`(path: String) throws
  {
    let asker = try Asker()
    let text = asker.get(path).text
    #expect(!text.contains("<style") && !text.contains(" style=\""))
    #expect(!text.contains(" onclick") && !text.contains("javascript:"))
    let scripts = text.components(separatedBy: "<script").dropFirst()
    #expect(scripts.allSatisfy { $0.contains("src=\"/assets/") })
    #expect(scripts.allSatisfy { $0.drop { $0 != ">" }.hasPrefix("></script>") })
  }
}

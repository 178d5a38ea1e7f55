import Model
import System
import Testing

@testable import Documents

@Suite struct `Formats are known` {
  @Test
  func `each name and each extension belongs to one format`() {
    let titles = DocumentFormat.all.map(\.title)
    #expect(Set(titles).count == titles.count)
    let extensions = DocumentFormat.all.flatMap { $0.names + $0.aliases.keys }
    #expect(Set(extensions).count == extensions.count)
    let written = DocumentFormat.all.flatMap { $0.writing?.extensions ?? [] }
    #expect(Set(written).count == written.count)
    for format in DocumentFormat.all {
      let names = Set(format.names)
      #expect(names.isSuperset(of: format.aliases.values), "\(format.title)")
      #expect(names.isSuperset(of: format.beginsWithFrame), "\(format.title)")
      #expect(names.isSuperset(of: format.vague), "\(format.title)")
      #expect(format.reading != nil || format.writing != nil, "\(format.title)")
    }
  }

  @Test
  func `what takes any text is asked last`() throws {
    let sample = TextSample(Array("words".utf8), "")
    let takers = DocumentFormat.all.filter { format in
      guard case .text(let name, _) = format.reading else { return false }
      return name(sample) != nil
    }
    #expect(takers == [.plainText] && DocumentFormat.all.last == .plainText)
  }

  @Test(arguments: [
    (
      "a.txt", "From a@b.c Mon Jan 1 00:00:00 2001\nFrom: a@b.c\nSubject: x\nDate: y\n\nwords",
      "eml"
    ),
    ("a", "From: a@b.c\nSubject: x\nDate: y\nTo: b@c.d\n\nwords", "eml"),
    ("a.txt", "From: a@b.c\nSubject: x\nDate: y\nTo: b@c.d\n\nwords", "txt"),
    ("a.xml", "<?xml version='1.0'?><html><body>x</body></html>", "html"),
    ("a.svg", "<svg><title>x</title></svg>", "xml"), ("a.dat", "<?xml version='1.0'?><a/>", "xml"),
    ("a.md", "<html>x</html>", "md"), ("a.rtf", "words", "txt"),
    ("a.rtf", "<html>x</html>", "html"),
    ("a.log", "{\\rtf1 x}", "rtf"), ("a.TAB", "a\tb", "tsv"), ("a.doc", "words", "txt"),
  ])
  func `the content decides unless the extension is certain`(
    name: String, text: String, format: String
  ) throws {
    let document = try DocumentReader().read(Array(text.utf8), name: name).get()
    #expect(document.format == format)
  }

  @Test(arguments: ["docx", "ppsm", "ots", "epub"])
  func `text that is named as an archive is damaged`(fileExtension: String) {
    let result = DocumentReader().read(Array("words".utf8), name: "a.\(fileExtension)")
    guard case .failure(let refusal) = result else {
      Issue.record("read as a document")
      return
    }
    #expect(refusal.reason == .damaged)
  }

  @Test
  func `bytes that are not text are not read as what their name promises`() {
    for (fileExtension, reason) in [
      ("doc", DocumentRefusal.Reason.damaged), ("rtf", .damaged), ("txt", .unsupportedFormat),
    ] {
      let bytes: [UInt8] = [1, 2, 3, 0, 0, 5, 6, 7, 8, 0, 1]
      guard case .failure(let refusal) = DocumentReader().read(bytes, name: "a.\(fileExtension)")
      else {
        Issue.record("\(fileExtension) is read")
        continue
      }
      #expect(refusal.reason == reason, "\(fileExtension)")
    }
  }
}

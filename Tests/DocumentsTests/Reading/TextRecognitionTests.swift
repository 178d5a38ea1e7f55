import Documents
import Model
import TestSupport
import Testing

/// Programs that stand for those that recognize text and make images of pages.
struct TextRecognitionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A recognition by programs of one line each.
  private func recognition(
    tesseract: String = "cat", pages: String = "echo page $2"
  ) throws -> TextRecognition {
    try folder.writeProgram("tesseract", "#!/bin/sh\n\(tesseract)\n")
    try folder.writeProgram("pdftoppm", "#!/bin/sh\n\(pages)\n")
    return try #require(
      TextRecognition(ForeignTools(folders: [folder.path]), languages: "eng+deu"))
  }

  private func text(_ recognition: TextRecognition, _ format: String) throws -> String {
    try recognition.text(of: ByteSource(Array("An image.\n".utf8)), format: format) { false }
  }

  @Test func `an image is handed to the program`() throws {
    #expect(try text(try recognition(), "png") == "An image.")
    #expect(
      try text(try recognition(tesseract: "echo \"$@\""), "png")
        == "stdin stdout -l eng+deu --psm 1")
  }

  @Test func `the image of a page is handed on as it is, one that is too large left out`()
    throws
  {
    let arguments = try recognition(pages: "test $2 = 1 && echo \"$@\"")
    #expect(try text(arguments, "pdf") == "-f 1 -l 1 -r 300 -gray /dev/stdin")
    var pages = try recognition(pages: "test $2 -le 3 && printf %$((10 * ($2 % 2) + 2))d $2")
    pages.imageLimit = 10
    #expect(try text(pages, "pdf") == "2")
  }

  @Test func `a document is recognized page by page, up to its end and to a limit`() throws {
    let short = try recognition(pages: "test $2 -le 3 && echo page $2")
    #expect(try text(short, "pdf") == "page 1\n\npage 2\n\npage 3")
    var long = try recognition()
    long.pageLimit = 2
    #expect(try text(long, "pdf") == "page 1\n\npage 2")
  }

  @Test func `lines run on, and hyphens at their ends go`() throws {
    let lines = "Harbor Ar-\\nchive  ke\u{2010}\\neps\\nmail.\\n\\nSo-\\nCalled\\n\\f"
    let found = try text(try recognition(tesseract: "printf '\(lines)'"), "png")
    #expect(found == "Harbor Archive keeps mail.\nSo- Called")
  }

  @Test func `a failure is told with what the program says`() throws {
    let failing = try recognition(tesseract: "echo no such language >&2; exit 1")
    #expect {
      try text(failing, "png")
    } throws: {
      ($0 as? DocumentRefusal)?.detail == "tesseract ended with status 1: no such language"
    }
    #expect(TextRecognition(ForeignTools(folders: []), languages: "eng") == nil)
  }

  @Test func `a document says that its text was recognized, and has the date in it`() {
    let scan = Document(id: "scan.pdf", path: "scan.pdf", format: "pdf")
    let read = scan.recognized("Price list, valid from 1 March 2010.", by: "tesseract (eng)")
    #expect(read.remarks == ["the text was recognized by tesseract (eng)"])
    #expect(read.text.hasPrefix("Price list"))
    #expect(read.dates.map(\.source) == [.content])
  }
}

import Foundation
import TestSupport
import Testing

/// Scans, whose text is recognized where that is asked for.
struct RecognitionTests {
  private static let isPossible = ["tesseract", "pdftoppm"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  /// A page of text as a PDF.
  private static let page = {
    let stream =
      "BT /F1 24 Tf 30 TL 72 720 Td (Price list Harbor Archive) Tj T* (Valid in 2010) Tj ET"
    return """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
      4 0 obj<</Length \(stream.utf8.count)>>stream
      \(stream)
      endstream endobj
      5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
      trailer<</Size 6/Root 1 0 R>>
      """
  }()

  /// A share with the image of a page, and settings.
  private func makeShare(_ settings: String) throws -> Tool {
    let tool = try Tool()
    try tool.write(RetagShare.vocabulary, to: "v.xml")
    #expect(try tool.run("import", "v.xml").status == 0)
    try tool.write(Self.page, to: "page.pdf")
    try tool.write("Nothing in particular.\n", to: "share/notes.md")
    try tool.write(settings, to: "parlance.yaml")
    let maker = Process()
    maker.executableURL = URL(filePath: "/usr/bin/pdftoppm")
    maker.arguments = ["-r", "100", "-gray", "-png", "-singlefile", "page.pdf", "share/scan 17"]
    maker.currentDirectoryURL = tool.folder
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    try #require(maker.terminationStatus == 0)
    return tool
  }

  private func tags(_ tool: Tool) throws -> [String] {
    try tool.run("why", "share/scan 17.png", "--format", "jsonl").objects()
      .compactMap { $0["label"] as? String }.sorted()
  }

  private func lists(_ tool: Tool) throws -> [String] {
    try tool.run("report", "share", "--list", "--format", "jsonl").objects()
      .filter { $0["problem"] as? String == "without text" }.compactMap { $0["path"] as? String }
  }

  @Test(
    .enabled(if: isPossible, "tesseract-ocr and poppler-utils are not installed"))
  func `are tagged by the text, which is recognized once`() throws {
    let tool = try makeShare("ocr: auto\n")
    defer { tool.remove() }
    let first = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    #expect(first.errors.contains("1 document was given a text by tesseract."), "\(first.errors)")
    #expect(try tags(tool) == ["Harbor Archive"])
    #expect(try tool.run("search", "valid", "--format", "paths").lines.count == 1)
    #expect(try lists(tool).isEmpty)
    let again = try tool.run("retag", "share", "--yes")
    #expect(again.output.contains("Nothing to do.") && !again.errors.contains("tesseract"))
    // The same bytes are known wherever they are.
    let copy = tool.folder.appending(path: "share/copy.png")
    try FileManager.default.copyItem(at: tool.folder.appending(path: "share/scan 17.png"), to: copy)
    try tool.write("ocr: auto\nocr-minutes: 0.01\n", to: "parlance.yaml")
    let copied = try tool.run("retag", "share", "--yes")
    #expect(copied.errors.contains("1 document was given a text by tesseract."))
  }

  @Test(.enabled(if: isPossible, "tesseract-ocr and poppler-utils are not installed"))
  func `are listed where nothing recognizes them, and a plan recognizes nothing`() throws {
    let tool = try makeShare("ocr: off\n")
    defer { tool.remove() }
    let run = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    #expect(!run.errors.contains("tesseract"))
    #expect(try lists(tool) == ["scan 17.png"])
    try tool.write("ocr: auto\nocr-languages: [eng]\n", to: "parlance.yaml")
    let plan = try tool.run("retag", "share", "--dry-run")
    #expect(plan.errors.contains("1 document has no text yet"))
    try tool.write("ocr: auto\nocr-languages: [xyz]\n", to: "parlance.yaml")
    let failing = try tool.run("retag", "share", "--yes")
    #expect(failing.errors.contains("scan 17.png: toolFailed: tesseract ended with status 1"))
    try tool.write("ocr-languages: [../x]\n", to: "parlance.yaml")
    #expect(try tool.run("retag", "share", "--yes").status == 2)
  }
}

import Foundation
import TestSupport
import Testing

/// Metadata that an author wrote, through retags, releases of the vocabulary, a lost workspace and undo.
@Suite struct `Metadata of a document's author` {
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  private static let docx = storedZip([
    (
      "[Content_Types].xml",
      "<Types xmlns=\"\(package)/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\""
        + "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    ),
    (
      "_rels/.rels",
      "<Relationships xmlns=\"\(package)/relationships\">"
        + "<Relationship Id=\"a\" Type=\"\(office)/relationships/officeDocument\" Target=\"word/document.xml\"/>"
        + "<Relationship Id=\"b\" Type=\"\(package)/relationships/metadata/core-properties\" "
        + "Target=\"docProps/core.xml\"/><Relationship Id=\"c\" "
        + "Type=\"\(office)/relationships/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>"
    ),
    (
      "word/document.xml",
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>"
        + "<w:t>Nothing much.</w:t></w:r></w:p></w:body></w:document>"
    ),
    (
      "docProps/core.xml",
      "<cp:coreProperties xmlns:cp=\"\(package)/metadata/core-properties\" "
        + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Our year</dc:title>"
        + "<cp:category>Brochure</cp:category><cp:keywords>Harbor Archive, Blue</cp:keywords></cp:coreProperties>"
    ),
    (
      "docProps/custom.xml",
      "<Properties xmlns=\"\(office)/custom-properties\" xmlns:vt=\"\(office)/docPropsVTypes\">"
        + "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"Project\">"
        + "<vt:lpwstr>Falcon</vt:lpwstr></property>"
        + "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"3\" name=\"Product\">"
        + "<vt:lpwstr>Harbor Archive</vt:lpwstr></property></Properties>"
    ),
  ])

  private static let markdown = """
    ---
    title: Our year
    product: Harbor Archive
    category: Brochure
    keywords: [Harbor Archive, Blue]
    project: Falcon
    ---
    Nothing much.

    """

  private static let html = """
    <html><head><title>Our year</title><meta name="product" content="Harbor Archive">
    <meta name="category" content="Brochure"><meta name="keywords" content="Harbor Archive, Blue">
    <meta name="project" content="Falcon"></head><body><p>Nothing much.</p></body></html>

    """

  /// What `extract` tells of each file, whatever Parlance wrote: fields of the author's, each with its value.
  private static let theirs: [String: Set<String>] = [
    "year.docx": [
      "cp:category=Brochure", "cp:keywords=Harbor Archive", "cp:keywords=Blue", "Project=Falcon",
      "Product=Harbor Archive",
    ],
    "year.md": [
      "category=Brochure", "keywords=Harbor Archive", "keywords=Blue", "project=Falcon",
      "product=Harbor Archive",
    ],
    "year.html": [
      "category=Brochure", "keywords=Harbor Archive", "keywords=Blue", "project=Falcon",
      "product=Harbor Archive",
    ],
  ]

  private static let hasExifTool = FileManager.default.isExecutableFile(atPath: "/usr/bin/exiftool")

  private static let jpeg = Data(
    base64Encoded:
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////"
      + "////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8Ad//Z"
  )

  private func makeShare() throws -> Tool {
    let tool = try RetagShare.make()
    try FileManager.default.removeItem(at: tool.folder.appending(path: "share"))
    try tool.write(Self.markdown, to: "share/year.md")
    try tool.write(Self.html, to: "share/year.html")
    try Data(Self.docx).write(to: tool.folder.appending(path: "share/year.docx"))
    return tool
  }

  /// The next release: every name is another one, and what it was called before leads to it.
  private func release(_ number: Int, _ tool: Tool) throws {
    let names = (1..<number).map { " \($0)" } + [""]
    func renamed(_ name: String, in text: String) -> String {
      text.replacing(
        "<name>\(name)</name>",
        with: "<name>\(name) \(number)</name>"
          + names.map { "<alias>\(name)\($0)</alias>" }.joined())
    }
    let text = renamed(
      "Brochure", in: renamed("Harbor Archive", in: RetagShare.vocabulary))
    try tool.write(text, to: "v.xml")
    let imported = try tool.run("import", "v.xml")
    #expect(imported.status == 0, "\(imported.errors)")
  }

  /// The fields that a file has for its reader, each with its value.
  private func fields(_ name: String, _ tool: Tool) throws -> [String] {
    let object = try tool.run("extract", "share/\(name)").object()
    return (object["metadata"] as? [[String: Any]] ?? []).map {
      "\($0["name"] as? String ?? "")=\($0["value"] as? String ?? "")"
    }
  }

  /// Nothing of an author's is gone, and nothing of Parlance's is taken for an author's.
  private func check(_ tool: Tool, _ when: String) throws {
    for (name, wanted) in Self.theirs {
      let found = try fields(name, tool).filter { !$0.contains("title=") }
      let values = Set(found.map { $0.lowercased() })
      for field in wanted {
        #expect(values.contains(field.lowercased()), "\(when), \(name): \(found)")
      }
      #expect(found.count == wanted.count, "\(when), \(name): \(found)")
    }
  }

  /// The tags of a file, as facet, label and origin.
  private func tags(_ name: String, _ tool: Tool) throws -> Set<String> {
    Set(
      try tool.run("why", "share/\(name)", "--format", "jsonl").objects().map {
        "\($0["facet"] as? String ?? ""): \($0["label"] as? String ?? "") \($0["origin"] as? String ?? "")"
      })
  }

  private func touch(_ tool: Tool, _ minute: Int) throws {
    for name in try FileManager.default.contentsOfDirectory(
      atPath: tool.folder.appending(path: "share").path)
    {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000 + 60 * Double(minute))],
        ofItemAtPath: tool.folder.appending(path: "share/\(name)").path)
    }
  }

  @Test func `stays whatever a vocabulary calls things, and is never taken for Parlance's`() throws
  {
    let tool = try makeShare()
    defer { tool.remove() }
    let retag = ["retag", "share", "--yes", "--write-to", "documents"]
    #expect(try tool.run(retag).status == 0)
    try check(tool, "first")
    for number in 2...4 {
      try release(number, tool)
      #expect(try tool.run(retag).status == 0)
      try check(tool, "release \(number)")
      for name in Self.theirs.keys {
        let tags = try tags(name, tool)
        #expect(
          tags.contains("product: Harbor Archive \(number) source"),
          "release \(number), \(name): \(tags)")
      }
      // Read anew, as after a change of the text: there is nothing to do, since nothing is taken for another's.
      try touch(tool, number)
      let again = try tool.run(retag)
      #expect(again.output.contains("Nothing to do"), "release \(number): \(again.output)")
      try check(tool, "again \(number)")
    }
    try FileManager.default.removeItem(at: tool.folder.appending(path: ".parlance"))
    _ = try tool.run("import", "v.xml")
    #expect(try tool.run(retag).status == 0)
    try check(tool, "lost")
    for name in Self.theirs.keys {
      let tags = try tags(name, tool)
      #expect(
        tags.filter { $0.hasSuffix("source") } == ["product: Harbor Archive 4 source"], "\(tags)")
    }
  }

  @Test func `is there byte for byte when every run is taken back`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    let retag = ["retag", "share", "--yes", "--write-to", "documents"]
    for number in 2...4 {
      #expect(try tool.run(retag).status == 0)
      try release(number, tool)
    }
    #expect(try tool.run("assign", "share/year.docx", "type=Price list").status == 0)
    #expect(try tool.run("unassign", "share/year.md", "product=Harbor Archive").status == 0)
    let runs = try tool.run("log", "--format", "jsonl").objects().compactMap { $0["run"] as? Int }
    #expect(runs.count == 5)
    for run in runs {
      let undone = try tool.run("undo", "\(run)", "--yes")
      #expect(undone.status == 0, "\(undone.errors)")
    }
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test(.enabled(if: hasExifTool, "exiftool is not installed"))
  func `of an image stays as well: IPTC, XMP and what other programs own`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try #require(Self.jpeg).write(to: tool.folder.appending(path: "share/year.jpg"))
    let made = try tool.shell(
      "/usr/bin/exiftool -q -overwrite_original -IPTC:Keywords='Harbor Archive' -IPTC:Keywords=Blue "
        + "-XMP-dc:Subject='Harbor Archive' -XMP-dc:Subject=Blue -XMP-photoshop:Category=Brochure "
        + "-XMP-dc:Creator=Ann share/year.jpg")
    try #require(made.status == 0, "\(made.errors)")
    let before = try RetagShare.contents(tool)["year.jpg"]
    let retag = ["retag", "share", "--yes", "--write-to", "documents"]
    func check(_ when: String) throws {
      let seen = try tool.shell(
        "/usr/bin/exiftool -s3 -sep '|' -IPTC:Keywords -XMP-photoshop:Category -XMP-dc:Creator share/year.jpg; "
          + "/usr/bin/exiftool -s3 -sep '|' -XMP-dc:Subject share/year.jpg")
      #expect(
        seen.lines.prefix(3) == ["Harbor Archive|Blue", "Brochure", "Ann"],
        "\(when): \(seen.output)")
      #expect(seen.lines.last?.hasPrefix("Harbor Archive|Blue") == true, "\(when): \(seen.output)")
    }
    var runs = 0
    for number in 1...3 {
      if number > 1 { try release(number, tool) }
      _ = try tool.run(retag)
      runs += 1
      try check("release \(number)")
      try touch(tool, number)
      let again = try tool.run(retag)
      #expect(again.output.contains("Nothing to do"), "release \(number): \(again.output)")
      try check("again \(number)")
    }
    for run in stride(from: runs, through: 1, by: -1) {
      _ = try tool.run("undo", "\(run)", "--yes")
    }
    #expect(try RetagShare.contents(tool)["year.jpg"] == before)
  }
}

import Model
import System
import TestSupport
import Testing

@testable import Documents

/// Files without text are documents by their names and by what they say of themselves.
@Suite struct `Files without text` {
  /// A program in ExifTool's place, which answers every request with `answer`.
  private func reader(answer: String, _ folder: TemporaryFolder) throws -> DocumentReader {
    try folder.writeProgram(
      "exiftool",
      """
      #!/bin/sh
      while read word; do
        case $word in
        --XMP:all) ;;
        /proc/*) size=$(wc -c < $word) ;;
        -execute) \(answer) ; echo '{ready}' ;;
        esac
      done
      """)
    return DocumentReader(tools: ForeignTools(folders: [folder.path]))
  }

  @Test func `are called by what they begin with, or by their extension`() {
    func name(_ head: [UInt8], _ fileExtension: String) -> String? {
      let rest = [UInt8](repeating: 0, count: 20)
      guard
        case .success(let document) = DocumentReader(tools: ForeignTools(folders: []))
          .read(head + rest, name: "a.\(fileExtension)")
      else { return nil }
      return document.format
    }
    #expect(name([0xFF, 0xD8, 0xFF, 0xE0], "png") == "jpg")
    #expect(name(Array("RIFF".utf8), "avi") == "avi")
    #expect(name(Array("RIFF".utf8), "x") == "wav")
    #expect(name([0, 0, 0, 32] + Array("ftypqt  ".utf8), "mp4") == "mov")
    #expect(name([0, 0, 0, 32] + Array("ftypisom".utf8), "x") == "mp4")
    #expect(name([1, 2, 3], "JPEG") == "jpg")
    #expect(name([1, 2, 3], "unheard-of") == "bin")
    #expect(name([0x89, 0x50, 0x4E, 0x47], "txt") == "png")
    #expect(name([1, 2, 3], "docx") == nil)
  }

  @Test func `a zip archive and a drawing in text are files without text`() throws {
    let archive = ZipBuilder.archive([("x", "y")])
    #expect(try readDocument(archive, "a.zip").format == "zip")
    #expect(try readDocument(archive, "a.key").format == "key")
    #expect(try readDocument(archive, "a").format == "zip")
    let drawing = try readDocument("0\nSECTION\n2\nHEADER\n", "a.dxf")
    #expect(drawing.format == "dxf" && drawing.text.isEmpty)
  }

  @Test func `say what ExifTool tells of them`() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let answer = #"""
      printf '[{"Title":"Harbor Archive","Keywords":["vault","tape"],"Artist":"Ann","Rating":3,"ImageSize":%s,
      "DateTimeOriginal":"2010-03-12"}]\n' "$size"
      """#
    let reader = try reader(answer: answer, folder)
    let image = try reader.read(SampleDocuments.image, name: "a.png").get()
    #expect(image.title == "Harbor Archive" && image.text.isEmpty && image.remarks.isEmpty)
    #expect(image.values(.keyword) == ["vault", "tape"] && image.values(.author) == ["Ann"])
    #expect(image.values(.other) == ["\(SampleDocuments.image.count)"])
    #expect(image.dates(.metadata) == ["2010-03-12"])
  }

  @Test(arguments: [
    ("echo nothing", "metadata are left out: exiftool tells none"),
    ("exit 1", "metadata are left out: exiftool ended"),
    ("sleep 60", "metadata are left out: exiftool took more than 0.5 s"),
  ])
  func `are documents when ExifTool fails, too`(answer: String, remark: String) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var reader = try reader(answer: answer, folder)
    reader.limits.child.seconds = 0.5
    let image = try reader.read(SampleDocuments.image, name: "a.png").get()
    #expect(image.remarks == [remark])
  }

  @Test func `remark which program is missing`() throws {
    let reader = DocumentReader(tools: ForeignTools(folders: []))
    let image = try reader.read(SampleDocuments.image, name: "a.png").get()
    #expect(image.remarks.count == 1)
    #expect(ForeignTools.missingRemarks.isSuperset(of: image.remarks))
    let scan = try reader.read(Array("AT&TFORM\0\0\0\u{8}DJVM".utf8), name: "a.djvu").get()
    #expect(scan.remarks.count == 2)
    #expect(ForeignTools.missingRemarks.isSuperset(of: scan.remarks))
  }

  @Test func `tell their XMP without any program`() throws {
    let packet = """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>vault</rdf:li>\
      </rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>
      """
    let reader = DocumentReader(tools: ForeignTools(folders: []))
    let image = try reader.read(SampleDocuments.image + Array(packet.utf8), name: "a.png").get()
    #expect(image.values(.keyword) == ["vault"])
  }

  @Test func `within a mail are left out as before`() throws {
    let mail = """
      From: a@b.c\r
      Subject: x\r
      Date: Fri, 12 Mar 2010 08:00:00 +0100\r
      Content-Type: multipart/mixed; boundary=xy\r
      \r
      --xy\r
      Content-Type: image/png; name=a.png\r
      Content-Disposition: attachment\r
      Content-Transfer-Encoding: base64\r
      \r
      iVBORw0KGgoAAAANSUhEUgAAAAE=\r
      --xy--\r
      """
    let document = try readDocument(mail, "a.eml")
    #expect(
      document.remarks == ["the attachment 'a.png' is not read: unsupportedFormat: a PNG image"])
  }

  @Test(.enabled(if: ForeignTools().path(of: .exiftool) != nil))
  func `are read by the real ExifTool one after the other`() throws {
    // The size of a file at the front shows that the right one was asked about.
    let context = DocumentReader().makeContext { false }
    let tool = try #require(context.exifTool)
    for count in 1...3 {
      let bytes = SampleDocuments.image + [UInt8](repeating: 0, count: count)
      let answer = try tool.answer(
        of: .memory(bytes), tags: ["FileSize#", "ImageSize"], includesXMP: false,
        isCancelled: { false })
      let text = String(decoding: answer, as: UTF8.self)
      #expect(text.contains(#""FileSize": \#(bytes.count)"#), "\(text)")
      #expect(text.contains(#""ImageSize": "1x1""#), "\(text)")
    }
  }
}

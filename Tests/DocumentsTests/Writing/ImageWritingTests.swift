import Foundation
import Model
import System
import TestSupport
import Testing

@testable import Documents

/// Tags in the XMP packets of images.
@Suite struct `Tags in images` {
  /// A gray square of eight by eight, as the Independent JPEG Group's library writes it.
  static let jpeg = [UInt8](
    Data(
      base64Encoded:
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////"
        + "////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8Ad//Z"
    )
      ?? Data())

  /// One gray pixel, its strip behind the directory.
  static func tiff(isBigEndian: Bool) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let digits = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBigEndian ? digits.reversed() : digits
    }
    let entries = [
      (256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 8 + 2 + 12 * 9 + 4), (277, 1),
      (278, 1), (279, 1),
    ]
    var bytes = Array((isBigEndian ? "MM" : "II").utf8) + number(42, 2) + number(8, 4)
    bytes += number(entries.count, 2)
    for (tag, value) in entries {
      bytes += number(tag, 2) + number(4, 2) + number(1, 4) + number(value, 4)
    }
    return bytes + number(0, 4) + [0x7F]
  }

  static let images = [
    jpeg, SampleDocuments.image, tiff(isBigEndian: true), tiff(isBigEndian: false),
  ]

  private static func request(_ label: String, previous: String? = nil) -> TagRequest {
    func values(_ label: String?) -> TagValues {
      label.map { TagValues(facets: ["type": [$0]], keywords: [$0]) } ?? TagValues()
    }
    let entry = TagMark.Entry(facet: "type", label: label, giver: .machine)
    return TagRequest(
      values(label), previous: values(previous),
      mark: TagMark(run: "1", account: "ann", entries: [entry]))
  }

  private func write(_ request: TagRequest, to bytes: [UInt8]) throws -> [UInt8] {
    try #require(try TagWriting.change(bytes, format: .image, request: request)).bytes
  }

  @Test(arguments: images)
  func `are read again as Parlance's, change, and go`(image: [UInt8]) throws {
    let reader = DocumentReader(tools: ForeignTools(folders: []))
    let tagged = try write(Self.request("Größenplan"), to: image)
    #expect(!ImageWriting.bearsTags(image) && ImageWriting.bearsTags(tagged))
    let found = try reader.read(tagged, name: "a.img").get()
    #expect(found.mark?.entries.map(\.label) == ["Größenplan"])
    #expect(found.values(.keyword).isEmpty && found.values(.facet).isEmpty)
    #expect(
      try TagWriting.change(tagged, format: .image, request: Self.request("Größenplan")) == nil)

    let changed = try write(Self.request("Flyer", previous: "Größenplan"), to: tagged)
    #expect(
      try reader.read(changed, name: "a.img").get().mark?.entries.map(\.label) == ["Flyer"])
    #expect(!BytePattern.contains("Größenplan", in: changed))
    let nothing = TagRequest(
      TagValues(), previous: TagValues(facets: ["type": ["Flyer"]], keywords: ["Flyer"]),
      mark: TagMark(run: "", account: "", entries: []))
    let untagged = try write(nothing, to: changed)
    #expect(!ImageWriting.bearsTags(untagged))
    // A TIFF image keeps an empty packet.
    if image.starts(with: [0xFF]) || image.starts(with: [0x89]) { #expect(untagged == image) }
  }

  @Test func `keep the packet of another program, if empty`() throws {
    let packet = Array(
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\" x:xmptk=\"Camera 1\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></x:xmpmeta>"
        .utf8)
    let image = try ImageWriting.container(Self.jpeg)
    let edits = try image.edits(putting: packet)
    let theirs = try #require(edits.applied(to: image.bytes))
    let tagged = try write(Self.request("Flyer"), to: theirs)
    let nothing = TagRequest(
      TagValues(), previous: TagValues(facets: ["type": ["Flyer"]], keywords: ["Flyer"]),
      mark: TagMark(run: "", account: "", entries: []))
    let untagged = try write(nothing, to: tagged)
    #expect(!ImageWriting.bearsTags(untagged) && BytePattern.contains("Camera 1", in: untagged))
  }

  @Test(arguments: images)
  func `leave everything else, which ExifTool and the structure prove`(image: [UInt8]) throws {
    guard ForeignTools().path(of: .exiftool) != nil else {
      try Test.cancel("exiftool is not installed")
    }
    let proof = ImageProof()
    let request = Self.request("Flyer")
    let tagged = try write(request, to: image)
    try proof.confirm(image, tagged, request)
    let again = Self.request("Brochure", previous: "Flyer")
    try proof.confirm(tagged, try write(again, to: tagged), again)
    // One byte of the image itself.
    var other = tagged
    let isPNG = image.starts(with: [0x89])
    let isJPEG = image.starts(with: [0xFF])
    other[isPNG ? tagged.count - 20 : isJPEG ? tagged.count - 4 : image.count - 1] ^= 1
    #expect(throws: DocumentRefusal.self) { try proof.confirm(image, other, request) }
    #expect(throws: DocumentRefusal.self) { try proof.confirm(image, tagged, again) }
  }

  @Test func `are not written where nothing proves them`() throws {
    let proof = ImageProof(ForeignTools(folders: []))
    let request = Self.request("Flyer")
    let tagged = try write(request, to: Self.jpeg)
    #expect {
      try proof.confirm(Self.jpeg, tagged, request)
    } throws: {
      ($0 as? DocumentRefusal)?.reason == .missingTool
    }
  }

  @Test(arguments: images)
  func `keep what others wrote into the packet`(image: [UInt8]) throws {
    let others = """
      <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
      xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>harbor</rdf:li></rdf:Bag></dc:subject>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">A view</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>
      </x:xmpmeta><?xpacket end="w"?>
      """
    let own = try #require(
      try ImageWriting.container(image).edits(putting: Array(others.utf8)).applied(to: image))
    let tagged = try write(Self.request("Flyer"), to: own)
    let found = try DocumentReader(tools: ForeignTools(folders: [])).read(tagged, name: "a").get()
    #expect(found.title == "A view" && found.values(.keyword) == ["harbor"])
    #expect(found.mark?.entries.map(\.label) == ["Flyer"])
  }

  @Test(arguments: images)
  func `every truncation and every flipped byte is refused or read, never a crash`(
    image: [UInt8]
  ) throws {
    let tagged = try write(Self.request("Flyer"), to: image)
    let request = Self.request("Brochure", previous: "Flyer")
    for count in 0..<tagged.count {
      _ = try? TagWriting.change(Array(tagged[..<count]), format: .image, request: request)
      var flipped = tagged
      flipped[count] ^= 0xFF
      guard let change = try? TagWriting.change(flipped, format: .image, request: request) else {
        continue
      }
      #expect(change.edits.applied(to: flipped) == change.bytes)
    }
  }

  @Test func `are refused by a packet that has no room, or is not alone`() throws {
    let labels = (0..<4_000).map { "A label of some length, number \($0)" }
    #expect(throws: DocumentRefusal.self) {
      try TagWriting.change(
        Self.jpeg, format: .image, request: TagRequest(TagValues(keywords: labels)))
    }
    let tagged = try write(Self.request("Flyer"), to: Self.jpeg)
    let packet = try #require(try ImageWriting.container(tagged).packet)
    let segment = Array(tagged[(packet.lowerBound - 33)..<packet.upperBound])
    let twice = Array(tagged[..<2]) + segment + tagged[2...]
    #expect(throws: DocumentRefusal.self) {
      try TagWriting.change(twice, format: .image, request: Self.request("Brochure"))
    }
  }
}

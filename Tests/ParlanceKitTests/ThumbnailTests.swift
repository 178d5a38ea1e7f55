import Foundation
import Synchronization
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// The pictures of first pages.
struct ThumbnailTests {
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 7, count: 100)

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String {
    URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path + "/" + name
  }

  private func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: folder.url(of: name))
    return path(name)
  }

  private func picture(_ path: String) -> Picture? {
    let path = SharePath(path)
    return FirstPage.state(of: path).flatMap { FirstPage.picture(of: path, in: $0) }
  }

  @Test(arguments: [
    ("a.docx", "docProps/thumbnail.jpeg"), ("a.pptx", "docProps/thumbnail.png"),
    ("a.odt", "Thumbnails/thumbnail.png"),
  ])
  func `an Office file shows the picture that it holds, as what it is`(
    name: String, entry: String
  ) throws {
    let found = picture(try write(StoredArchive.bytes([(entry, Self.jpeg)]), to: name))
    #expect(found?.bytes == Self.jpeg)
    #expect(found?.type == "image/jpeg")
  }

  @Test func `what is no picture is not shown as one`() throws {
    let page = Array("<svg onload=x>".utf8)
    let entry = "docProps/thumbnail.jpeg"
    #expect(picture(try write(StoredArchive.bytes([(entry, page)]), to: "a.docx")) == nil)
    let large = Self.jpeg + Array(repeating: 0, count: 1 << 20)
    #expect(picture(try write(StoredArchive.bytes([(entry, large)]), to: "b.docx")) == nil)
    #expect(picture(try write(StoredArchive.bytes([("x", Self.jpeg)]), to: "c.docx")) == nil)
    #expect(picture(try write(Array("PK".utf8), to: "d.docx")) == nil)
    #expect(picture(try write(Self.jpeg, to: "e.jpeg")) == nil)
    #expect(picture(try write(Array("%PDF-1.4 broken".utf8), to: "f.pdf")) == nil)
    #expect(picture(path("none.pdf")) == nil)
  }

  @Test func `a link is not followed to another file`() throws {
    let entry = "docProps/thumbnail.jpeg"
    let real = try write(StoredArchive.bytes([(entry, Self.jpeg)]), to: "real.docx")
    try FileManager.default.createSymbolicLink(
      atPath: path("link.docx"), withDestinationPath: real)
    #expect(picture(path("link.docx")) == nil)
  }

  private static let hasRenderer = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/pdftoppm")

  @Test(.enabled(if: hasRenderer, "pictures of PDF take poppler's pdftoppm (poppler-utils)"))
  func `a PDF shows its first page`() throws {
    let sample = repositoryFile(
      "Samples/share/marketing/references/CS_Nordbank_archive_EN_print.pdf")
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: sample)))
    let found = try #require(picture(try write(bytes, to: "a.pdf")))
    #expect(found.type == "image/jpeg")
    #expect(found.bytes.count < 60_000)
  }

  /// Counts what is made.
  private final class Maker: Sendable {
    let made = Mutex<[String]>([])
    let picture: Picture?

    init(_ picture: Picture?) { self.picture = picture }

    func make(_ path: SharePath) -> Picture? {
      made.withLock { $0.append(path.string) }
      return picture
    }
  }

  @Test func `a picture is made beside the request, once for each state of the file`() throws {
    let maker = Maker(Picture(Self.jpeg))
    let thumbnails = Thumbnails { path, _ in maker.make(path) }
    let file = try write(Self.jpeg, to: "a.pdf")
    #expect(thumbnails.picture(ofDocument: file) == nil)
    try #require(waitUntil { thumbnails.picture(ofDocument: file) != nil })
    #expect(thumbnails.picture(ofDocument: file)?.bytes == Self.jpeg)
    #expect(maker.made.withLock { $0.count } == 1)
    _ = try write(Self.jpeg + [1], to: "a.pdf")
    try #require(waitUntil { thumbnails.picture(ofDocument: file) != nil })
    #expect(maker.made.withLock { $0.count } == 2)
    for other in ["relative.pdf", path("none.pdf"), try write([1], to: "a.txt")] {
      #expect(thumbnails.picture(ofDocument: other) == nil)
    }
  }

  @Test func `a file without a picture is looked at once, and old pictures make room`() throws {
    let none = Maker(nil)
    let empty = Thumbnails { path, _ in none.make(path) }
    let file = try write(Self.jpeg, to: "a.pdf")
    _ = empty.picture(ofDocument: file)
    try #require(waitUntil { none.made.withLock { !$0.isEmpty } })
    for _ in 0..<20 { #expect(empty.picture(ofDocument: file) == nil) }
    #expect(none.made.withLock { $0.count } == 1)

    let large = Maker(Picture(Self.jpeg + Array(repeating: 0, count: 200 << 10)))
    let thumbnails = Thumbnails { path, _ in large.make(path) }
    let files = try (0..<60).map { try write([1], to: "\($0).pdf") }
    for file in files {
      try #require(waitUntil { thumbnails.picture(ofDocument: file) != nil })
    }
    // Eight MiB hold forty of these.
    _ = thumbnails.picture(ofDocument: files[0])
    try #require(waitUntil { large.made.withLock { $0.count } == 61 })
  }
}

/// A ZIP archive whose entries are stored as they are.
enum StoredArchive {
  static func bytes(_ entries: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    for (name, content) in entries {
      let facts =
        number(0, 2) + number(0, 2) + number(0, 4) + number(Int(checksum(content)), 4)
        + number(content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2)
        + number(0, 2)
      directory +=
        number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + facts + number(0, 2)
        + number(0, 2) + number(0, 2) + number(0, 4) + number(file.count, 4) + Array(name.utf8)
      file += number(0x0403_4B50, 4) + number(20, 2) + facts + Array(name.utf8) + content
    }
    return file + directory + number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2)
      + number(entries.count, 2) + number(directory.count, 4) + number(file.count, 4)
      + number(0, 2)
  }

  /// CRC-32 as ZIP has it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
      }
    }
  }
}

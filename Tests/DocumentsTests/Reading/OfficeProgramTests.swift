import Foundation
import Glibc
import System
import TestSupport
import Testing

@testable import Documents

/// LibreOffice over documents that nobody vouches for.
struct OfficeProgramTests {
  private static let program = ForeignTools().path(of: .soffice)

  /// A document with pictures that are elsewhere.
  private static func document(pictures: [String]) -> String {
    let frames = pictures.map {
      "<text:p><draw:frame svg:width=\"4cm\" svg:height=\"4cm\" text:anchor-type=\"paragraph\">"
        + "<draw:image xlink:href=\"\($0)\" xlink:type=\"simple\" xlink:show=\"embed\""
        + " xlink:actuate=\"onLoad\"/></draw:frame></text:p>"
    }
    let names = [
      "office": "office:1.0", "text": "text:1.0", "draw": "drawing:1.0",
      "svg": "svg-compatible:1.0",
    ].map { " xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($1)\"" }.joined()
    return "<?xml version=\"1.0\"?><office:document\(names)"
      + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.2\""
      + " office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text>"
      + "<text:p>Words</text:p>\(frames.joined())</office:text></office:body></office:document>"
  }

  /// A port that listens and answers nobody.
  private struct SilentPort {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)

    func listen() throws -> UInt16 {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe bind(socket, $0, length) + Glibc.listen(socket, 8)
            + getsockname(socket, $0, &length)
        }
      }
      try #require(code == 0)
      return UInt16(bigEndian: address.sin_port)
    }

    /// Whether somebody has come.
    var isVisited: Bool {
      var event = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      return unsafe poll(&event, 1, 0) > 0
    }
  }

  @Test(.enabled(if: program != nil, "LibreOffice (libreoffice-writer-nogui) is not installed"))
  func `a document has nothing fetched, neither from another host nor from a file`() throws {
    let folder = try TemporaryFolder()
    let port = SilentPort()
    defer { close(port.socket) }
    let number = try port.listen()
    let secret = folder.url(of: "secret.bmp")
    try Data(Self.bitmap).write(to: secret)
    let input = folder.url(of: "a.fodt")
    try Data(
      Self.document(pictures: [
        "http://127.0.0.1:\(number)/a.png", secret.absoluteString,
      ]).utf8
    ).write(to: input)
    var child = try OfficeProgram.conversion(
      of: [input.path], to: "pdf", in: folder.path, by: try #require(Self.program))
    child.limits.memory = 4 << 30
    let outcome = try child.run()
    let page = try Data(contentsOf: folder.url(of: "a.pdf"))
    #expect(outcome.status == 0, "\(outcome.message)")
    #expect(page.range(of: Data("/Subtype/Image".utf8)) == nil)
    #expect(!port.isVisited)
  }

  /// A red square of 64 pixels.
  private static var bitmap: [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let pixels = 64 * 64 * 3
    return Array("BM".utf8) + number(54 + pixels, 4) + number(0, 4) + number(54, 4) + number(40, 4)
      + number(64, 4) + number(64, 4) + number(1, 2) + number(24, 2) + number(0, 4)
      + number(pixels, 4) + number(0, 16)
      + (0..<(64 * 64)).flatMap { _ in [0, 0, 255] as [UInt8] }
  }

  @Test func `a run has settings of its own, and nothing of the caller's`() throws {
    let folder = try TemporaryFolder()
    // Twice, as for a second document of the same run.
    for input in ["a.doc", "b.doc"] {
      let child = try OfficeProgram.conversion(
        of: [input], to: "docx", in: folder.path, by: "/usr/bin/soffice")
      #expect(child.arguments.first == "-env:UserInstallation=file://\(folder.path)/profile")
      #expect(
        child.arguments.suffix(5) == ["--convert-to", "docx", "--outdir", folder.path, input])
      #expect(child.environment.contains("HOME=\(folder.path)"))
    }
    let settings = try String(
      contentsOf: folder.url(of: "profile/user/registrymodifications.xcu"), encoding: .utf8)
    for name in ["BlockUntrustedRefererLinks", "DisableMacrosExecution"] {
      #expect(settings.contains("\"\(name)\" oor:op=\"fuse\"><value>true</value>"))
    }
  }
}

import Documents
import Foundation
import TestSupport
import Testing

@testable import ParlanceKit

/// The values that settings take, each at its bounds.
@Suite struct `A setting` {
  /// The settings of a share by the text of a file beside it; `nil` if that is refused.
  private func read(_ text: String) -> ShareSettings? { try? settings(text) }

  private func settings(_ text: String) throws -> ShareSettings {
    let folder = try TemporaryFolder()
    for name in ["w", "share"] {
      try FileManager.default.createDirectory(
        at: folder.url(of: name), withIntermediateDirectories: true)
    }
    try folder.write("w/parlance.yaml", text)
    let workspace = try Workspace(root: folder.path + "/w")
    return try workspace.settings(ofShare: Workspace(root: folder.path + "/share").root)
  }

  private func error(_ text: String) -> LocatedError? {
    do {
      _ = try settings(text)
      return nil
    } catch {
      return error as? LocatedError
    }
  }

  @Test(
    arguments: [
      ("1", 1), ("1 B", 1), ("7 b", 7), ("1 KB", 1 << 10), ("2 kb", 2 << 10), ("64 MB", 64 << 20),
      ("3 GB", 3 << 30),
      ("\"5 MB\"", 5 << 20), ("1125899906842624", 1 << 50), ("1048576 GB", 1 << 50),
      // A tebibyte and more beyond the largest file that any system has.
      ("1125899906842625", nil), ("1048577 GB", nil), ("9223372036854775807 GB", nil),
      ("0", nil), ("0 MB", nil), ("-1 MB", nil), ("1.5 MB", nil), ("MB", nil), ("1 TB", nil),
      ("1MB", nil),
      ("1 MB x", nil), ("\"\"", nil), ("[1]", nil), ("{a: 1}", nil), ("~", nil),
    ] as [(String, Int?)])
  func `of a size is a whole number and a unit`(text: String, bytes: Int?) {
    #expect(read("largest-file: \(text)\n")?.largestFile == bytes)
    if bytes == nil { #expect(error("largest-file: \(text)\n")?.hint == "such as 64 MB") }
  }

  @Test(
    arguments: [
      ("30", 30), ("0.01", 0.01), ("1440", 1440), ("1.5", 1.5), ("1e2", 100), ("0", nil),
      ("0.009", nil),
      ("1440.1", nil), ("-5", nil), (".nan", nil), (".inf", nil), ("many", nil), ("[1]", nil),
    ] as [(String, Double?)])
  func `of minutes is a number within a day`(text: String, minutes: Double?) {
    #expect(read("ocr-minutes: \(text)\n")?.recognitionMinutes == minutes)
  }

  @Test(
    arguments: [
      ("eng", "eng"), ("[eng, deu]", "eng+deu"), ("chi_sim", "chi_sim"),
      ("script/Latin", "script/Latin"),
      // A name goes to another program: what could be an option, a path or a list there is none.
      ("/etc/passwd", nil), ("\"--psm\"", nil), ("eng+deu", nil), ("\"eng deu\"", nil),
      ("../x", nil), ("größe", nil),
      ("[eng, \"\"]", nil), ("[[eng]]", nil),
    ] as [(String, String?)])
  func `of languages is names as Tesseract has them`(text: String, languages: String?) {
    #expect(read("ocr-languages: \(text)\n")?.recognitionLanguages == languages)
  }

  @Test(
    arguments: [
      ("true", true), ("false", false), ("yes", true), ("off", false), ("1", nil), ("maybe", nil),
      ("[true]", nil),
    ] as [(String, Bool?)])
  func `that holds or does not is a truth value`(text: String, isSet: Bool?) {
    #expect(read("in-place: \(text)\n")?.writesInPlace == isSet)
    if isSet == nil { #expect(error("in-place: \(text)\n")?.hint == "it is true, false") }
  }

  @Test(
    arguments: [
      ("0", 0, 0), ("1", 1, 0.5), ("0.5", 0.5, 0.5), ("0.3", 0.3, 0.3),
      ("{accept: 1, review: 0}", 1, 0),
      ("{review: 0.4, accept: 0.4}", 0.4, 0.4),
    ] as [(String, Double, Double)])
  func `of a threshold is one score, or two of which review is not above`(
    text: String, accept: Double, review: Double
  ) {
    #expect(
      read("thresholds: {type: \(text)}\n")?.thresholds["type"]
        == .init(accept: accept, review: review))
  }

  @Test(arguments: [
    "-0.1", "1.01", "x", "[0.5]", "{accept: 0.5}", "{review: 0.5}", "{}",
    "{accept: 0.4, review: 0.41}", ".nan",
    "{accept: x, review: 0}",
  ])
  func `of a threshold that is none is refused`(text: String) {
    #expect(error("thresholds: {type: \(text)}\n")?.line == 1)
  }

  @Test(arguments: [
    ("contracts", "contracts"), ("/contracts/", "contracts"), ("a//b/", "a/b"), ("/", ""),
    ("a b/c", "a b/c"),
  ])
  func `of a folder begins at the share, whatever slashes stand around it`(
    below: String, folder: String
  ) {
    let settings = read("facets:\n  - {below: \"\(below)\", type: X}\n")
    #expect(settings?.folders.map(\.folder) == [folder])
  }

  @Test func `of a share is checked though another share is asked for`() {
    #expect(error("shares:\n  /srv/other:\n    write-to: paper\n")?.line == 3)
    #expect(read("shares:\n  /srv/other:\n    write-to: sidecar\n")?.place == nil)
  }

  @Test(arguments: [
    ("write-to", "paper"), ("date-order", "day"), ("ocr", "on"),
  ])
  func `of a choice that is none is answered with all that there are`(name: String, value: String)
    throws
  {
    let told = try #require(error("\(name): \(value)\n"))
    let choices =
      switch name {
      case "write-to": ["catalog", "documents", "sidecar", "xattr"]
      case "date-order": ["day-month", "month-day"]
      default: ["auto", "off"]
      }
    #expect(told.hint == "it is " + choices.joined(separator: ", "))
    for choice in choices { #expect(read("\(name): \(choice)\n") != nil) }
  }

  @Test(
    arguments: [
      [0xFF, 0xFE], Array("write-to: ".utf8) + [0xC3], [0x80],
    ] as [[UInt8]])
  func `in a file that is no text is not guessed`(bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    try folder.write("parlance.yaml", bytes)
    let workspace = try Workspace(root: folder.path)
    let error = #expect(throws: LocatedError.self) { try workspace.settings(ofShare: nil) }
    #expect(error?.message == "the file is not UTF-8" && error?.line == 1)
  }
}

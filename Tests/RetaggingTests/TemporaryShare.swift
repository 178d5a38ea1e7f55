import Documents
import Foundation
import Glibc
import Model
import System
import TestSupport

@testable import Journaling
@testable import Retagging

/// A temporary folder with a share and a journal folder in it.
final class TemporaryShare {
  private let folder: TemporaryFolder
  var root: String { folder.path }
  var share: String { root + "/share" }
  var journals: SharePath { SharePath(root + "/journal") }

  init(in parent: String = NSTemporaryDirectory()) throws {
    folder = try TemporaryFolder(in: URL(filePath: parent))
    for name in ["share", "journal"] {
      try FileManager.default.createDirectory(
        at: folder.url(of: name), withIntermediateDirectories: false)
    }
  }

  /// Documents of several formats, each with a time of its own in the past.
  static let documents: [(String, String)] = [
    ("a.md", "---\ntags: [theirs]\n---\n# A\n"),
    (
      "b.html",
      "<html><head><meta name=\"keywords\" content=\"theirs\"></head><body>B</body></html>"
    ),
    ("c.rtf", "{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}\\pard C}"),
    ("d.eml", "Subject: D\r\nKeywords: theirs\r\n\r\nBody\r\n"),
    ("e.md", "# E\n" + String(repeating: "words and more words\n", count: 500)),
    ("f.xmp", "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"></r:RDF>"),
  ]

  func fill() throws {
    for (index, (name, text)) in Self.documents.enumerated() {
      try write(name, text, mode: index % 2 == 0 ? 0o640 : 0o604, age: 1000 * (index + 1))
    }
  }

  func write(_ name: String, _ text: String, mode: mode_t = 0o644, age: Int = 5000) throws {
    let path = share + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var times = [
      timeval(tv_sec: 1_200_000_000, tv_usec: 7),
      timeval(tv_sec: 1_200_000_000 - age, tv_usec: 123_456),
    ]
    guard unsafe chmod(path, mode) == 0, unsafe utimes(path, &times) == 0 else {
      throw POSIXError(.EIO)
    }
  }

  func path(_ name: String) -> SharePath { SharePath(share + "/" + name) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: share + "/" + name)), as: UTF8.self)
  }

  /// The names in the share, also of hidden files.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: share).sorted()
  }

  /// Content, mode, time and extended attribute of every file.
  func state() throws -> [String: String] {
    var result: [String: String] = [:]
    for name in try names() {
      let identity = FileIdentity(of: path(name))
      let value = try? ChangePreparation.attributeValue(path(name), TagWriting.attributeName)
      let tags = value.map { String(decoding: $0, as: UTF8.self) } ?? "none"
      result[name] =
        "\(identity?.mode ?? 0) \(identity?.modified ?? 0) \(tags) \(try text(name))"
    }
    return result
  }

  static let values = TagValues(
    facets: ["type": ["Data Sheet"]], keywords: ["Data Sheet", "Häfen"])

  func items(_ values: TagValues = values, previous: TagValues = TagValues()) throws
    -> [TagWritingItem]
  {
    try names().enumerated().map {
      TagWritingItem(
        id: Int64($0.offset), path: path($0.element),
        request: TagRequest(values, previous: previous))
    }
  }

  func apply(
    _ items: [TagWritingItem], place: TagPlace = .documents, run name: String = "run",
    options: FileWritingOptions = FileWritingOptions()
  ) throws -> [FileOutcome] {
    let header = JournalHeader(run: name, time: 1, purpose: "test")
    let run = try TagWritingRun(
      place: place, journalFolder: journals, header: header, options: options)
    var outcomes: [FileOutcome] = []
    try run.apply(items) {
      outcomes += $0
      return true
    }
    try run.finish()
    return outcomes
  }

  func undo(
    _ run: String, as name: String, options: FileWritingOptions = FileWritingOptions()
  ) throws -> [FileOutcome] {
    var outcomes: [FileOutcome] = []
    try JournalUndo.undo(
      run: run, folder: journals, header: JournalHeader(run: name, time: 2, purpose: "undo"),
      options: options
    ) {
      outcomes += $0
      return true
    }
    return outcomes
  }
}

extension FileOutcome {
  /// `changed`, `unchanged`, or `refused:` and the reason.
  var word: String {
    switch status {
    case .changed: "changed"
    case .unchanged: "unchanged"
    case .refused(let refusal): "refused: \(refusal.reason.rawValue)"
    }
  }
}

extension TagPlace {
  /// The places that are files or belong to them.
  static let inFiles = allCases.filter(\.isInFiles)
}

import Foundation
import Glibc
import RandomNumbers
import System
import TestSupport
import Testing

/// A share that people work in, with what is known of each of its documents whatever happens to it.
struct ScriptedShare {
  let folder: TemporaryFolder

  /// The paths of the documents by a name that stays with them.
  private(set) var paths: [String: String] = [:]

  private var time = 1_500_000_000
  private var number = 0

  var root: String { folder.path + "/share" }
  private var url: URL { folder.url(of: "share") }

  init(in folder: TemporaryFolder) throws {
    self.folder = folder
    let documents = [
      (
        "flyer", "sales/flyer.html",
        "<html><head><title>Brochure Harbor Vault</title></head><body><h1>Brochure Harbor Vault</h1>"
          + "<p>Harbor Vault keeps it.</p></body></html>\n"
      ),
      ("prices", "sales/prices.md", "# Price list\n\nHarbor Vault: 100\n"),
      ("quote", "sales/2011/quote.md", "---\ntitle: Quote for Jetty\n---\n# Quote\n\nJetty: 3\n"),
      ("letter", "mail/letter.eml", "Subject: Brochure of Jetty\r\n\r\nThe brochure of Jetty.\r\n"),
      (
        "sheet", "docs/sheet.rtf",
        "{\\rtf1\\ansi{\\info{\\title Price list Jetty}}\\pard Price list\\par}"
      ),
      ("note", "docs/note.txt", "Quote for Harbor Vault\n\nHarbor Vault and a quote.\n"),
      ("given", "docs/given.md", "---\ndocumentType: Quote\n---\n# Something\n\nJetty.\n"),
    ]
    for (name, path, text) in documents {
      paths[name] = path
      try write(path, text)
    }
  }

  /// The names of the documents, in an order that does not change.
  var names: [String] { paths.keys.sorted() }

  /// Whether a document came with a tag that somebody else gave.
  func isGiven(_ name: String) -> Bool { name.hasPrefix("given") }

  private mutating func write(_ path: String, _ text: String) throws {
    try folder.write("share/" + path, text)
    try setTime(path)
  }

  private mutating func setTime(_ path: String) throws {
    time += 1
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(time))],
      ofItemAtPath: root + "/" + path)
  }

  /// Bytes and time of every file.
  func contents() throws -> [String: String] {
    var result: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      guard let identity = FileIdentity(of: SharePath(root + "/" + path)), identity.isRegular
      else { continue }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
      result[path] = "\(identity.owner) \(identity.mode) \(identity.modified) \(Array(bytes))"
    }
    return result
  }
}

// MARK: - What people do

extension ScriptedShare {
  private mutating func newPath(of name: String) -> String {
    number += 1
    let kind = (paths[name] ?? "").split(separator: ".").last.map(String.init) ?? "md"
    return "\(["sales", "docs", "archive"][number % 3])/\(number)/\(name) \(number).\(kind)"
  }

  /// A document, and its sidecar with it, gets another name in another folder.
  mutating func move(_ name: String) throws {
    guard let old = paths[name] else { return }
    let new = newPath(of: name)
    try withFiles(of: old, new) { try FileManager.default.moveItem(at: $0, to: $1) }
    paths[name] = new
  }

  /// A folder gets another name.
  mutating func renameFolder() throws {
    number += 1
    let old = ["sales", "docs", "archive", "mail"].filter { top in
      paths.values.contains { $0.hasPrefix(top + "/") }
    }
    guard let top = old.first else { return }
    let new = "renamed \(number)"
    try FileManager.default.moveItem(
      at: url.appending(path: top), to: url.appending(path: new))
    for (name, path) in paths where path.hasPrefix(top + "/") {
      paths[name] = new + path.dropFirst(top.count)
    }
    // And back, so that the names do not grow: what a person does who was told not to.
    if number.isMultiple(of: 2) { return }
    try FileManager.default.moveItem(
      at: url.appending(path: new), to: url.appending(path: top))
    for (name, path) in paths where path.hasPrefix(new + "/") {
      paths[name] = top + path.dropFirst(new.count)
    }
  }

  /// A document is copied; the copy is a document of its own.
  mutating func copy(_ name: String) throws -> String? {
    guard let old = paths[name], paths.count < 12 else { return nil }
    let new = newPath(of: name)
    try withFiles(of: old, new) { try FileManager.default.copyItem(at: $0, to: $1) }
    let copy = "\(name)+\(number)"
    paths[copy] = new
    try setTime(new)
    return copy
  }

  /// A copy that was made is deleted.
  mutating func deleteCopy() throws -> String? {
    guard let name = names.first(where: { $0.contains("+") }), let path = paths[name] else {
      return nil
    }
    try withFiles(of: path, path) { file, _ in try FileManager.default.removeItem(at: file) }
    paths[name] = nil
    return name
  }

  /// Somebody writes into a document.
  mutating func edit(_ name: String) throws {
    guard let path = paths[name], path.hasSuffix(".md") || path.hasSuffix(".txt") else { return }
    let file = URL(fileURLWithPath: root + "/" + path)
    number += 1
    try Data(try Data(contentsOf: file) + Data("\nLine \(number).\n".utf8)).write(to: file)
    try setTime(path)
  }

  /// A document is somebody else's, as where several accounts write; only root can give it away.
  ///
  /// - Returns: whether it is.
  func giveAway(_ name: String) throws -> Bool {
    guard geteuid() == 0, let path = paths[name] else { return false }
    try #require(unsafe chown(root + "/" + path, 4_711, 4_711) == 0)
    return true
  }

  /// A document is copied to another place by what keeps no times, and the first one deleted.
  ///
  /// - Returns: whether it was: of copies that have the same bytes nobody could tell which one it is.
  mutating func replaceByCopy(_ name: String) throws -> Bool {
    guard let old = paths[name], !name.contains("+"),
      !names.contains(where: { $0.hasPrefix(name + "+") })
    else { return false }
    let new = newPath(of: name)
    try withFiles(of: old, new) { file, target in
      try Data(try Data(contentsOf: file)).write(to: target)
      try FileManager.default.removeItem(at: file)
    }
    paths[name] = new
    try setTime(new)
    return true
  }

  /// A document is open in another program, or may not be written, until `release`.
  func hold(_ name: String, isLocked: Bool) throws {
    guard let path = paths[name] else { return }
    if isLocked {
      let file = URL(fileURLWithPath: root + "/" + path)
      let lock = file.deletingLastPathComponent()
        .appending(path: ".~lock.\(file.lastPathComponent)#")
      try Data().write(to: lock)
    } else {
      try #require(unsafe chmod(root + "/" + path, 0o444) == 0)
    }
  }

  /// Nothing is locked or protected any more.
  func release() throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      let file = root + "/" + path
      if path.contains("/.~lock.") {
        try FileManager.default.removeItem(atPath: file)
      } else if let mode = FileIdentity(of: SharePath(file))?.mode, mode & 0o777 == 0o444 {
        try #require(unsafe chmod(file, 0o644) == 0)
      }
    }
  }

  /// The disk is not mounted while something is tried.
  func unmounted(_ body: () throws -> Void) throws {
    let away = folder.url(of: "away")
    try FileManager.default.moveItem(at: url, to: away)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    try body()
    try FileManager.default.removeItem(at: url)
    try FileManager.default.moveItem(at: away, to: url)
  }

  /// Does something with a document, and with its sidecar if there is one.
  private func withFiles(
    of old: String, _ new: String, _ body: (URL, URL) throws -> Void
  ) throws {
    for suffix in ["", ".xmp"] {
      let file = url.appending(path: old + suffix)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let target = url.appending(path: new + suffix)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try body(file, target)
    }
  }
}

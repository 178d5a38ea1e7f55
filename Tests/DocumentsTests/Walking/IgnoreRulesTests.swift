import Foundation
import System
import TestSupport
import Testing

@testable import Documents

@Suite struct `What a share leaves out` {
  /// A pattern, a path, and whether gitignore's syntax says that it is meant; `/` at the end is a folder.
  @Test(arguments: [
    // A name at any depth.
    ("*.bak", "a.bak", true), ("*.bak", "x/y/a.bak", true), ("*.bak", "a.bak.txt", false),
    ("old", "old/", true), ("old", "x/old", true), ("old", "older", false),
    // Folders only.
    ("old/", "old/", true), ("old/", "old", false), ("old/", "x/old/", true),
    // From the folder of the file.
    ("/old", "old", true), ("/old", "x/old", false), ("a/b", "a/b", true), ("a/b", "x/a/b", false),
    ("a/*.txt", "a/b.txt", true), ("a/*.txt", "a/x/b.txt", false), ("a/b/", "a/b/", true),
    // Any number of folders.
    ("**/b", "b", true), ("**/b", "x/y/b", true), ("a/**", "a/b", true), ("a/**", "a/b/c", true),
    ("a/**", "a/", false), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true),
    ("a/**/b", "a/x/c", false), ("**", "a/b", true), ("a/**/a", "a/a", true),
    ("a/**/**/b", "a/b", true),
    // Sets, single characters, escapes.
    ("v[0-9].txt", "v3.txt", true), ("v[0-9].txt", "vx.txt", false),
    ("v[!0-9].txt", "vx.txt", true), ("v[^0-9].txt", "v1.txt", false),
    ("[]]", "]", true), ("[a-]", "-", true), ("[z-a]", "m", false), ("[abc", "[abc", true),
    ("?.txt", "ü.txt", true), ("?.txt", "ab.txt", false), ("\\#a", "#a", true),
    ("\\!a", "!a", true), ("\\*", "*", true), ("\\*", "a", false), ("a\\ ", "a ", true),
    ("a  ", "a", true), ("a\r", "a", true), ("*", "a", true), ("a*b*c", "a-b-b-c", true),
    ("a*b*c", "a-b-b-", false), ("Old", "old", false),
  ])
  func `follows gitignore`(pattern: String, path: String, isMeant: Bool) throws {
    let pattern = try #require(IgnorePattern(Array(pattern.utf8)))
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    #expect(pattern.matches(names[...], isFolder: path.hasSuffix("/")) == isMeant)
  }

  @Test(arguments: ["", "# a comment", "   ", "/", "!", "\r"])
  func `is nothing for a line without a pattern`(line: String) {
    #expect(IgnorePattern(Array(line.utf8)) == nil)
  }

  @Test func `takes time in proportion to the name, whatever the stars`() throws {
    let pattern = try #require(
      IgnorePattern(Array(String(repeating: "a*", count: 60).utf8) + Array("b".utf8)))
    #expect(
      !pattern.matches([Array(repeating: UInt8(ascii: "a"), count: 4000)][...], isFolder: false))
  }

  private func walk(_ folder: TemporaryFolder) throws -> (files: [String], excluded: [String]) {
    let (files, skips) = try ShareWalk().files(in: folder.share())
    return (
      files.map(\.path.string), skips.filter { $0.reason == .excluded }.map(\.path.string)
    )
  }

  @Test func `is what servers and programs leave behind, in any case of letters`() throws {
    let folder = try TemporaryFolder()
    for name in [
      "a.docx", "THUMBS.DB", "x/Desktop.ini", "node_modules/m/readme.md", "$Recycle.Bin/b.docx",
      "#recycle/c.docx", "@eaDir/d.docx", "~snapshot/2010/e.docx", "f.docx.part", "g.TMP",
      "template.tmpl",
    ] { try folder.write(name, "x") }
    let (files, excluded) = try walk(folder)
    #expect(files == ["a.docx", "template.tmpl"])
    #expect(excluded.count == 9)
  }

  @Test func `is what the files of its folders name, the nearest first`() throws {
    let folder = try TemporaryFolder()
    try folder.write(".parlanceignore", "\u{FEFF}*.log\n/drafts/\n!keep.log\n!desktop.ini\n")
    try folder.write("x/.parlanceignore", "# here all logs count\n!*.log\nsecret.txt\n/y/z.txt\n")
    for name in [
      "a.log", "keep.log", "drafts/b.txt", "x/drafts/c.txt", "x/d.log", "x/secret.txt",
      "secret.txt", "x/y/z.txt", "y/z.txt", "desktop.ini",
    ] { try folder.write(name, "x") }
    let (files, excluded) = try walk(folder)
    #expect(
      files == [
        "desktop.ini", "keep.log", "secret.txt", "x/d.log", "x/drafts/c.txt", "y/z.txt",
      ])
    #expect(excluded == ["a.log", "drafts", "x/secret.txt", "x/y/z.txt"])
  }

  @Test(arguments: [true, false])
  func `is not guessed when its file cannot be read`(isRoot: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "x")
    try folder.write("x/b.txt", "x")
    let lines = String(repeating: "*.log\n", count: IgnoreRules.patternLimit + 1)
    try folder.write(isRoot ? ".parlanceignore" : "x/.parlanceignore", lines)
    guard !isRoot else {
      let error = #expect(throws: DocumentRefusal.self) { try walk(folder) }
      #expect(error?.detail.contains(".parlanceignore") == true)
      return
    }
    let (files, skips) = try ShareWalk().files(in: folder.share())
    #expect(files.map(\.path.string) == ["a.txt"])
    let failed = skips.filter { $0.reason == .failed }
    #expect(failed.map(\.path.string) == ["x"])
    #expect(failed.first?.detail.contains("10001 patterns; the limit is 10000") == true)
  }

  @Test func `is not told by a link`() throws {
    let folder = try TemporaryFolder()
    try folder.write("rules", "*.txt")
    try folder.write("x/a.txt", "x")
    #expect(unsafe symlink("../rules", folder.url.path + "/x/.parlanceignore") == 0)
    let skips = try ShareWalk().files(in: folder.share()).skips
    #expect(skips.contains { $0.path.string == "x" && $0.reason == .failed })
  }
}

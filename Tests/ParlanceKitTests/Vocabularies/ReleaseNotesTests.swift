import Foundation
import TestSupport
import Testing

@testable import ParlanceKit

/// What changed between two releases, as their readers are told.
struct ReleaseNotesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func vocabulary(_ concepts: String, version: String = "", title: String = "V") -> String {
    """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en" \
    \(version.isEmpty ? "" : "version=\"\(version)\"")>
    <title>\(title)</title><scheme id="s"><title>S</title>\(concepts)</scheme></vocabulary>
    """
  }

  private func notes(_ old: String, _ new: String) throws -> ReleaseNotes {
    try folder.write("old.xml", old)
    try folder.write("new.xml", new)
    let files = ["old.xml", "new.xml"].map { folder.url(of: $0).path }
    return ReleaseNotes(
      try DiffReport(files, as: nil, countsDocuments: false) { try Workspace(root: folder.path) })
  }

  private func markdown(_ old: String, _ new: String) throws -> String {
    String(decoding: try notes(old, new).document(as: .markdown), as: UTF8.self)
  }

  private static let first = """
    <concept id="a"><name>Anchor</name><alias>Kedge</alias></concept>
    <concept id="b"><name>Boat</name></concept><concept id="c"><name>Crate</name></concept>
    """

  @Test func `changes stand below their scheme in the order in which readers care`() throws {
    let second = """
      <concept id="a"><name>Harbor anchor</name><alias>Grapnel</alias></concept>
      <concept id="b" deprecated="2001"><name>Boat</name></concept>
      <concept id="d"><name>Dock</name></concept>
      """
    let parts = try notes(vocabulary(Self.first), vocabulary(second)).parts
    #expect(parts.map { $0.scheme } == ["s"])
    let sections = parts[0].sections
    #expect(sections.map { $0.title } == ["New", "Renamed", "Out of use", "Gone", "Names"])
    #expect(sections[0].lines == ["\"Dock\" is new"])
    #expect(sections[1].lines == ["\"Anchor\" is called \"Harbor anchor\" now (en)"])
    #expect(sections[2].lines == ["\"Boat\" is deprecated, and nothing takes its place"])
    #expect(sections[3].lines == ["\"Crate\" is gone"])
  }

  @Test func `what is still to come is announced, and reasons are told as such`() throws {
    let second = """
      <concept id="a"><name>Anchor</name><alias>Kedge</alias>
        <change>Nobody asked for it.</change></concept>
      <concept id="b" deprecated="2999-01"><name>Boat</name></concept>
      <concept id="c"><name>Crate</name><definition>A box.</definition></concept>
      """
    let sections = try notes(vocabulary(Self.first), vocabulary(second)).parts[0].sections
    #expect(sections.map { $0.title } == ["Announced", "Why", "Other changes"])
    #expect(sections[0].lines.count == 1 && sections[0].lines[0].contains("from 2999-01 on"))
    #expect(sections[1].lines == ["Anchor: Nobody asked for it."])
    #expect(sections[2].lines.count == 1 && sections[2].lines[0].contains("A box."))
  }

  @Test func `nothing changed is told`() throws {
    let same = vocabulary(Self.first)
    #expect(try markdown(same, same) == "# V\n\nNo differences.\n")
    let page = String(decoding: try notes(same, same).document(as: .html), as: UTF8.self)
    #expect(page.contains("<p>No differences.</p>"))
  }

  @Test(arguments: [
    ("", "", "# V\n"), ("", "2", "# V 2\n"), ("2", "2", "# V 2\n"), ("1", "2", "# V: 1 → 2\n"),
    ("1", "", "# V: 1 → next\n"),
  ])
  func `the heading has the versions that are stated`(old: String, new: String, heading: String)
    throws
  {
    let text = try markdown(
      vocabulary(Self.first, version: old), vocabulary(Self.first, version: new))
    #expect(text.hasPrefix(heading), "\(text.prefix(40))")
  }

  @Test func `names are shown as they are, whatever they mean in Markdown or HTML`() throws {
    let names = ["*bold*", "[link](x)", "&lt;b>", "a_b_c", "`x`", "~gone~", "x | y"]
    let concepts = names.enumerated().map {
      "<concept id='n\($0)'><name>\($1.replacingOccurrences(of: "&", with: "&amp;"))</name></concept>"
    }.joined()
    let text = try markdown(vocabulary(Self.first), vocabulary(Self.first + concepts))
    for name in names {
      let escaped = name.map { "\\`*_{}[]<>#|&~".contains($0) ? "\\\($0)" : "\($0)" }.joined()
      #expect(text.contains("- \"\(escaped)\" is new\n"), "\(name)")
    }
    let page = String(
      decoding: try notes(vocabulary(Self.first), vocabulary(Self.first + concepts)).document(
        as: .html), as: UTF8.self)
    #expect(page.contains("<li>&quot;&amp;lt;b&gt;&quot; is new</li>"))
    #expect(!page.contains("<b>"))
  }

  @Test(arguments: ["- dash", "+ plus", "1. one", "12) twelve"])
  func `a reason that begins like a list is none`(note: String) throws {
    // A note on a change is told behind the name of its concept, which may begin so.
    let second = Self.first.replacingOccurrences(
      of: "<name>Boat</name>", with: "<name>\(note)</name><change>x</change>")
    let text = try markdown(
      vocabulary(Self.first.replacingOccurrences(of: "Boat", with: note)), vocabulary(second))
    let line = try #require(text.components(separatedBy: "\n").first { $0.hasSuffix(": x") })
    let rest = line.dropFirst(2)
    #expect(line.hasPrefix("- ") && !rest.hasPrefix("- ") && !rest.hasPrefix("+ "))
    #expect(rest.filter { $0 != "\\" } == note + ": x")
    #expect(rest.contains("\\"))
  }
}

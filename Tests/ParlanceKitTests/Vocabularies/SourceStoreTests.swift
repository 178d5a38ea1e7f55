import Foundation
import Model
import System
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// The sources of a vocabulary: what was imported from where, and the states it had.
struct SourceStoreTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(root: folder.path)
  }

  /// A vocabulary of one scheme with one concept.
  private static func vocabulary(_ scheme: String, _ name: String) -> String {
    """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="\(scheme)"><title>\(scheme)</title>
        <concept id="\(scheme)/one"><name>\(name)</name></concept></scheme>
    </vocabulary>
    """
  }

  private func importing(_ file: String, _ scheme: String, _ name: String) throws {
    try folder.write(file, Self.vocabulary(scheme, name))
    _ = try workspace.sources.importing([folder.url(of: file).path])
  }

  private func concepts() throws -> [String] {
    let vocabulary = try workspace.vocabularies.current()
    return vocabulary.concepts.map { vocabulary.preferredLabel(of: $0) }.sorted()
  }

  // MARK: Sources

  @Test func `sources are known by their paths below the workspace, in the order of first imports`()
    throws
  {
    try importing("b.xml", "type", "Brochure")
    try importing("sub/a.xml", "product", "Archive")
    try importing("b.xml", "type", "Quote")
    #expect(try workspace.sources.all().map(\.path) == ["b.xml", "sub/a.xml"])
    #expect(Set(try concepts()) == ["Archive", "Quote"])
    let summaries = try workspace.sources.summaries()
    #expect(
      summaries.map(\.schemes) == [["https://id.example/type"], ["https://id.example/product"]])
  }

  @Test func `what has much text is imported again, and another vocabulary beside it`()
    throws
  {
    let definition = String(repeating: "a word and ", count: 400)
    let concepts = (0..<1_000).map { number in
      "<concept id=\"type/\(number)\"><name>Type \(number)</name><definition>\(number) \(definition)</definition></concept>"
    }
    try folder.write(
      "a.xml",
      Self.vocabulary("type", "Brochure").replacing(
        "</scheme>", with: concepts.joined(separator: "\n") + "</scheme>"))
    for _ in 0..<2 { _ = try workspace.sources.importing([folder.url(of: "a.xml").path]) }
    try importing("b.xml", "product", "Archive")
    #expect(try self.concepts().count == 1_002)
    #expect(try workspace.sources.all().map(\.path) == ["a.xml", "b.xml"])
  }

  @Test(arguments: ["sub/a.xml", "a.xml", "./sub/../sub/a.xml"])
  func `a source is forgotten by any name that only it has`(name: String) throws {
    try importing("b.xml", "type", "Brochure")
    try importing("sub/a.xml", "product", "Archive")
    let path = name.hasPrefix(".") ? folder.url(of: name).path : name
    #expect(try workspace.sources.remove([path]).map(\.path) == ["sub/a.xml"])
    #expect(try concepts() == ["Brochure"])
  }

  @Test func `a name of several sources, or of none, is refused with those there are`() throws {
    try importing("x/a.xml", "type", "Brochure")
    try importing("y/a.xml", "product", "Archive")
    for name in ["a.xml", "c.xml", ""] {
      let error = try #require(throws: WorkspaceError.self) {
        try workspace.sources.remove([name])
      }
      #expect("\(error)".contains("x/a.xml") && "\(error)".contains("y/a.xml"), "\(error)")
    }
    // One wrong name among right ones: nothing is forgotten.
    #expect(throws: WorkspaceError.self) { try workspace.sources.remove(["x/a.xml", "c.xml"]) }
    #expect(try workspace.sources.all().count == 2)
  }

  @Test func `without any source there is no vocabulary, and it can come back`() throws {
    try importing("a.xml", "type", "Brochure")
    _ = try workspace.sources.remove(["a.xml"])
    #expect(throws: WorkspaceError.noVocabulary(root: workspace.root)) {
      try workspace.vocabularies.current()
    }
    #expect(try workspace.vocabularies.currentIfImported() == nil)
    try workspace.releases.restore(1)
    #expect(try concepts() == ["Brochure"])
  }

  @Test func `a copy that is not what was imported is told, and not read`() throws {
    try importing("a.xml", "type", "Brochure")
    let source = try #require(try workspace.sources.all().first)
    #expect(workspace.sources.damage(of: source) == nil)
    let copy = ".parlance/sources/\(source.copy)"
    try folder.write(copy, Self.vocabulary("type", "Forged"))
    #expect(workspace.sources.damage(of: source) != nil)
    try FileManager.default.removeItem(at: folder.url(of: ".parlance/vocabulary.snapshot"))
    #expect(throws: (any Error).self) { try workspace.vocabularies.current() }
  }

  @Test func `a compiled vocabulary that is damaged is made anew of its sources`() throws {
    try importing("a.xml", "type", "Brochure")
    let snapshot = ".parlance/vocabulary.snapshot"
    var bytes = [UInt8](try Data(contentsOf: folder.url(of: snapshot)))
    bytes[bytes.count / 2] ^= 0xFF
    try folder.write(snapshot, bytes)
    #expect(try concepts() == ["Brochure"])
    try folder.write(snapshot, "")
    #expect(try concepts() == ["Brochure"])
  }

  private static let snapshot = ".parlance/vocabulary.snapshot"

  /// Has something fail that changes the sources once their list is stored, as if it were killed there; what was
  /// compiled before is in its place again then.
  private func breakingOff(_ change: () throws -> Void) throws {
    let url = folder.url(of: Self.snapshot)
    let bytes = [UInt8](try Data(contentsOf: url))
    try FileManager.default.removeItem(at: url)
    try folder.write("\(Self.snapshot)/no-file", "so that nothing takes its place")
    #expect(throws: (any Error).self) { try change() }
    try FileManager.default.removeItem(at: url)
    try folder.write(Self.snapshot, bytes)
  }

  @Test func `a vocabulary that an import was killed on is that of the list, not the one before`()
    throws
  {
    try importing("a.xml", "type", "Brochure")
    try breakingOff { try importing("a.xml", "type", "Quote") }
    #expect(workspace.sources.isChanging)
    #expect(try concepts() == ["Quote"])
    #expect(!workspace.sources.isChanging)
    #expect(try concepts() == ["Quote"])
  }

  @Test func `sources whose removal was killed are forgotten, the last one too`() throws {
    try importing("b.xml", "type", "Brochure")
    try importing("a.xml", "product", "Archive")
    try breakingOff { _ = try workspace.sources.remove(["a.xml"]) }
    #expect(try concepts() == ["Brochure"])
    try breakingOff { _ = try workspace.sources.remove(["b.xml"]) }
    #expect(try workspace.vocabularies.currentIfImported() == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.url(of: Self.snapshot).path))
    #expect(!workspace.sources.isChanging)
  }

  @Test func `while another command changes the sources, what is compiled is used as it is`() throws
  {
    try importing("a.xml", "type", "Brochure")
    try breakingOff { try importing("a.xml", "type", "Quote") }
    let lock = try workspace.lock(for: "test")
    #expect(try concepts() == ["Brochure"])
    #expect(workspace.sources.isChanging)
    let vocabulary = try workspace.vocabularies.current(holding: lock)
    #expect(vocabulary.concepts.map { vocabulary.preferredLabel(of: $0) } == ["Quote"])
  }

  @Test(arguments: ["a\tb", "a\nb", "a\r\nb", "a\u{2028}b"])
  func `a field keeps its line whatever is in it`(text: String) {
    let field = SourceStore.withoutBreaks(text)
    #expect(!field.contains { $0.isNewline || $0 == "\t" })
    #expect(field == "a b")
  }

  @Test(arguments: [
    "copy.xml\tparlance", "copy.xml\tkind\ta.xml", "x", "copy.xml  parlance  a.xml",
  ])
  func `a list that names no source is damaged`(line: String) throws {
    try importing("a.xml", "type", "Brochure")
    try folder.write(".parlance/sources/list.tsv", line + "\n")
    let error = try #require(throws: StorageError.self) { try workspace.sources.all() }
    #expect("\(error)".contains("list.tsv"))
  }

  // MARK: States

  @Test func `the same content is no new state, another name of it is`() throws {
    try importing("a.xml", "type", "Brochure")
    try importing("a.xml", "type", "Brochure")
    #expect(try workspace.releases.all().count == 1)
    try importing("b.xml", "type", "Brochure")
    let all = try workspace.releases.all()
    #expect(all.count == 2 && all.last?.paths.contains("b.xml") == true)
  }

  @Test func `so many states are kept, the latest, by the numbers that they had`() throws {
    try importing("a.xml", "type", "Brochure")
    let source = try #require(try workspace.sources.all().first)
    for number in 0..<ReleaseLog.limit + 5 {
      var other = source
      other.path = "a\(number).xml"
      try workspace.releases.append([other])
    }
    let kept = try workspace.releases.all()
    #expect(kept.count == ReleaseLog.limit)
    #expect(kept.last?.number == ReleaseLog.limit + 6)
    #expect(kept.map(\.number) == Array(7...ReleaseLog.limit + 6))
    let error = try #require(throws: RequestError.self) { try workspace.releases.release(6) }
    #expect(error.isMissing)
    #expect(error.message.contains("there are 7 to \(ReleaseLog.limit + 6)"))
  }

  @Test func `a copy is kept as long as a state has it`() throws {
    try importing("a.xml", "type", "Brochure")
    let first = try #require(try workspace.sources.all().first).copy
    try importing("a.xml", "type", "Quote")
    let copies = try FileManager.default.contentsOfDirectory(
      atPath: folder.url(of: ".parlance/sources").path)
    #expect(copies.contains(first))
    // A log that cannot be read may refer to anything: nothing is removed.
    try folder.write(".parlance/sources/releases.tsv", "nonsense\n")
    #expect(workspace.releases.copies == nil)
    workspace.sources.removeCopies(except: [])
    #expect(
      FileManager.default.fileExists(atPath: folder.url(of: ".parlance/sources/\(first)").path))
  }

  @Test func `a state that comes back is a new one, with its own number`() throws {
    try importing("a.xml", "type", "Brochure")
    try importing("a.xml", "type", "Quote")
    try workspace.releases.restore(1)
    #expect(try concepts() == ["Brochure"])
    #expect(try workspace.releases.all().map(\.number) == [1, 2, 3])
    // The current one once more changes nothing.
    try workspace.releases.restore(3)
    #expect(try workspace.releases.all().count == 3)
  }

  // MARK: What is to come

  @Test func `what goes out of use is told beforehand, the nearest first`() throws {
    let year = CalendarDate.today.year
    try folder.write(
      "v.xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
        <scheme id="type"><title>Types</title>
          <concept id="a" deprecated="\(year + 3)-01-01"><name>Later</name></concept>
          <concept id="b" deprecated="\(year + 1)-06-30"><name>Sooner</name><successor ref="c"/></concept>
          <concept id="c"><name>Stays</name></concept>
          <concept id="d" deprecated="2001-01-01"><name>Gone</name></concept>
        </scheme>
      </vocabulary>
      """)
    _ = try workspace.sources.importing([folder.url(of: "v.xml").path])
    let lines = try workspace.vocabularies.upcoming()
    try #require(lines.count == 2, "\(lines)")
    #expect(lines[0].hasPrefix("\"Sooner\" is in use until \(year + 1)-06"))
    #expect(lines[0].hasSuffix("then \"Stays\""))
    #expect(lines[1].hasPrefix("\"Later\" is in use until") && lines[1].contains("nothing takes"))
  }

  @Test(arguments: [
    ("bro", ["Brochure"]), ("", ["Archive", "Brochure"]), ("BRO", []), ("brochure ", []),
  ])
  func `labels are completed from their beginnings in lower case`(
    beginning: String, found: [String]
  ) throws {
    try importing("a.xml", "type", "Brochure")
    try importing("b.xml", "product", "Archive")
    #expect(try workspace.vocabularies.labels(beginningWith: beginning).sorted() == found)
  }
}

import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport

/// A workspace in which every text is one that wants to be more than text: titles, paths, tags, names, notes, identifiers of
/// concepts, remarks, labels that wait, searches in vain.
struct HostileWorkspace {
  private let folder: TemporaryFolder
  let service: Service

  /// What the texts are about; every one of them has the word, so that it is seen where they come out.
  static let texts = [
    "<script>hostile()</script>", #""><img src=x onerror=hostile()>"#,
    "hostile' onmouseover='hostile()' x='", "hostile</title></textarea></style><hostile-x>",
    "javascript:hostile()", "=HYPERLINK(\"http://hostile.example\")", "@SUM(hostile)", "+1|hostile",
    "hostile\r\nSet-Cookie: hostile=1\r\n\r\n<hostile-x>", "hostile \u{2028}\u{2029}\u{85} lines",
    "hostile \u{202E}gnp.exe\u{2066}\u{200F}", "hostile\u{0}\u{1B}[31m\u{7F} controls",
    "hostile \(noncharacters) none", "hostile &#60;hostile-x&#62; &lt;hostile-x&gt;",
    "hostile ]]><hostile-x/><![CDATA[", "<!--hostile", "hostile \\u003chostile-x\\u003e \\",
    "hostile {{constructor}} ${x} <%= x %>", "//hostile.example/", "data:text/html,hostile",
    "hostile" + String(repeating: "<b>\"'", count: 3_000),
  ]

  /// What is a character to Unicode and none to XML; the compiler takes none of them in a literal.
  private static var noncharacters: String {
    String(
      String.UnicodeScalarView([0xFFFE, 0xFFFF, 0xFDD0].compactMap { UnicodeScalar($0 as UInt32) }))
  }

  /// All kinds of them at once, in few bytes.
  static let mixed =
    #"hostile<hostile-x onclick=hostile()>"'><!--"# + "\r\nX-Hostile: 1\u{0}\u{2028}\u{202E}&#60;\\"

  /// The identifiers of the concepts whose names are hostile.
  static var concepts: [String] {
    (0..<names.count).map { "https://id.example/type/h\($0)" } + [badConcept]
  }

  /// An identifier that a page must not lead to.
  static let badConcept = "javascript:hostile()"

  /// What can stand in XML, and is not too long for a name.
  private static let names = texts.filter { text in
    text.utf8.count < 1_000
      && !text.unicodeScalars.contains {
        $0.value < 0x20 || $0.value == 0xFFFE || $0.value == 0xFFFF
      }
  }

  /// The paths of files of the share.
  let documents: [String]

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    try folder.write("parlance.yaml", "thresholds: {type: {accept: 0.999, review: 0.01}}\n")
    let share = folder.url(of: "share").path
    try FileManager.default.createDirectory(
      atPath: share, withIntermediateDirectories: false)
    var documents: [String] = []
    for (number, text) in Self.texts.enumerated()
    where text.utf8.count < 100 && !text.contains("\0") {
      let name = "\(text.replacingOccurrences(of: "/", with: "")) \(number).md"
      let path = "\(share)/\(name)"
      let body = "---\ntitle: \(Self.json(text))\n---\n# Brochure\n\nThis brochure: \(text)\n"
      guard FileManager.default.createFile(atPath: path, contents: Data(body.utf8)) else {
        continue
      }
      documents.append(path)
    }
    try engine.retagging.apply(try engine.retagging.plan(share))
    let workspace = try Workspace(root: folder.path)
    // The folder as the workspace knows it, behind symbolic links.
    let start = folder.path.count
    self.documents = documents.map { workspace.root + $0.dropFirst(start) }
    try folder.write("e.jsonl", Self.export)
    _ = try workspace.searchIndex.index(
      exports: [folder.url(of: "e.jsonl").path], replacing: false,
      observer: ExportObserver(refused: { _ in }, progress: { _ in }))
    try SavedQueries(workspace).save(["\"<hostile-x> hostile\""], as: "evil")
    var settings = Service.Settings(version: "9.9")
    settings.servesFiles = true
    settings.searches = try FruitlessSearches(workspace)
    settings.name = "evil"
    settings.neighbors = ["", "evil"]
    service = Service(try SnapshotKeeper(workspace, .atOnce, interval: 0), settings)
    try work()
  }

  /// What people said of it.
  private func work() throws {
    for text in Self.texts where text.utf8.count < 1_000 {
      let quoted = Self.json(text)
      for document in documents.prefix(2) {
        _ = post(
          "/api/feedback",
          #"{"document":\#(Self.json(document)),"kind":"outdated","remark":\#(quoted)}"#)
      }
      _ = post("/api/label-queue", #"{"scheme":"type","labels":[\#(quoted)]}"#)
      // Nothing is of that year, so that it is a search in vain.
      _ = get("/search?q=\(FormFields.encoded(text))+date:1801")
    }
    for text in Self.texts.prefix(4) {
      let quoted = Self.json(text)
      _ = post(
        "/api/label-decisions",
        #"{"scheme":"type","labels":[\#(quoted)],"verdict":"new","name":\#(quoted),"in":"type"}"#)
    }
    _ = post(
      "/api/decisions",
      #"{"document":\#(Self.json(documents[0])),"facet":"type","concept":"Brochure","verdict":"accept"}"#
    )
  }

  private static var vocabulary: String {
    let concepts = names.enumerated().map { number, name in
      """
      <concept id="type/h\(number)"><name>\(escaped(name))</name><alias>\(escaped("alias " + name))</alias>
      <former until="2009-06-30">\(escaped("former " + name))</former><note>\(escaped(name))</note></concept>
      """
    }
    return """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
        <scheme id="type" assign="one">
          <title>\(escaped(mixedName))</title>
          <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
          <concept id="\(badConcept)"><name>hostile address</name></concept>
          \(concepts.joined(separator: "\n"))
        </scheme>
      </vocabulary>
      """
  }

  private static let mixedName = #"hostile<hostile-x onclick=hostile()>"'><!--"#

  private static var export: String {
    texts.enumerated().map { number, text in
      let text = json(text)
      return
        #"{"id":\#(text),"title":\#(text),"path":\#(text),"date":"2010-03-01","tags":[\#(text),"Brochure"],"#
        + #""text":\#(json("nasty \(texts[number]) brochure")),"language":"en"}"#
    }.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
  }

  /// Text as JSON.
  static func json(_ text: String) -> String {
    var writer = JSONWriter()
    writer.value(.string(text))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  func get(_ target: String, accept: String = "text/html") -> ServiceResponse {
    service.answer(
      ServiceRequest("GET", target, headers: [("host", "localhost"), ("accept", accept)]))
  }

  func post(_ target: String, _ body: String, type: String = "application/json") -> ServiceResponse
  {
    service.answer(
      ServiceRequest(
        "POST", target, headers: [("host", "localhost"), ("content-type", type)],
        body: Array(body.utf8)))
  }
}

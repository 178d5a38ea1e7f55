import Foundation
import JSONCoding
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// What an alert says, as a mail and as JSON, and to whom it goes.
struct AlertMessageTests {
  private func item(_ number: Int, title: String? = nil, date: String = "") -> AlertMessage.Item {
    AlertMessage.Item(
      id: "/share/\(number).md", title: title ?? "Sheet \(number)", path: "\(number).md",
      date: date,
      link: "")
  }

  private func mail(_ message: AlertMessage) -> String {
    String(decoding: message.mail(from: "bot@example.org", to: "ada@example.org"), as: UTF8.self)
  }

  /// The fields of the head, unfolded, by name.
  private func head(_ mail: String) throws -> [String: String] {
    let head = try #require(mail.components(separatedBy: "\r\n\r\n").first)
    let lines = head.replacingOccurrences(of: "\r\n ", with: " ").components(separatedBy: "\r\n")
    return try Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let colon = try #require(line.firstIndex(of: ":"))
        return (
          String(line[..<colon]),
          line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        )
      })
  }

  /// The text of a mail, as a mail reader decodes it.
  private func body(_ mail: String) throws -> String {
    let lines = try #require(mail.components(separatedBy: "\r\n\r\n").last)
    #expect(lines.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let data = try #require(
      Data(base64Encoded: lines.replacingOccurrences(of: "\r\n", with: "")))
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: [0, 1, 2, 56, 57, 58, 200])
  func `the text comes back whatever its length`(length: Int) throws {
    let title = String(repeating: "é", count: length)
    let text = try body(mail(AlertMessage(query: "q", items: [item(1, title: title)])))
    #expect(text == "1 new document for q:\n\n" + (title.isEmpty ? "" : title + "\n") + "  1.md\n")
  }

  @Test func `a name in other letters than ASCII stands in encoded words`() throws {
    let name = String(repeating: "Verträge-", count: 12) + "😀"
    let mail = mail(AlertMessage(query: name, items: [item(1)]))
    #expect(mail.utf8.allSatisfy { $0 < 0x80 })
    #expect(mail.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let subject = try #require(try head(mail)["Subject"])
    #expect(subject.hasPrefix("Parlance: =?utf-8?B?"))
    let words = subject.dropFirst("Parlance: ".count).split(separator: " ").map { word in
      Data(base64Encoded: String(word.dropFirst("=?utf-8?B?".count).dropLast(2)))
    }
    // No letter is cut in two: each word is text by itself.
    let texts = words.map { $0.flatMap { String(data: $0, encoding: .utf8) } }
    #expect(texts.allSatisfy { $0 != nil })
    #expect(texts.compactMap { $0 }.joined() == "1 new document for \(name)")
  }

  @Test func `the same news to the same person have the same number`() throws {
    let message = AlertMessage(query: "q", items: [item(1), item(2)])
    let number = try head(mail(message))["Message-ID"]
    #expect(number?.hasSuffix("@example.org>") == true)
    #expect(try head(mail(message))["Message-ID"] == number)
    for other in [
      AlertMessage(query: "p", items: message.items),
      AlertMessage(query: "q", items: [item(1)]),
    ] {
      #expect(try head(mail(other))["Message-ID"] != number)
    }
    let elsewhere = String(
      decoding: message.mail(from: "bot@example.org", to: "bob@example.org"), as: UTF8.self)
    #expect(try head(elsewhere)["Message-ID"] != number)
  }

  @Test func `a hundred documents are listed, and the rest counted`() throws {
    let message = AlertMessage(query: "q", items: (1...102).map { item($0, date: "2010") })
    let text = try body(mail(message))
    #expect(text.hasPrefix("102 new documents for q:\n\nSheet 1 (2010)\n  1.md\n"))
    #expect(text.hasSuffix("  100.md\n… and 2 more\n"))
    let json = message.json
    #expect(json["total"]?.integer == 102 && json["documents"]?.array?.count == 100)
    #expect(json["documents"]?.array?.first?["date"] == "2010")
    #expect(json["documents"]?.array?.first?["link"] == .null)
    #expect(json["text"]?.string == text.dropLast().description)
  }

  @Test(arguments: [
    ("ada@example.org", "ada@example.org"), ("http://127.0.0.1:80/hook?secret=1", "127.0.0.1:80"),
    ("https://hooks.example.org/T0/B1/xyz", "hooks.example.org"),
    ("https://ada:secret@example.org/hook", "example.org"),
    ("https://ada:sec@ret@example.org:8443", "example.org:8443"),
    ("https://example.org?token=1", "example.org"), ("https://example.org#token", "example.org"),
    ("https://example.org\\token@x/", "example.org"), ("https://", "a service"),
    ("https://ada:secret@/x", "a service"), ("http:///secret", "a service"),
  ])
  func `what only the recipient should know is not shown`(address: String, name: String) throws {
    let recipient = try AlertRecipient(address)
    #expect(recipient.name == name)
    #expect(recipient.address == address)
  }

  @Test(arguments: [
    "", "ada", "@", "a@", "@b", "ä@b", "a@b\n", "ftp://x", "a,b@c", "<a@b>", "a@b;c",
  ])
  func `what is neither an address of mail nor of a service is refused`(text: String) {
    #expect(throws: RequestError.self) { try AlertRecipient(text) }
    #expect(throws: RequestError.self) { try AlertDelivery(from: text) }
  }

  @Test func `a service sends no mail`() {
    #expect(throws: RequestError("'https://x' is not a mail address")) {
      try AlertDelivery(from: "https://x")
    }
  }
}

/// Whom was told of what, as the workspace keeps it.
struct AlertStoreTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(root: folder.path)
    try workspace.create()
  }

  private func key(_ query: String, _ address: String = "a@b") throws -> AlertStore.Key {
    AlertStore.Key(query, try AlertRecipient(address))
  }

  @Test func `what was told is known to the next, for each query and person`() throws {
    let told: [AlertStore.Key: [UInt64]] = [
      try key("q"): [1, .max], try key("q", "b@b"): [3], try key("p"): [],
    ]
    do {
      var store = try AlertStore(workspace)
      for (key, marks) in told { try store.settle(key, marks) }
    }
    let known = try AlertStore(workspace).known
    #expect(known == told)
  }

  @Test func `of very many the latest are remembered`() throws {
    var store = try AlertStore(workspace)
    let key = try key("q")
    let most = UInt64(AlertStore.most)
    try store.settle(key, Array(0..<most))
    // What was told again is among the latest; the two that were told longest ago go.
    try store.settle(key, [5, most, most + 1])
    let known = try #require(store.known[key])
    #expect(known.count == AlertStore.most)
    #expect(known.suffix(3) == [5, most, most + 1])
    #expect(!known.contains(0) && !known.contains(1) && known.contains(2))
  }

  @Test(arguments: [
    "not JSON", "{}", #"{"query":"q","to":"x","known":[]}"#, #"{"query":"q","to":"1"}"#,
    #"{"query":"q","to":"1","known":["xyz"]}"#,
  ])
  func `a line that is not an alert is damage`(line: String) throws {
    try folder.write(".parlance/alerts.jsonl", line + "\n")
    #expect(throws: StorageError.self) { _ = try AlertStore(workspace) }
  }

  @Test func `one tells at a time`() throws {
    let first = try AlertStore(workspace)
    defer { withExtendedLifetime(first) {} }
    #expect(throws: WorkspaceError.self) { _ = try AlertStore(workspace) }
  }
}

import Foundation
import Glibc
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// What an account gets that asks by a token.
struct AccountTests {
  private static let account = "daemon"

  private static let canAsk = geteuid() == 0 && ReaderAccount(named: account) != nil

  private static let secret = "0123456789abcdef"

  private func asker(_ workspace: SmallWorkspace) -> (String) -> ServiceResponse {
    var settings = Service.Settings(version: "1")
    settings.access.tokens = [AccessToken(account: Self.account, secret: Self.secret)]
    settings.servesFiles = true
    let service = Service(workspace.keeper, settings)
    return { target in
      service.answer(
        ServiceRequest(
          "GET", target,
          headers: [("host", "localhost"), ("authorization", "Bearer \(Self.secret)")]))
    }
  }

  @Test(.enabled(if: canAsk, "rights of other accounts are tested as root, with an account daemon"))
  func `hits, counts and text are of what the account may read`() throws {
    let workspace = try SmallWorkspace(interval: 0)
    try workspace.index(
      #"{"id":"s","title":"Secret plan","text":"zebra","tags":["Price list"]}"#, as: "secret.jsonl",
      mode: 0o600)
    let get = asker(workspace)
    let answer = try JSONReader.value(of: get("/api/search").body)
    #expect(answer["total"]?.integer == 2)
    let counts = (answer["facets"]?["type"]?.array ?? []).map { $0["count"]?.integer }
    #expect(counts == [1, 1])
    #expect(get("/api/documents/s").status == 404)
    #expect(!get("/search?q=zebra").text.contains("Secret plan"))
    #expect(!get("/api/search?q=zebr").text.contains("\"zebra\""))
    let own = Service(workspace.keeper, Service.Settings(version: "1"))
    let open = own.answer(ServiceRequest("GET", "/api/search", headers: [("host", "localhost")]))
    #expect(try JSONReader.value(of: open.body)["total"]?.integer == 3)
  }

  @Test(.enabled(if: canAsk, "rights of other accounts are tested as root, with an account daemon"))
  func `a file that is closed since it was indexed is not shown any more`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.txt", "zebra")
    let path = folder.url(of: "x.txt").path
    let workspace = try SmallWorkspace(
      documents: #"{"id":"\#(path)","title":"X","text":"zebra"}"#)
    let get = asker(workspace)
    let target = "/file?id=\(FormFields.encoded(path))"
    #expect(get(target).text == "zebra")
    #expect(get("/search?q=zebra").text.contains("1 document"))
    try #require(unsafe chmod(path, 0o600) == 0)
    #expect(get(target).status == 404)
    #expect(get("/search?q=zebra").text.contains("Nothing was found."))
    #expect(get("/api/documents?id=\(FormFields.encoded(path))").status == 404)
  }
}

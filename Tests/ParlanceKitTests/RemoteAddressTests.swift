import Glibc
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Where a search engine is, and that no secret shows.
struct RemoteAddressTests {
  @Test func `a secret in the address is taken out of it`() throws {
    let address = try RemoteAddress("https://ada:p%40ss@search.example.org:9200/es/")
    #expect(address.url == "https://search.example.org:9200/es")
    #expect(address.secret == .user("ada:p@ss"))
    // A sign is no digit.
    #expect(try RemoteAddress("https://ada:p%+1@host").secret == .user("ada:p%+1"))
  }

  @Test(arguments: [
    ("ftp://host", nil), ("http://", nil), ("http://:9200", nil), ("http://ho st", nil),
    ("http://host?x=1", nil), ("http://host", "user:word"), ("http://user:word@host", nil),
    ("https://user:word@host", "user:word"), ("https://host", "word"), ("https://host", "a:b\nc"),
    ("https://user:word%0Aoutput@host", nil), ("https://word@host", nil),
  ])
  func `is refused without telling a secret`(text: String, secret: String?) throws {
    let error = #expect(throws: RemoteAddressError.self) {
      try RemoteAddress(text, secret: secret)
    }
    #expect(!"\(error.map { "\($0)" } ?? "word")".contains("word"))
  }

  @Test func `a secret goes to this machine without encryption, elsewhere with it`() throws {
    #expect(try RemoteAddress("http://localhost:9200", secret: "u:p").secret == .user("u:p"))
    #expect(
      try RemoteAddress("https://host", secret: "ApiKey abc").secret == .authorization("ApiKey abc")
    )
  }

  @Test func `curl gets secrets in its settings, quoted`() throws {
    // A mark behind a quote makes it another character, and ends it all the same.
    let marked = CurlTransport.settings(
      of: RemoteTransportRequest(method: "DELETE", path: "/x\ny\r\nz"),
      to: try RemoteAddress("http://localhost:9200", secret: "u:\"\u{301}"), bodyFile: nil)
    #expect(marked.contains("url = \"http://localhost:9200/x\\ny\\r\\nz\"\n"))
    #expect(marked.contains("user = \"u:\\\"\u{301}\"\n"))
    #expect(marked.contains("noproxy = \"*\"\n"))
    let address = try RemoteAddress("https://host", secret: "u:a\"b\\c")
    let settings = CurlTransport.settings(
      of: RemoteTransportRequest(method: "POST", path: "/_bulk", body: [], isLines: true),
      to: address, bodyFile: "/tmp/x/body")
    #expect(settings.contains("user = \"u:a\\\"b\\\\c\"\n"))
    #expect(settings.contains("data-binary = \"@/tmp/x/body\"\n"))
    #expect(settings.contains("url = \"https://host/_bulk\"\n"))
    #expect(!settings.contains("noproxy"))
  }

  @Test func `a file of a secret that others may read is refused`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/secret"
      try AtomicFile.write(Array("u:p\n".utf8), to: path)
      #expect(unsafe chmod(path, 0o600) == 0)
      #expect(try RemoteAddress.secret(inFile: path) == "u:p")
      #expect(unsafe chmod(path, 0o644) == 0)
      #expect(throws: RemoteAddressError.openFile(path)) {
        try RemoteAddress.secret(inFile: path)
      }
    }
  }
}

import Foundation
import Glibc
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// Who is answered, and in whose name.
struct AccessRulesTests {
  private let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  private func status(
    _ access: AccessRules, _ method: String = "GET", peer: String = "127.0.0.1",
    headers: [(name: String, value: String)]
  ) -> Int {
    var settings = Service.Settings(version: "1")
    settings.access = access
    return Service(workspace.keeper, settings).answer(
      ServiceRequest(method, "/api/status", headers: headers, peer: peer)
    ).status
  }

  @Test(arguments: [
    ("localhost:7311", 200), ("LOCALHOST", 200), ("127.0.0.1:7311", 200), ("[::1]:7311", 200),
    ("evil.example", 421), ("localhost.evil.example", 421), ("", 421),
  ])
  func `a request for another host is not answered`(host: String, expected: Int) {
    #expect(status(AccessRules(), headers: [("host", host)]) == expected)
  }

  @Test func `a request without a host, or with two, is not answered`() {
    #expect(status(AccessRules(), headers: []) == 421)
    #expect(
      status(AccessRules(), headers: [("host", "localhost"), ("host", "localhost")]) == 421)
  }

  @Test(arguments: [
    ("http://localhost:7311", nil, 405), ("http://evil.example", nil, 403), ("null", nil, 403),
    (nil, "cross-site", 403), (nil, "same-origin", 405), (nil, nil, 405),
  ])
  func `pages of others send nothing`(origin: String?, site: String?, expected: Int) {
    var headers = [(name: "host", value: "localhost:7311")]
    if let origin { headers.append(("origin", origin)) }
    if let site { headers.append(("sec-fetch-site", site)) }
    // The route takes GET alone, so that what is let through comes to 405.
    #expect(status(AccessRules(), "POST", headers: headers) == expected)
  }

  @Test func `a token names the account, and nothing else does`() {
    var access = AccessRules()
    access.tokens = [
      AccessToken(account: "root", secret: "0123456789abcdef"),
      AccessToken(account: "no-such-account", secret: "fedcba9876543210"),
    ]
    func status(_ authorization: String?) -> Int {
      self.status(
        access,
        headers: [("host", "localhost")] + (authorization.map { [("authorization", $0)] } ?? []))
    }
    #expect(status(nil) == 401)
    #expect(status("Bearer 0123456789abcdef") == 200)
    #expect(status("bearer 0123456789abcdef") == 200)
    #expect(status("Bearer 0123456789abcde") == 401)
    #expect(status("Bearer 0123456789abcdef0123456789abcdef") == 401)
    #expect(status("Basic 0123456789abcdef") == 401)
    #expect(status("Bearer fedcba9876543210") == 403)
  }

  @Test func `the header of a proxy counts from the proxy alone`() {
    var access = AccessRules()
    access.userHeader = "x-remote-user"
    access.trustedProxies = ["10.0.0.1", ""]
    func status(_ users: [String], peer: String) -> Int {
      self.status(
        access, peer: peer, headers: [("host", "localhost")] + users.map { ("x-remote-user", $0) })
    }
    #expect(status(["root"], peer: "10.0.0.1") == 200)
    #expect(status(["root"], peer: "") == 200)
    #expect(status(["root"], peer: "10.0.0.2") == 401)
    #expect(status([], peer: "10.0.0.1") == 401)
    #expect(status(["root", "root"], peer: "10.0.0.1") == 401)
    #expect(status(["no-such-account"], peer: "10.0.0.1") == 403)
  }

  @Test func `tokens are read from a file that is for its owner alone`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url(of: "tokens").path
    try folder.write("tokens", "# a remark\nroot 0123456789abcdef\r\n\n")
    #expect(throws: AccessTokenError.self) { try AccessToken.read(path) }
    try #require(unsafe chmod(path, 0o600) == 0)
    #expect(
      try AccessToken.read(path) == [AccessToken(account: "root", secret: "0123456789abcdef")])
    for (text, place) in [("root short", ":1:1: error"), ("root", ":1:1: error"), ("", "no token")]
    {
      try folder.write("tokens", text)
      let error = #expect(throws: AccessTokenError.self) { try AccessToken.read(path) }
      #expect(error?.description.contains(place) == true)
    }
  }
}

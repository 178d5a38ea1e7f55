import Foundation
import TestSupport
import Testing

@testable import ParlanceKit

/// The `curl` that requests are sent by, and what identifies a workspace where they go.
struct CurlProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ names: String...) -> String {
    names.map { folder.url(of: $0).path }.joined(separator: ":")
  }

  @Test func `the first on the path that may be run is taken`() throws {
    try folder.write("a/curl", "no program")
    try folder.writeProgram("b/curl", "#!/bin/sh\n")
    try folder.writeProgram("c/curl", "#!/bin/sh\n")
    let search = path("none", "a", "b", "c")
    let found = CurlProgram { $0 == "PATH" ? search : nil }
    // Root may run nothing that nobody may run either.
    #expect(found?.path == folder.url(of: "b").path + "/curl")
  }

  @Test func `without one there is none, and without a path the usual places are looked in`() {
    let none = path("none")
    #expect(CurlProgram { $0 == "PATH" ? none : nil } == nil)
    #expect(CurlProgram { $0 == "PATH" ? "" : nil } == nil)
    let usual = CurlProgram { _ in nil }
    #expect(usual.map { $0.path.hasSuffix("bin/curl") } ?? true)
  }

  @Test func `proxies and certificates are passed on, and nothing else of the environment`() throws
  {
    try folder.writeProgram("b/curl", "#!/bin/sh\n")
    let variables = [
      "PATH": path("b"), "https_proxy": "http://proxy:3128", "NO_PROXY": "localhost",
      "SSL_CERT_FILE": "/etc/x.pem", "HTTP_PROXY": "http://evil", "SECRET": "x",
      "LD_PRELOAD": "/x.so", "CURL_HOME": "/home/x",
    ]
    let found = try #require(CurlProgram { variables[$0] })
    #expect(
      Set(found.environment) == [
        "LC_ALL=C.UTF-8", "https_proxy=http://proxy:3128", "NO_PROXY=localhost",
        "SSL_CERT_FILE=/etc/x.pem",
      ])
  }

  // MARK: Who publishes

  @Test func `a workspace is the same publisher wherever it is moved, and no other is`() throws {
    try folder.write("one/.parlance/x", "")
    let first = try PublicationOrigin(Workspace(root: folder.url(of: "one").path)).identifier()
    #expect(first.utf8.count == 32)
    #expect(
      try PublicationOrigin(Workspace(root: folder.url(of: "one").path)).identifier() == first)
    try FileManager.default.moveItem(at: folder.url(of: "one"), to: folder.url(of: "two"))
    #expect(
      try PublicationOrigin(Workspace(root: folder.url(of: "two").path)).identifier() == first)
    try folder.write("other/.parlance/x", "")
    #expect(
      try PublicationOrigin(Workspace(root: folder.url(of: "other").path)).identifier() != first)
  }
}

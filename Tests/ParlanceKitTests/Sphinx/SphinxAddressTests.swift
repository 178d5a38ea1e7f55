import Testing

@testable import ParlanceKit

/// Addresses of Sphinx and Manticore.
struct SphinxAddressTests {
  @Test func `servers are named one by one, the usual port by nothing`() throws {
    let address = try SphinxAddress("SphinxQL://One.example,[::1]:9307,127.0.0.1:9308/")
    #expect(
      address.servers.map(\.description) == [
        "sphinxql://one.example:9306", "sphinxql://[::1]:9307", "sphinxql://127.0.0.1:9308",
      ])
  }

  @Test(arguments: [
    "sphinxql://", "sphinxql://a,,b", "sphinxql://a:0", "sphinxql://a:99999", "sphinxql://a:+1",
    "sphinxql://a:1:2", "sphinxql://[::1", "sphinxql://[::1]x", "sphinxql://a/b", "sphinxql://a?b",
    "sphinxql://a b", "sphinxql://:9306", "sphinxql://a\n:1", "http://a",
  ])
  func `what is no address is refused`(text: String) {
    #expect(throws: SphinxAddressError.notAnAddress) { try SphinxAddress(text) }
  }

  @Test func `a secret is refused without being told, and a server twice`() throws {
    let error = #expect(throws: SphinxAddressError.secret) {
      try SphinxAddress("sphinxql://ada:hunter2@a")
    }
    #expect(error.map { !"\($0)".contains("hunter2") } == true)
    #expect(throws: SphinxAddressError.secret) { try SphinxAddress("sphinxql://a", secret: "a:b") }
    #expect(throws: SphinxAddressError.self) { try SphinxAddress("sphinxql://a:9306,A") }
  }

  @Test func `an address leads to the engine of its scheme`() throws {
    let sphinx = try RemoteServices.service(at: "sphinxql://a", secret: nil) { _ in nil }
    #expect(sphinx is SphinxClient)
    #expect(throws: RemoteTransportFailure.self) {
      try RemoteServices.service(at: "http://a", secret: nil) { _ in "" }
    }
    #expect(throws: RemoteNameError.self) { try RemoteName.checkedForSphinx("a-b") }
    #expect(throws: RemoteNameError.self) { try RemoteName.checkedForSphinx("1a") }
    #expect(try RemoteName.checkedForSphinx("a_1") == "a_1")
  }
}

import Testing

@testable import XMLReading

/// The versions of the libraries that read XML.
struct XMLLibraryTests {
  @Test(arguments: [
    ("20914", "2.9.14"), ("21307", "2.13.7"), ("20914-GITv2.9.14", "2.9.14-GITv2.9.14"),
    ("", ""), ("914", "914"), ("v2", "v2"), ("99999999999999999999", "99999999999999999999"),
  ])
  func `libxml2's number is read as people write it`(number: String, version: String) {
    #expect(XMLLibrary.version(from: number) == version)
  }

  @Test func `the libraries in use tell three numbers`() throws {
    for version in [XMLLibrary.version, try #require(XMLLibrary.lzmaVersion)] {
      #expect(version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+.*/) != nil, "\(version)")
    }
  }
}

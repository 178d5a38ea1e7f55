import Foundation
import TestSupport
import Testing
import XMLReading

struct XMLLimitsTests {
  static func attributes(_ count: Int) -> String {
    (0..<count).map { " a\($0)=\">\"" }.joined()
  }

  func limit(_ text: String, chunk: Int? = nil, _ change: (inout XMLLimits) -> Void = { _ in })
    -> XMLError.Limit?
  {
    var limits = XMLLimits.vocabulary
    change(&limits)
    guard
      case .limitExceeded(let limit, _) = failure([UInt8](text.utf8), limits: limits, chunk: chunk)?
        .code
    else { return nil }
    return limit
  }

  @Test(arguments: [nil, 1_000, 65_536])
  func `refuses 200,000 attributes on one element at once`(chunk: Int?) {
    let text = "<r><a" + Self.attributes(200_000) + "/></r>"
    let clock = ContinuousClock()
    var refused: XMLError.Limit?
    let time = clock.measure { refused = limit(text, chunk: chunk) }
    #expect(refused == .attributes)
    #expect(time < .seconds(5))
  }

  @Test(arguments: [1, 7, 1_024, 5_000])
  func `counts attributes exactly, whatever the chunks`(chunk: Int) {
    let filler = String(repeating: "text = \"quoted\" ", count: 300)
    let fine = "<r><a" + Self.attributes(256) + ">\(filler)</a><b" + Self.attributes(256) + "/></r>"
    #expect(failure([UInt8](fine.utf8), chunk: chunk) == nil)
    let wrong = "<r>\(filler)<a" + Self.attributes(257) + "/></r>"
    #expect(limit(wrong, chunk: chunk) == .attributes)
  }

  @Test func `counts attributes in UTF-16, in entities and those that a DTD adds`() {
    let tag = "<a" + Self.attributes(300) + "/>"
    let wide = [UInt8]("<r>\(tag)</r>".data(using: .utf16LittleEndian) ?? Data())
    #expect(failure(wide)?.code == .limitExceeded(.attributes, 256))
    let values = (0..<300).map { " a\($0)='1'" }.joined()
    #expect(limit("<!DOCTYPE r [<!ENTITY e \"&#60;a\(values)/>\">]><r>&e;</r>") == .attributes)
    let list = (0..<300).map { "<!ATTLIST a b\($0) CDATA '1'>" }.joined()
    #expect(limit("<!DOCTYPE r [\(list)]><r><a/></r>") == .attributes)
  }

  @Test func `keeps to depth, name length, text length, size and namespaces`() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(limit(deep) == .depth)
    #expect(limit("<\(String(repeating: "n", count: 2_000))/>") == .nameLength)
    let text = String(repeating: "0123456789", count: 100)
    #expect(limit("<a>\(text)<b/>\(text)</a>") { $0.textLength = 1_000 } == nil)
    #expect(limit("<a>\(text)0<b/></a>") { $0.textLength = 1_000 } == .textLength)
    #expect(limit("<a>\(text)</a>") { $0.bytes = 100 } == .bytes)
    let scopes = (0..<10).map { level in
      "<a" + (0..<200).map { " xmlns:p\(level)x\($0)='u'" }.joined() + ">"
    }
    #expect(limit(scopes.joined()) == .namespaces)
  }

  @Test func `does not hold an endless comment`() {
    let text = "<a><!--" + String(repeating: "comment ", count: 20_000) + "--></a>"
    #expect(limit(text) == nil)
    #expect(limit(text) { $0.tokenLength = 80_000 } == .tokenLength)
  }

  @Test func `expands internal entities, in attributes too`() throws {
    let lines = try events(
      """
      <!DOCTYPE r [<!ENTITY s "http://example.org/"><!ENTITY t "&s;core#">]>
      <r xmlns:s="&t;" a="&s;x">&t;<s:b/></r>
      """)
    #expect(
      lines == [
        "start r a=http://example.org/x xmlns:s=http://example.org/core#",
        "text http://example.org/core#", "start {http://example.org/core#}b",
        "end {http://example.org/core#}b", "end r",
      ])
  }

  @Test func `never reads an external entity, and says so`() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret", "secret")
    let file = folder.url(of: "secret")
    let declarations = [
      "<!ENTITY x SYSTEM \"file://\(file.path)\">",
      "<!ENTITY % p SYSTEM \"file://\(file.path)\"> %p;",
    ]
    for declaration in declarations {
      for use in ["<r>&x;</r>", "<r a=\"&x;\"/>"] {
        let error = try #require(failure("<!DOCTYPE r [\(declaration)]>\(use)"))
        #expect(error.code == .undeclaredEntity("x") || declaration.contains("%"), "\(error)")
      }
    }
  }

  @Test func `passes over a DOCTYPE that names an absent file`() throws {
    let lines = try events("<!DOCTYPE a SYSTEM \"../nowhere/absent.dtd\"><a>b</a>")
    #expect(lines == ["start a", "text b", "end a"])
    let error = failure("<!DOCTYPE a SYSTEM \"../nowhere/absent.dtd\"><a>&b;</a>")
    #expect(error?.code == .undeclaredEntity("b"))
  }

  @Test func `refuses a DOCTYPE in a document part`() {
    let error = failure("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", limits: .documentPart)
    #expect(error?.code == .doctypeRefused)
    #expect(error?.position?.line == 1)
  }

  @Test func `refuses a billion laughs and quadratic blow-up in little time`() {
    var laughs = "<!ENTITY l0 \"lol\">"
    for level in 1..<12 {
      let previous = String(repeating: "&l\(level - 1);", count: 10)
      laughs += "<!ENTITY l\(level) \"\(previous)\">"
    }
    let big = "<!ENTITY b \"\(String(repeating: "x", count: 50_000))\">"
    let many = String(repeating: "&b;", count: 20_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(failure("<!DOCTYPE r [\(laughs)]><r>&l11;</r>") != nil)
      #expect(failure("<!DOCTYPE r [\(laughs)]><r a=\"&l11;\"/>") != nil)
      #expect(failure("<!DOCTYPE r [\(big)]><r>\(many)</r>") != nil)
      #expect(failure("<!DOCTYPE r [\(big)]><r a=\"\(many)\"/>") != nil)
      #expect(failure("<!DOCTYPE r [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]><r>&a;</r>") != nil)
    }
    #expect(time < .seconds(10))
  }

  @Test func `does not sort through an endless DOCTYPE`() {
    let tokens = (0..<60_000).map { "t\($0)" }.joined(separator: "|")
    #expect(limit("<!DOCTYPE r [<!ATTLIST r a (\(tokens)) #IMPLIED>]><r/>") == .doctypeLength)
  }
}

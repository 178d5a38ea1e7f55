import Testing

@testable import XMLReading

/// Each limit of reading: what reaches it is read, one more is refused, wherever the document is cut.
struct XMLBoundTests {
  /// What is limited, the document that uses it so often, and how the limit is set.
  struct Bound: Sendable, CustomTestStringConvertible {
    var limit: XMLError.Limit
    var document: @Sendable (Int) -> String
    var set: @Sendable (inout XMLLimits, Int) -> Void
    var testDescription: String { "\(limit)" }
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static let bounds: [Bound] = [
    Bound(
      limit: .depth, document: { repeated("<a>", $0) + repeated("</a>", $0) },
      set: { $0.depth = $1 }),
    Bound(
      limit: .attributes,
      document: { count in "<r><a" + (0..<count).map { " a\($0)='1'" }.joined() + "/></r>" },
      set: { $0.attributes = $1 }),
    Bound(
      limit: .nameLength, document: { "<r><\(repeated("n", $0))/></r>" },
      set: { $0.nameLength = $1 }),
    Bound(
      limit: .textLength, document: { "<r>\(repeated("t", $0))</r>" },
      set: { $0.textLength = $1 }),
    Bound(
      limit: .textLength, document: { "<r><![CDATA[\(repeated("t", $0))]]></r>" },
      set: { $0.textLength = $1 }),
    Bound(
      limit: .namespaces,
      document: { count in
        "<r" + (0..<count).map { " xmlns:n\($0)='urn:\($0)'" }.joined() + "/>"
      },
      set: { $0.namespaces = $1 }),
  ]

  private func refusal(_ text: String, chunk: Int?, _ bound: Bound, _ limit: Int) -> XMLError.Code?
  {
    var limits = XMLLimits.vocabulary
    bound.set(&limits, limit)
    return failure([UInt8](text.utf8), limits: limits, chunk: chunk)?.code
  }

  @Test(arguments: bounds, [nil, 1, 13, 4096] as [Int?])
  func `what reaches a limit is read, and one more is not`(bound: Bound, chunk: Int?) {
    for limit in [2, 7, 40] {
      #expect(refusal(bound.document(limit), chunk: chunk, bound, limit) == nil, "\(limit)")
      #expect(
        refusal(bound.document(limit + 1), chunk: chunk, bound, limit)
          == .limitExceeded(bound.limit, limit), "\(limit)")
    }
  }

  @Test(arguments: [nil, 1, 64] as [Int?])
  func `the size of a document counts to the last byte`(chunk: Int?) {
    let text = "<r>\(Self.repeated("é", 50))</r>"
    var limits = XMLLimits.vocabulary
    limits.bytes = text.utf8.count
    #expect(failure([UInt8](text.utf8), limits: limits, chunk: chunk) == nil)
    limits.bytes -= 1
    guard
      case .limitExceeded(.bytes, _) = failure([UInt8](text.utf8), limits: limits, chunk: chunk)?
        .code
    else {
      Issue.record("a byte too many was read")
      return
    }
  }

  @Test func `text on both sides of an element is two texts, and of a comment one`() {
    var limits = XMLLimits.vocabulary
    limits.textLength = 10
    #expect(failure("<r>0123456789<b/>0123456789</r>", limits: limits) == nil)
    let joined = failure("<r>012345<!-- c -->6789a</r>", limits: limits)
    #expect(joined?.code == .limitExceeded(.textLength, 10))
  }

  @Test(arguments: ["<!DOCTYPE r [<!ENTITY e \"x\">]><r>&e;</r>", "<!DOCTYPE r><r/>"])
  func `a DOCTYPE is refused at its place where none may be`(text: String) {
    var limits = XMLLimits.vocabulary
    limits.doctype = .refuse
    let error = failure("<?xml version='1.0'?>\n" + text, limits: limits)
    #expect(error?.code == .doctypeRefused)
    #expect(error?.position?.line == 2)
  }

  @Test(
    arguments: [
      ("<!ENTITY a 'one'>", "&a;", "one"), ("<!ENTITY a 'x<b/>y'>", "&a;", "xy"),
      ("<!ENTITY a '&#65;'>", "&a;&a;", "AA"), ("<!ENTITY a 'i'><!ENTITY b '&a;&a;'>", "&b;", "ii"),
      ("<!ENTITY a 'first'><!ENTITY a 'second'>", "&a;", "first"),
      ("", "&lt;&amp;&quot;&apos;&gt;", "<&\"'>"),
      ("", "&#x1F600;&#10;", "😀\n"),
    ])
  func `an entity of the document stands for its text`(
    declaration: String, text: String, expected: String
  ) throws {
    let found = try events("<!DOCTYPE r [\(declaration)]><r>\(text)</r>")
    let words = found.filter { $0.hasPrefix("text ") }.map { $0.dropFirst(5) }.joined()
    #expect(words == expected)
  }

  @Test(
    arguments: [
      ("<!ENTITY a SYSTEM 'file:///etc/hostname'>", "&a;"),
      ("<!ENTITY a PUBLIC 'p' 'http://e.example/'>", "&a;"), ("<!ENTITY % p 'x'>", "&p;"),
      ("", "&nbsp;"),
    ])
  func `an entity of elsewhere, of parameters or of nobody is not declared`(
    declaration: String, text: String
  ) {
    let error = failure("<!DOCTYPE r [\(declaration)]><r>\(text)</r>")
    guard case .undeclaredEntity = error?.code else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    "<!ENTITY a '&a;'>", "<!ENTITY a '&b;'><!ENTITY b '&a;'>",
    "<!ENTITY a 'x&b;'><!ENTITY b 'y&c;'><!ENTITY c 'z&a;'>",
  ])
  func `an entity that holds itself is refused`(declarations: String) {
    #expect(failure("<!DOCTYPE r [\(declarations)]><r>&a;</r>") != nil)
    #expect(failure("<!DOCTYPE r [\(declarations)]><r b='&a;'/>") != nil)
  }

  @Test func `entities may add so many bytes and no more`() {
    var limits = XMLLimits.vocabulary
    limits.expandedCharacters = 10_000
    func document(_ count: Int) -> String {
      "<!DOCTYPE r [<!ENTITY a '\(Self.repeated("x", 100))'>]><r>\(Self.repeated("<b>&a;</b>", count))</r>"
    }
    #expect(failure(document(50), limits: limits) == nil)
    #expect(failure(document(500), limits: limits) != nil)
  }

  @Test(arguments: [
    "0", "1F600", "110000", "D800", "FFFE", "0000000000000041", "8", "B", "7FFFFFFFFFFFFFFF",
  ])
  func `a reference to a character is one that XML has, or an error`(digits: String) throws {
    let value = UInt64(digits, radix: 16) ?? 0
    let isAllowed = [0x1F600, 0x41].contains(value)
    #expect((failure("<r>&#x\(digits);</r>") == nil) == isAllowed)
    #expect((failure("<r a='&#\(value);'/>") == nil) == isAllowed)
  }
}

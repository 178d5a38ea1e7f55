import Testing

@testable import Taxonomy

/// Which names XML allows (XML 1.0, fifth edition, 4 and 4a; Namespaces in XML, 4).
struct XMLNameRulesTests {
  @Test(arguments: [
    "a", "_", "A1", "a-b", "a.b", "a·b", "Größe", "字", "Ωmega", "e\u{301}", "a\u{203F}b", "𐀀",
    "\u{C0}", "\u{2FF}", "\u{370}", "\u{37F}", "\u{200C}", "\u{FFFD}", "\u{EFFFF}", "__9",
  ])
  func `a name begins with a letter, and goes on with digits and marks too`(name: String) {
    #expect(XMLNameRules.isNCName(name))
  }

  @Test(arguments: [
    "", "1", "-a", ".a", "·a", "a b", "a:b", ":a", "a\u{0}", "a\u{D7}", "\u{D7}", "\u{F7}",
    "\u{37E}",
    "\u{301}a", "\u{203F}a", "\u{2FFF}", "\u{F0000}", "a/b", "a\n", "\u{FFFE}", "a\u{AD}", "😀a b",
  ])
  func `anything else is none`(name: String) {
    #expect(!XMLNameRules.isNCName(name))
  }
}

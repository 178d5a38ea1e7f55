import Testing

@testable import Tagging

/// The parts of a text that are not its author's word on what it is about.
struct PassingPlacesTests {
  private func parts(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return PassingPlaces(in: bytes).ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func `sentences on rights end where the sentence or the line does`() {
    #expect(
      parts("Vault runs. Vault is a trademark of Nordic. It stays.")
        == [" Vault is a trademark of Nordic"])
    #expect(parts("One\n© 2010 Nordic\nTwo") == ["© 2010 Nordic"])
    #expect(parts("The trademark office is closed.") == [])
    #expect(parts("Die Marke ist bekannt.") == [])
  }

  @Test func `code is between two fences`() {
    #expect(parts("a\n```\nVault\n```\nb") == ["```\nVault\n```"])
    #expect(parts("a\n```\nVault") == [])
    #expect(parts("a ``` b ``` c") == [])
  }

  @Test func `quotes are lines beside others`() {
    #expect(parts("> a\n> b\nc") == ["> a", "> b"])
    #expect(parts("> a\n> b") == [])
    #expect(parts("# Vault\n> It is new.\nText") == [])
    #expect(parts("Text\n> [!NOTE]\n> It is new.") == [])
  }

  @Test func `a signature is short and last`() {
    #expect(parts("a\n-- \nAnna") == ["\n-- \nAnna"])
    #expect(parts("a\n-- \n" + String(repeating: "word ", count: 200)) == [])
    #expect(parts("a\n--\nAnna") == [])
  }

  @Test func `lines of contents have dots and the number of a page`() {
    #expect(parts("1 Vault ...... 12\nText") == ["1 Vault ...... 12"])
    #expect(parts("Vault . . . . . 7\nText") == ["Vault . . . . . 7"])
    #expect(parts("And so on .... then") == [])
  }
}

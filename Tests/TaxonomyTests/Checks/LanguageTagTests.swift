import Testing

@testable import Taxonomy

struct LanguageTagTests {
  @Test(arguments: [
    "de", "en-GB", "zh-hant-tw", "gsw", "und", "mul", "zxx", "qaa", "x-klingon", "i-navajo",
    "sr-latn",
    "es-419", "gem", "iw",
  ])
  func `takes tags of languages`(tag: String) { #expect(LanguageTag.isValid(tag.lowercased())) }

  @Test(arguments: ["", "deutsch", "xx", "english", "d", "de_DE", "qzz", "zzz", "de-", "x"])
  func `refuses what names no language`(tag: String) {
    #expect(!LanguageTag.isValid(tag.lowercased()))
  }

  @Test(arguments: [
    ("nl-be", "nl-BE"), ("de", "de"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
    ("en-x-aa", "en-x-aa"), ("sl-rozaj", "sl-rozaj"), ("", ""),
  ])
  func `writes tags by convention`(tag: String, expected: String) {
    #expect(LanguageTag.conventional(tag) == expected)
  }

  @Test(arguments: [
    ("http://ex.org/with space", "http://ex.org/with%20space"),
    ("http://ex.org/a<b>\"c", "http://ex.org/a%3Cb%3E%22c"),
    ("http://ex.org/100%", "http://ex.org/100%25"),
    ("http://ex.org/%C3%B6", "http://ex.org/%C3%B6"),
    ("http://ex.org/Größe", "http://ex.org/Größe"),
    ("http://ex.org/a#b#c", "http://ex.org/a#b%23c"),
    ("http://ex.org/a[1]", "http://ex.org/a%5B1%5D"), ("http://[::1", "http://%5B::1"),
    ("http://[::1]:80/a?b", "http://[::1]:80/a?b"),
    ("http://ex.org/\u{202E}a", "http://ex.org/%E2%80%AEa"),
    ("http://ex.org/\u{E001}?\u{E001}", "http://ex.org/%EE%80%81?\u{E001}"),
    ("urn:x:{a}|b^c`d\\e", "urn:x:%7Ba%7D%7Cb%5Ec%60d%5Ce"),
  ])
  func `encodes what an IRI may not hold`(iri: String, expected: String) {
    #expect(IRI.encoded(iri) == expected)
    #expect(IRI.fault(in: expected) == nil)
  }
}

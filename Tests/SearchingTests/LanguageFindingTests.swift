import Taxonomy
import TestSupport
import Testing

@testable import Searching

struct LanguageFindingTests {
  /// Sentences in languages that only one document of hundreds has.
  private static let sentences: [(tag: String, text: String)] = [
    ("ru", "Договоры поставки хранятся в архивах московских библиотек"),
    ("el", "Οι συμβάσεις προμήθειας φυλάσσονται στα αρχεία των βιβλιοθηκών"),
    ("fi", "Toimitussopimukset säilytetään kirjastojen arkistoissa pääkaupungissa"),
    ("de", "Die Verträge werden in den Archiven verschiedener Bibliotheken aufbewahrt"),
    ("es", "Los contratos firmados permanecen guardados en archivos municipales"),
    ("fr", "Les contrats généraux restent conservés dans les archives nationales"),
    ("it", "Contratti generali conservati negli archivi delle biblioteche"),
    ("hu", "A szállítási szerződéseket könyvtárak levéltáraiban őrzik"),
    ("tr", "Sözleşmeler kütüphanelerin arşivlerinde saklanmaktadır"),
    ("sv", "Avtalen förvaras i bibliotekens arkivlokaler"),
    ("pl", "Umowy przechowywane są w archiwach bibliotek miejskich"),
    ("ar", "تحفظ العقود في أرشيفات المكتبات الوطنية"),
  ]

  private static func withIndex(_ body: (SearchIndex) throws -> Void) throws {
    var documents = (0..<600).map {
      IndexDocument(
        id: "en\($0)", text: "The general report number \($0) lists archived meetings.",
        language: "en")
    }
    documents += sentences.map { IndexDocument(id: $0.tag, text: $0.text, language: $0.tag) }
    documents += sentences.map { IndexDocument(id: "\($0.tag)?", title: $0.text, text: "") }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      try body(try SearchIndex(folder: folder))
    }
  }

  private static func found(_ query: String, _ index: SearchIndex) throws -> Set<String> {
    var request = SearchRequest(query)
    request.limit = 1000
    request.isLiteral = true
    return Set(try index.search(request).hits.map(\.id))
  }

  @Test func `every word is found as it stands, in whatever language, guessed rightly or not`()
    throws
  {
    try Self.withIndex { (index) throws in
      for (tag, text) in Self.sentences {
        let words = text.split(separator: " ").map(String.init)
        for word in words {
          let found = try Self.found(word, index)
          #expect(found.isSuperset(of: [tag, "\(tag)?"]), "\(tag): \(word)")
          #expect(try Self.found("title:\(word)", index).contains("\(tag)?"), "\(tag): \(word)")
        }
        for query in ["\"\(text)\"", "\(words[1]) NEAR/9 \(words[words.count - 1])"] {
          #expect(
            try Self.found(query, index).isSuperset(of: [tag, "\(tag)?"]), "\(tag): \(query)")
        }
        #expect(try Self.found("\"\(words[1]) \(words[0])\"", index).isEmpty)
      }
    }
  }

  @Test func `a word of a rare language is not corrected to one of the frequent ones`() throws {
    try Self.withIndex { (index) throws in
      #expect(try index.search(SearchRequest("contrats")).understanding.corrections.isEmpty)
      #expect(
        try index.search(SearchRequest("archives nationales")).hits.first?.id.hasPrefix("fr")
          == true)
    }
  }

  @Test func `passages mark the words of a rare language`() throws {
    try Self.withIndex { (index) throws in
      let hits = try index.search(SearchRequest("архивах")).hits
      let hit = try #require(hits.first { $0.id == "ru" })
      #expect(!hit.snippet.highlights.isEmpty)
    }
  }
}

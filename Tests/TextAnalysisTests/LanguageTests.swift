import Testing

@testable import TextAnalysis

struct LanguageTests {
  @Test func `a technical passage with a few short words is of no certain language`() {
    let passage =
      "son de on me class path table field value index query node list array type name key size "
      + "count file block page cache lock thread"
    #expect(LanguageGuess.language(of: passage) != nil)
    #expect(
      LanguageGuess.language(of: passage, minimumShare: LanguageGuess.shareOfShortTexts) == nil)
    let french = "la voiture de ma sœur est dans la rue, et elle ne veut pas que je la conduise"
    #expect(
      LanguageGuess.language(of: french, minimumShare: LanguageGuess.shareOfShortTexts) == .french)
  }

  @Test(
    arguments: [
      (Language.english, "brochures", "brochure"), (.german, "kataloge", "katalog"),
      (.french, "catalogues", "catalogue"), (.spanish, "folletos", "folleto"),
      (.russian, "каталоги", "каталог"), (.swedish, "kataloger", "katalog"),
    ])
  func `inflections share a stem`(language: Language, first: String, second: String) throws {
    let stemmer = try #require(Stemmer(language))
    #expect(stemmer.stem(first) == stemmer.stem(second))
    #expect(stemmer.stem(first) == stemmer.stem(first))
  }

  @Test(arguments: Language.allCases)
  func `every language has a stemmer`(language: Language) {
    #expect(Stemmer(language) != nil)
  }

  @Test func `leaves words with digits and symbols alone`() throws {
    let stemmer = try #require(Stemmer(.english))
    for word in ["c++", "3.5", "x86s", "as"] { #expect(stemmer.stem(word) == word) }
  }

  @Test func `reads language tags`() {
    #expect(Language(tag: "en-GB") == .english)
    #expect(Language(tag: "nb") == .norwegian)
    #expect(Language(tag: "DE_at") == .german)
    #expect(Language(tag: "xx") == nil)
  }

  @Test func `stop words are folded`() {
    #expect(StopWords.words(.german).contains("fur"))
    #expect(StopWords.words(.english).contains("the"))
    #expect(StopWords.words(.basque).isEmpty)
  }

  @Test(
    arguments: [
      ("The brochure of the product is in the folder for all customers", Language.english),
      ("Die Broschüre für das Produkt liegt in dem Ordner und ist für alle Kunden", .german),
      ("La brochure du produit est dans le dossier pour tous les clients", .french),
      ("El folleto del producto está en la carpeta para todos los clientes", .spanish),
      ("Брошюра о продукте лежит в папке и она для всех клиентов", .russian),
      ("Το φυλλάδιο του προϊόντος", .greek),
    ])
  func `guesses the language`(text: String, expected: Language) {
    #expect(LanguageGuess.language(of: text) == expected)
  }

  @Test func `does not guess without evidence`() {
    #expect(LanguageGuess.language(of: "Harbor Archive 2010") == nil)
    #expect(LanguageGuess.language(of: "資料集") == nil)
    #expect(LanguageGuess.language(of: "") == nil)
  }
}

struct StopWordKeysTests {
  @Test(arguments: [
    ("the", true), ("fur", true), ("with", true), ("vault", false), ("", false),
    ("theaters", false),
  ])
  func wordsOfEitherLanguageCarryNoSubject(word: String, isStopWord: Bool) {
    let keys = StopWordKeys([.german, .english])
    #expect(keys.contains(TokenKey(folded: word.utf8)) == isStopWord)
  }

  @Test func everyWordOfAListIsFound() {
    for language in StopWords.languages {
      let keys = StopWordKeys([language])
      for key in StopWords.keys(language) { #expect(keys.contains(key)) }
    }
    #expect(!StopWordKeys([.basque]).contains(TokenKey(folded: "the".utf8)))
  }
}

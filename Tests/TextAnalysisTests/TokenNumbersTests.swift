import RandomNumbers
import Testing

@testable import TextAnalysis

/// Words by numbers, held against a dictionary.
struct TokenNumbersTests {
  private func key(_ text: String) -> TokenKey { TokenKey(folded: text.utf8) }

  @Test(arguments: [2, 4, 64])
  func `words are numbered in the order in which they come, however often the table grows`(
    capacity: Int
  ) {
    var numbers = TokenNumbers(capacity: capacity)
    var twin: [TokenKey: Int] = [:]
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5000 {
      let word = key("w\(random.next(below: 900))")
      let expected = twin[word] ?? twin.count
      #expect(numbers.known(word) == twin[word])
      #expect(numbers.number(of: word) == expected)
      twin[word] = expected
    }
    #expect(twin.count > 800)
    for (word, number) in twin { #expect(numbers.known(word) == number) }
    #expect(numbers.known(key("never")) == nil)
  }

  @Test func `an empty word and one that is longer than a key are words like others`() {
    var numbers = TokenNumbers(capacity: 4)
    let long = String(repeating: "x", count: 500)
    let words = [
      "", "a", String(repeating: "x", count: 16), String(repeating: "x", count: 17), long,
      long + "y",
    ]
    #expect(words.map { numbers.number(of: key($0)) } == Array(words.indices))
    #expect(words.map { numbers.known(key($0)) } == Array(words.indices))
  }

  @Test(
    arguments: [(0, 0), (1, 1), (8, 8), (9, 9), (16, 16), (17, nil), (4000, nil)] as [(Int, Int?)])
  func `a key knows its length up to sixteen bytes`(count: Int, length: Int?) {
    #expect(key(String(repeating: "a", count: count)).length == length)
  }

  @Test(arguments: [
    ("data", "sheet"), ("", "a"), ("a", ""), ("abcdefgh", "ijklmnop"), ("größe", "n"),
  ])
  func `two keys put together are the key of both`(one: String, other: String) {
    #expect(key(one).joined(with: key(other)) == key(one + other))
  }

  @Test func `what would be longer than a key is not put together`() {
    #expect(key("abcdefgh").joined(with: key("ijklmnopq")) == nil)
    let long = key(String(repeating: "x", count: 17))
    #expect(long.joined(with: key("a")) == nil)
    #expect(key("a").joined(with: long) == nil)
  }
}

import TextAnalysis

/// Adds up the vectors of the words of documents while they are indexed, for one thread.
struct MeaningReader {
  private let model: VectorModel
  private var sums: [Float]
  /// For each language, the words met in it.
  private var languages: [Language: Words] = [:]
  private var words: Words?

  /// Why a word could not be looked up; nothing may be written then.
  private(set) var failure: (any Error)?

  /// The words of a language, each with its pieces, which stand in `pieces` from `bounds` on.
  private final class Words {
    var memory = TokenMemory()
    let stopWords: StopWordKeys
    var pieces: [UInt32] = []
    var bounds = [0]

    init(_ language: Language) { stopWords = StopWordKeys([language]) }
  }

  init(_ model: VectorModel) {
    self.model = model
    sums = [Float](repeating: 0, count: model.dimensions)
  }

  /// Begins a document.
  mutating func begin(_ language: Language) {
    for place in sums.indices { sums[place] = 0 }
    words = languages[language] ?? Words(language)
    languages[language] = words
  }

  /// Adds a word; words that carry no subject add nothing.
  ///
  /// - Parameters:
  ///   - key: its key.
  ///   - folded: gives the folded word, the first time it is met.
  mutating func add(_ key: TokenKey, _ folded: () -> [UInt8]) {
    guard let words else { return }
    do {
      let next = words.bounds.count - 1
      let number = Int(words.memory.value(of: key) { Int32(next) })
      if number == next {
        if !words.stopWords.contains(key) { words.pieces += try model.pieces(of: folded()) }
        words.bounds.append(words.pieces.count)
      }
      for place in words.bounds[number]..<words.bounds[number + 1] {
        try model.add(words.pieces[place], to: &sums)
      }
    } catch { failure = error }
  }

  /// The meaning of the document.
  var meaning: MeaningVector { MeaningVector(directionOf: sums) }
}

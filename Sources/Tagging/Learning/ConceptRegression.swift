/// What the words of a document say for concepts that it need not name: a logistic regression for each.
///
/// The rows are those of `SimilarDocuments`: the most telling words of a document, tf-idf, of length 1.
struct ConceptRegression: Sendable, Equatable {
  /// What a word adds to the log-odds of a concept.
  struct Entry: BitwiseCopyable, Sendable, Equatable {
    /// The number of the word among those of the similar documents.
    var word: Int32
    /// The number of the concept among those judged.
    var slot: Int32
    var weight: Float
  }

  /// The concepts judged, by their numbers in the model.
  var concepts: [Int32] = []

  /// The log-odds of each concept without any word.
  var biases: [Float] = []

  /// The words that speak for or against a concept, sorted by word.
  var entries: [Entry] = []

  /// Nothing learned.
  init() {}

  /// As stored in a model.
  init(concepts: [Int32], biases: [Float], entries: [Entry]) {
    self.concepts = concepts
    self.biases = biases
    self.entries = entries
  }

  /// Whether all numbers fit one another.
  ///
  /// - Parameters:
  ///   - words: the number of words.
  ///   - conceptCount: the number of the model's concepts.
  /// - Returns: whether they do.
  func isSound(words: Int, conceptCount: Int) -> Bool {
    biases.count == concepts.count && Set(concepts).count == concepts.count
      && concepts.allSatisfy { (0..<conceptCount).contains(Int($0)) }
      && biases.allSatisfy(\.isPlausible)
      && entries.allSatisfy { entry in
        (0..<words).contains(Int(entry.word)) && concepts.indices.contains(Int(entry.slot))
          && entry.weight.isPlausible
      }
      && zip(entries, entries.dropFirst()).allSatisfy { $0.word <= $1.word }
  }
}

/// A regression with its words as a table, to judge documents with.
struct RegressionTable: Sendable {
  private let regression: ConceptRegression

  /// Where the entries of each word begin, and where those of the last one end.
  private let starts: [Int32]

  /// The slot of each of the model's concepts, or -1.
  private let slots: [Int32]

  init(_ regression: ConceptRegression, words: Int, conceptCount: Int) {
    self.regression = regression
    var starts = [Int32](repeating: 0, count: words + 1)
    for entry in regression.entries { starts[Int(entry.word) + 1] += 1 }
    for word in 0..<words { starts[word + 1] += starts[word] }
    self.starts = starts
    var slots = [Int32](repeating: -1, count: conceptCount)
    for (slot, concept) in regression.concepts.enumerated() { slots[Int(concept)] = Int32(slot) }
    self.slots = slots
  }

  /// Whether anything was learned.
  var isEmpty: Bool { regression.concepts.isEmpty }

  /// The concepts judged, by their numbers in the model.
  var concepts: [Int32] { regression.concepts }

  /// The slot of one of the model's concepts, if it is judged.
  func slot(of concept: Int) -> Int? { slots[concept] < 0 ? nil : Int(slots[concept]) }

  /// The log-odds of every concept judged, by slot.
  func logOdds(of words: [(word: UInt64, weight: Float)]) -> [Float] {
    var result = regression.biases
    for (word, value) in words {
      for place in starts[Int(word)]..<starts[Int(word) + 1] {
        let entry = regression.entries[Int(place)]
        result[Int(entry.slot)] += entry.weight * value
      }
    }
    return result
  }
}

/// Learns a `ConceptRegression`.
struct ConceptRegressionTrainer {
  private let rows: SparseRows
  private let trainer: LogisticTrainer

  /// The documents of each concept.
  private let documents: [[Int32]]

  /// What a wrong document costs, against the squared weights.
  private static let looseness = 10.0

  /// The fewest documents with a concept that teach its words.
  private static let fewest = 2

  /// The words kept of a concept, those with the largest weights.
  private static let wordLimit = 400

  /// The most documents that teach: what more of them say is left to those alike.
  static let documentLimit = 5000

  /// - Parameters:
  ///   - similar: the documents with their words.
  ///   - tags: the concepts of each document, by their numbers in the model.
  ///   - conceptCount: the number of the model's concepts.
  init(_ similar: SimilarDocuments, tags: [ArraySlice<Int32>], conceptCount: Int) {
    var vectors = [[(index: Int, value: Float)]](
      repeating: [], count: min(similar.count, Self.documentLimit))
    var word = 0
    for weight in similar.weights {
      // Both are sorted by word.
      while similar.words[word] != weight.word { word += 1 }
      guard vectors.indices.contains(Int(weight.document)) else { continue }
      vectors[Int(weight.document)].append((word, weight.weight))
    }
    var rows = SparseRows(width: similar.words.count)
    for vector in vectors { rows.append(vector) }
    var documents = [[Int32]](repeating: [], count: conceptCount)
    for (document, concepts) in tags.prefix(rows.count).enumerated() {
      for concept in concepts { documents[Int(concept)].append(Int32(document)) }
    }
    self.rows = rows
    self.documents = documents
    trainer = LogisticTrainer(rows, looseness: Self.looseness)
  }

  /// What all documents teach but those left out.
  func regression(without isLeftOut: (Int) -> Bool = { _ in false }) -> ConceptRegression {
    let part = (0..<Int32(rows.count)).filter { !isLeftOut(Int($0)) }
    var result = ConceptRegression()
    var entries: [ConceptRegression.Entry] = []
    for (concept, all) in documents.enumerated() {
      let own = all.filter { !isLeftOut(Int($0)) }
      // A concept that all documents have, or hardly any, tells nothing of its words.
      guard own.count >= Self.fewest, own.count < part.count else { continue }
      var targets = [Bool](repeating: false, count: rows.count)
      for document in own { targets[Int(document)] = true }
      let weights = trainer.weights(for: targets, of: part)
      let slot = Int32(result.concepts.count)
      result.concepts.append(Int32(concept))
      result.biases.append(weights.bias)
      for word in Self.telling(weights.values) {
        entries.append(.init(word: Int32(word), slot: slot, weight: weights.values[word]))
      }
    }
    entries.sort { ($0.word, $0.slot) < ($1.word, $1.slot) }
    result.entries = entries
    return result
  }

  /// The words with the largest weights.
  private static func telling(_ weights: [Float]) -> [Int] {
    var words = weights.indices.filter { weights[$0] != 0 }
    guard words.count > wordLimit else { return words }
    words.sort { (abs(weights[$1]), $0) < (abs(weights[$0]), $1) }
    return Array(words.prefix(wordLimit))
  }

  /// The log-odds of each document's concepts as the other parts of the documents teach them.
  ///
  /// - Parameter parts: into how many parts the documents are put, by the remainders of their numbers.
  /// - Returns: the regression without each part.
  func leavingOut(parts: Int) -> [ConceptRegression] {
    (0..<parts).map { part in regression { $0 % parts == part } }
  }
}

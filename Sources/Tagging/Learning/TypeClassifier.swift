internal import Documents
internal import Glibc
internal import Matching
internal import Model
internal import System
internal import Taxonomy

/// Which one concept of a scheme a document is, learned: multinomial logistic regression.
struct TypeClassifier: Sendable, Equatable {
  /// The URI of the scheme.
  var schemeURI: String

  /// The URIs of the types.
  var types: [String]

  /// The hashes of the feature names, sorted.
  var features: [UInt64]

  /// The weights, `types.count` for each feature.
  var weights: [Float]

  /// The weights without any feature, one a type.
  var biases: [Float]

  /// The number of documents learned from.
  var documentCount: Int

  /// The number of documents of each type.
  var support: [Int32]

  /// The hash of a feature's name (FNV-1a).
  static func hash(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }

  /// The number of a feature, if it was learned.
  func index(of hash: UInt64) -> Int? {
    let place = features.indices.partitioningIndex { features[$0] >= hash }
    return place < features.count && features[place] == hash ? place : nil
  }

  /// The named features of a document: its looks, and what the rules found for each type.
  static func features(
    of document: Document, verdicts: [TypeVerdict], tables: ConceptTables
  ) -> [String: Float] {
    var values = TypeFeatures(document).values
    for verdict in verdicts {
      values["rule \(tables.vocabulary.uri(of: verdict.concept))"] = Float(
        min(verdict.logOdds, 6) * 0.35)
    }
    return values
  }

  /// The probabilities of the types.
  func probabilities(_ values: [String: Float]) -> [Float] {
    var scores = biases
    for (name, value) in values {
      guard let index = index(of: Self.hash(name)) else { continue }
      for type in scores.indices { scores[type] += weights[index * types.count + type] * value }
    }
    return Self.softmax(scores)
  }

  /// The scores of a row of numbered features.
  func scores(_ row: [(index: Int, value: Float)]) -> [Float] {
    var scores = biases
    for (index, value) in row {
      for type in scores.indices { scores[type] += weights[index * types.count + type] * value }
    }
    return scores
  }

  /// Turns scores into probabilities.
  static func softmax(_ scores: [Float]) -> [Float] {
    let top = scores.max() ?? 0
    let powers = scores.map { exp($0 - top) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// Joins what the rules found with what was learned; few documents leave more to the rules.
  ///
  /// A type without an example keeps what the rules gave it: the examples say nothing against it. The
  /// others share what is left.
  func combine(
    _ verdicts: [TypeVerdict], document: Document, tables: ConceptTables, scheme: SchemeOrdinal
  ) -> [TypeVerdict] {
    let values = Self.features(of: document, verdicts: verdicts, tables: tables)
    let learned = probabilities(values)
    let trust = Double(documentCount) / Double(documentCount + 20)
    let known = Set(types.compactMap { concept(of: $0, tables: tables) })
    var result: [ConceptOrdinal: TypeVerdict] = [:]
    var open = 1.0
    for verdict in verdicts {
      result[verdict.concept] = verdict
      if known.contains(verdict.concept) {
        result[verdict.concept]?.score *= 1 - trust
      } else {
        open -= verdict.score
      }
    }
    for (type, uri) in types.enumerated() {
      guard let concept = concept(of: uri, tables: tables) else { continue }
      var verdict =
        result[concept] ?? TypeVerdict(concept: concept, score: 0, logOdds: 0, evidence: [])
      verdict.score += trust * max(open, 0) * Double(learned[type])
      verdict.learned = Double(learned[type])
      if learned[type] > 0.1 { verdict.evidence += explanation(of: type, values) }
      result[concept] = verdict
    }
    return result.values.sorted { ($1.score, $0.concept) < ($0.score, $1.concept) }
  }

  private func concept(of uri: String, tables: ConceptTables) -> ConceptOrdinal? {
    guard let old = tables.vocabulary.concept(uri: uri) else { return nil }
    return tables.soleConcept(for: old) ?? old
  }

  /// The features that speak most for a type rather than the average one.
  private func explanation(of type: Int, _ values: [String: Float]) -> [TagEvidence] {
    var parts: [(name: String, weight: Float)] = []
    for (name, value) in values {
      guard let index = index(of: Self.hash(name)) else { continue }
      let row = weights[index * types.count..<(index + 1) * types.count]
      let mean = row.reduce(0, +) / Float(types.count)
      parts.append((name, (weights[index * types.count + type] - mean) * value))
    }
    parts.sort { ($1.weight, $0.name) < ($0.weight, $1.name) }
    return parts.prefix(4).filter { $0.weight > 0.05 }.map { part in
      TagEvidence(
        field: .document, range: 0..<0, surface: part.name, label: nil, rule: .learned,
        note: "learned from \(support[type]) documents", weight: Double(part.weight))
    }
  }
}

/// Trains a `TypeClassifier`.
struct TypeClassifierTrainer {
  private static let rounds = 220

  /// The penalty on squared weights is one over this and the number of documents.
  private static let looseness: Float = 4

  /// Learns from documents given by their features, each with the number of its type.
  static func train(
    _ rows: [[String: Float]], targets: [Int], types: [String], schemeURI: String
  ) -> TypeClassifier {
    var frequency: [String: Int32] = [:]
    for row in rows { for name in row.keys { frequency[name, default: 0] += 1 } }
    let kept = frequency.filter { $0.value >= 2 }.keys
      .map { (hash: TypeClassifier.hash($0), name: $0) }.sorted { $0.hash < $1.hash }
    var numbers: [String: Int] = [:]
    for (number, feature) in kept.enumerated() { numbers[feature.name] = number }
    let sparse = rows.map { row in
      row.compactMap { name, value in numbers[name].map { (index: $0, value: value) } }
        .sorted { $0.index < $1.index }
    }
    var support = [Int32](repeating: 0, count: types.count)
    for target in targets { support[target] += 1 }
    var classifier = TypeClassifier(
      schemeURI: schemeURI, types: types, features: kept.map(\.hash),
      weights: [Float](repeating: 0, count: kept.count * types.count),
      biases: [Float](repeating: 0, count: types.count), documentCount: rows.count,
      support: support)
    descend(&classifier, sparse, targets)
    let sharpness = sharpness(of: classifier, sparse, targets)
    for index in classifier.weights.indices { classifier.weights[index] *= sharpness }
    for index in classifier.biases.indices { classifier.biases[index] *= sharpness }
    return classifier
  }

  /// The factor on all scores under which probabilities are right on documents not learned from
  /// (temperature scaling, Guo 2017), found by leaving out each third once.
  private static func sharpness(
    of classifier: TypeClassifier, _ rows: [[(index: Int, value: Float)]], _ targets: [Int]
  ) -> Float {
    guard rows.count >= 30 else { return 1 }
    var scores: [[Float]] = []
    var answers: [Int] = []
    for part in 0..<3 {
      let known = rows.indices.filter { $0 % 3 != part }
      var partial = classifier
      partial.weights = [Float](repeating: 0, count: classifier.weights.count)
      partial.biases = [Float](repeating: 0, count: classifier.biases.count)
      descend(&partial, known.map { rows[$0] }, known.map { targets[$0] })
      for row in rows.indices where row % 3 == part {
        scores.append(partial.scores(rows[row]))
        answers.append(targets[row])
      }
    }
    let choices: [Float] = [0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.4, 2.9, 3.5]
    func loss(_ factor: Float) -> Float {
      zip(scores, answers).reduce(0) { sum, answer in
        let probabilities = TypeClassifier.softmax(answer.0.map { $0 * factor })
        return sum - log(max(probabilities[answer.1], 1e-6))
      }
    }
    return choices.min { loss($0) < loss($1) } ?? 1
  }

  /// Nesterov's accelerated gradient descent on the penalized likelihood, which is convex: the
  /// result does not hang on the order of the documents.
  private static func descend(
    _ classifier: inout TypeClassifier, _ rows: [[(index: Int, value: Float)]], _ targets: [Int]
  ) {
    let count = classifier.types.count
    let share = 1 / Float(max(rows.count, 1))
    let penalty = share / looseness
    let longest = rows.map { $0.reduce(1) { $0 + $1.value * $1.value } }.max() ?? 1
    let steepest = 0.5 * longest + penalty
    let root = (penalty / steepest).squareRoot()
    let momentum = (1 - root) / (1 + root)
    let width = classifier.weights.count
    // The biases are the last weights, of a feature that is always 1.
    var current = classifier.weights + classifier.biases
    var ahead = current
    for _ in 0..<rounds {
      var gradient = ahead
      for index in gradient.indices { gradient[index] *= penalty }
      for (row, target) in zip(rows, targets) {
        var scores = Array(ahead[width...])
        for (index, value) in row {
          for type in 0..<count { scores[type] += ahead[index &* count &+ type] * value }
        }
        var errors = TypeClassifier.softmax(scores)
        errors[target] -= 1
        for type in 0..<count { errors[type] *= share }
        for (index, value) in row {
          for type in 0..<count { gradient[index &* count &+ type] += errors[type] * value }
        }
        for type in 0..<count { gradient[width + type] += errors[type] }
      }
      for index in current.indices {
        let next = ahead[index] - gradient[index] / steepest
        ahead[index] = next + momentum * (next - current[index])
        current[index] = next
      }
    }
    classifier.weights = Array(current[..<width])
    classifier.biases = Array(current[width...])
  }
}

internal import Documents
internal import Glibc
internal import Matching
internal import Model
internal import System
internal import Taxonomy

/// Which one concept of a scheme a document is, learned: a logistic regression for each, shared to probabilities.
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

  /// The number of a feature, if it was learned.
  func index(of hash: UInt64) -> Int? {
    let place = features.indices.partitioningIndex { features[$0] >= hash }
    return place < features.count && features[place] == hash ? place : nil
  }

  /// The features of a document: its looks, and what the rules found for each type.
  static func features(
    of document: Document, verdicts: [TypeVerdict], tables: ConceptTables
  ) -> TypeFeatures {
    var result = TypeFeatures(document)
    for verdict in verdicts {
      result.add(
        "rule \(tables.vocabulary.uri(of: verdict.concept))", Float(min(verdict.logOdds, 6) * 0.35))
    }
    return result
  }

  /// A feature of a document that was learned.
  struct KnownFeature {
    /// Its number among those learned.
    let index: Int
    let feature: TypeFeatures.Feature
  }

  /// The features of a document that were learned.
  func known(_ features: TypeFeatures) -> [KnownFeature] {
    features.features.compactMap { feature in
      index(of: feature.hash).map { KnownFeature(index: $0, feature: feature) }
    }
  }

  /// The probabilities of the types.
  func probabilities(_ known: [KnownFeature]) -> [Float] {
    var scores = biases
    for item in known {
      let first = item.index * types.count
      for type in scores.indices { scores[type] += weights[first + type] * item.feature.value }
    }
    return Self.softmax(scores)
  }

  /// Turns scores into probabilities.
  static func softmax(_ scores: [Float]) -> [Float] {
    let top = scores.max() ?? 0
    // Without the greatest taken off, large scores would come to infinity.
    let powers = scores.map { exp($0 - top) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// Joins what the rules found with what was learned; few documents leave more to the rules, and in a document
  /// that is like none of them the rules count more.
  ///
  /// A type without an example keeps what the rules gave it: the examples say nothing against it. The
  /// others share what is left.
  ///
  /// - Parameters:
  ///   - verdicts: what the rules found.
  ///   - document: the document.
  ///   - likeness: how like the examples it is, from 0 to 1.
  ///   - tables: those of the vocabulary.
  /// - Returns: the types, the likeliest first.
  func combine(
    _ verdicts: [TypeVerdict], document: Document, likeness: Double, tables: ConceptTables
  ) -> [TypeVerdict] {
    let features = Self.features(of: document, verdicts: verdicts, tables: tables)
    let known = known(features)
    var learned = probabilities(known)
    for (type, unlike) in unlike(learned, verdicts, tables: tables).enumerated() {
      learned[type] = Float(likeness) * learned[type] + Float(1 - likeness) * unlike
    }
    // Twenty documents count as much as the rules.
    let trust = Double(documentCount) / Double(documentCount + 20)
    let taught = Set(types.compactMap { concept(of: $0, tables: tables) })
    var result: [ConceptOrdinal: TypeVerdict] = [:]
    var open = 1.0
    for verdict in verdicts {
      result[verdict.concept] = verdict
      result[verdict.concept]?.ruleScore = verdict.score
      if taught.contains(verdict.concept) {
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
      if learned[type] > 0.1 { verdict.evidence += explanation(of: type, known, features) }
      result[concept] = verdict
    }
    return result.values.sorted { ($1.score, $0.concept) < ($0.score, $1.concept) }
  }

  /// The probabilities of the types of a document that is like no example: what the rules say counts twice
  /// beside what was learned, and both together less than each by itself.
  private func unlike(
    _ learned: [Float], _ verdicts: [TypeVerdict], tables: ConceptTables
  ) -> [Float] {
    let numbers = TypeNumbers.shared
    let rules = Dictionary(verdicts.map { ($0.concept, $0.logOdds) }, uniquingKeysWith: max)
    return Self.softmax(
      types.indices.map { type in
        let odds = concept(of: types[type], tables: tables).flatMap { rules[$0] } ?? 0
        // Bounded below: examples that are not like the document rule out no type.
        let sum =
          log(Double(max(learned[type], 1e-3))) + numbers.unlikeRules
          * min(odds, numbers.unlikeMost)
        return Float(sum * numbers.unlikeSharpness)
      })
  }

  private func concept(of uri: String, tables: ConceptTables) -> ConceptOrdinal? {
    guard let old = tables.vocabulary.concept(uri: uri) else { return nil }
    return tables.soleConcept(for: old) ?? old
  }

  /// The features that speak most for a type rather than the average one.
  private func explanation(
    of type: Int, _ known: [KnownFeature], _ features: TypeFeatures
  ) -> [TagEvidence] {
    var parts: [(number: Int, weight: Float)] = []
    for (number, item) in known.enumerated() {
      let row = weights[item.index * types.count..<(item.index + 1) * types.count]
      let mean = row.reduce(0, +) / Float(types.count)
      let weight = (weights[item.index * types.count + type] - mean) * item.feature.value
      if weight > 0.05 { parts.append((number, weight)) }
    }
    parts.sort { ($1.weight, $0.number) < ($0.weight, $1.number) }
    return parts.prefix(4).map { part in
      TagEvidence(
        field: .document, range: 0..<0, surface: features.name(of: known[part.number].feature),
        label: nil, rule: .learned,
        remark: "learned from \(support[type]) documents", weight: Double(part.weight))
    }
  }
}

/// Trains a `TypeClassifier`.
struct TypeClassifierTrainer {
  private let rows: SparseRows
  private let targets: [Int]
  private let trainer: LogisticTrainer
  private let typeCount: Int

  /// What a wrong document costs, against the squared weights.
  private static let looseness = 8.0

  /// Learns from documents given by their features, each with the number of its type.
  static func train(
    _ rows: [[TypeFeatures.Feature]], targets: [Int], types: [String], schemeURI: String
  ) -> TypeClassifier {
    var frequency: [UInt64: Int32] = [:]
    for row in rows { for feature in row { frequency[feature.hash, default: 0] += 1 } }
    // What one document alone has would be learned by heart.
    let kept = frequency.filter { $0.value >= 2 }.keys.sorted()
    var numbers: [UInt64: Int] = [:]
    for (number, hash) in kept.enumerated() { numbers[hash] = number }
    var sparse = SparseRows(width: kept.count)
    for row in rows {
      sparse.append(
        row.compactMap { feature in
          numbers[feature.hash].map { (index: $0, value: feature.value) }
        }.sorted { $0.index < $1.index })
    }
    var support = [Int32](repeating: 0, count: types.count)
    for target in targets { support[target] += 1 }
    let trainer = Self(
      rows: sparse, targets: targets,
      trainer: LogisticTrainer(sparse, looseness: looseness), typeCount: types.count)
    let found = trainer.weights(of: Array(0..<Int32(rows.count)))
    let sharpness = trainer.sharpness()
    var weights = [Float](repeating: 0, count: kept.count * types.count)
    for (type, own) in found.enumerated() {
      for (feature, weight) in own.values.enumerated() {
        weights[feature * types.count + type] = weight * sharpness
      }
    }
    return TypeClassifier(
      schemeURI: schemeURI, types: types, features: kept, weights: weights,
      biases: found.map { $0.bias * sharpness }, documentCount: rows.count, support: support)
  }

  /// The weights of each type against all others, learned from a part of the documents.
  private func weights(of part: [Int32]) -> [LogisticTrainer.Weights] {
    (0..<typeCount).map { type in trainer.weights(for: targets.map { $0 == type }, of: part) }
  }

  /// The factor on all scores under which probabilities are right on documents not learned from
  /// (temperature scaling, Guo 2017), found by leaving out each third once.
  private func sharpness() -> Float {
    // A third of fewer documents tells more of chance than of them.
    guard rows.count >= 30 else { return 1 }
    var scores: [(types: [Float], answer: Int)] = []
    for part in 0..<3 {
      let own = weights(of: (0..<Int32(rows.count)).filter { $0 % 3 != part })
      for row in 0..<rows.count where row % 3 == part {
        scores.append((own.map { trainer.score(of: row, $0) }, targets[row]))
      }
    }
    let choices: [Float] = [0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.4, 2.9, 3.5]
    func loss(_ factor: Float) -> Float {
      scores.reduce(0) { sum, score in
        let probabilities = TypeClassifier.softmax(score.types.map { $0 * factor })
        // A single answer that is wrong and certain would outweigh all others.
        return sum - log(max(probabilities[score.answer], 1e-6))
      }
    }
    return choices.min { loss($0) < loss($1) } ?? 1
  }
}

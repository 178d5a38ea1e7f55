/// Kernel ridge regression of concepts on labels, its leave-one-out predictions in closed form.
///
/// The kernel is the mean of the cosine of character n-grams and the cosine of words. With
/// `G = K + λI` and one column of 0 and 1 for each concept, the weights are `A = G⁻¹Y`, and label
/// i's prediction by a model that never saw it is `Y_i − A_i / G⁻¹_ii` (Rifkin, Lippert 2007).
struct KernelRidge: Sendable {
  /// The most labels for which the cubic cost stays within a few seconds.
  static let labelLimit = 1600

  /// For each label its weight for each concept, one row after the other; all else follows from it.
  let coefficients: [Float]

  /// For each character n-gram its weight for each concept, one row after the other.
  let gramWeights: [Float]

  /// For each stem its weight for each concept.
  let stemWeights: [Float]

  let conceptCount: Int

  /// What each label would get from a model that never saw it, one row a label; empty for a model
  /// of coefficients learned before.
  let leftOut: [Float]

  private static let ridge = Float(NormalizationNumbers["ridge"])

  /// A model of the index, or `nil` if it has too many labels.
  init?(_ index: SimilarityIndex) {
    guard Self.size(for: index) > 0 else { return nil }
    let count = index.labels.count
    let concepts = index.conceptCount
    conceptCount = concepts
    var matrix = SymmetricMatrix(count: count)
    Self.addKernel(index.gramVectors, index.gramTable, to: &matrix)
    Self.addKernel(index.stemVectors, index.stemTable, to: &matrix)
    for row in 0..<count { matrix[row, row] += Self.ridge }
    let inverse = matrix.inverted()

    var coefficients = [Float](repeating: 0, count: count * concepts)
    var leftOut = coefficients
    for row in 0..<count {
      for column in 0..<count {
        coefficients[row * concepts + Int(index.labels[column].concept)] += inverse[row, column]
      }
      let diagonal = inverse[row, row]
      for concept in 0..<concepts {
        let truth: Float = index.labels[row].concept == Int32(concept) ? 1 : 0
        leftOut[row * concepts + concept] =
          truth - coefficients[row * concepts + concept] / diagonal
      }
    }
    self.leftOut = leftOut
    self.coefficients = coefficients
    gramWeights = Self.weights(
      index.gramVectors, terms: index.grams.count, coefficients, concepts)
    stemWeights = Self.weights(index.stemVectors, terms: index.stems.count, coefficients, concepts)
  }

  /// The number of coefficients of a model of the index; 0 if it has too many labels or none to
  /// compare.
  static func size(for index: SimilarityIndex) -> Int {
    let count = index.labels.count
    return count > 1 && count <= labelLimit ? count * index.conceptCount : 0
  }

  /// A model of coefficients learned before from the same index.
  init(_ index: SimilarityIndex, coefficients: [Float]) {
    precondition(coefficients.count == Self.size(for: index), "coefficients of another index")
    let concepts = index.conceptCount
    conceptCount = concepts
    leftOut = []
    self.coefficients = coefficients
    gramWeights = Self.weights(
      index.gramVectors, terms: index.grams.count, coefficients, concepts)
    stemWeights = Self.weights(index.stemVectors, terms: index.stems.count, coefficients, concepts)
  }

  /// Half the cosine of every pair of labels that have a term in common.
  private static func addKernel(
    _ vectors: [[(term: Int32, weight: Float)]], _ table: PostingTable,
    to matrix: inout SymmetricMatrix
  ) {
    for (row, vector) in vectors.enumerated() {
      for entry in vector {
        for posting in table[entry.term] where Int(posting.label) <= row {
          matrix[row, Int(posting.label)] += 0.5 * entry.weight * posting.weight
        }
      }
    }
  }

  private static func weights(
    _ vectors: [[(term: Int32, weight: Float)]], terms: Int, _ coefficients: [Float],
    _ concepts: Int
  ) -> [Float] {
    var weights = [Float](repeating: 0, count: terms * concepts)
    unsafe weights.withUnsafeMutableBufferPointer { weights in
      unsafe coefficients.withUnsafeBufferPointer { coefficients in
        for (label, vector) in vectors.enumerated() {
          for entry in vector {
            let base = Int(entry.term) * concepts
            let half = 0.5 * entry.weight
            for concept in 0..<concepts {
              unsafe weights[base + concept] += half * coefficients[label * concepts + concept]
            }
          }
        }
      }
    }
    return weights
  }

  /// Adds the predictions for a label of these vectors to `scores`, one for each concept.
  func score(
    grams: [(term: Int32, weight: Float)], stems: [(term: Int32, weight: Float)],
    into scores: inout [Float]
  ) {
    for entry in grams { add(gramWeights, entry, to: &scores) }
    for entry in stems { add(stemWeights, entry, to: &scores) }
  }

  private func add(
    _ weights: [Float], _ entry: (term: Int32, weight: Float), to scores: inout [Float]
  ) {
    let base = Int(entry.term) * conceptCount
    unsafe weights.withUnsafeBufferPointer { row in
      unsafe scores.withUnsafeMutableBufferPointer { sums in
        for concept in 0..<conceptCount {
          unsafe sums[concept] += entry.weight * row[base + concept]
        }
      }
    }
  }
}

/// A symmetric, positive definite matrix.
struct SymmetricMatrix {
  let count: Int
  private var values: [Float]

  /// A matrix of zeros.
  init(count: Int) {
    self.count = count
    values = [Float](repeating: 0, count: count * count)
  }

  /// The value at a place; only `column <= row` may be set.
  subscript(row: Int, column: Int) -> Float {
    get { column <= row ? values[row * count + column] : values[column * count + row] }
    set { values[row * count + column] = newValue }
  }

  /// The inverse, by Cholesky's decomposition.
  ///
  /// - Complexity: O(count³).
  func inverted() -> SymmetricMatrix {
    var lower = values
    let size = count
    // L, row by row: L[i][j] = (A[i][j] − L[i]·L[j]) / L[j][j].
    for row in 0..<size {
      for column in 0...row {
        // A diagonal may come below 0 by rounding where labels are nearly the same: hence the
        // bound.
        let sum =
          lower[row * size + column] - Self.dot(lower, row * size, column * size, column)
        lower[row * size + column] =
          row == column ? max(sum, 1e-6).squareRoot() : sum / lower[column * size + column]
      }
    }
    // The rows of (L⁻¹)ᵀ: column j of L⁻¹ is stored as row j, from its diagonal on.
    var inverse = [Float](repeating: 0, count: size * size)
    for column in 0..<size {
      inverse[column * size + column] = 1 / lower[column * size + column]
      for row in (column + 1)..<max(size, column + 1) {
        let sum = Self.dot(
          lower, row * size + column, inverse, column * size + column, row - column)
        inverse[column * size + row] = -sum / lower[row * size + row]
      }
    }
    var result = SymmetricMatrix(count: size)
    for row in 0..<size {
      for column in 0...row {
        // (A⁻¹)ij = Σk≥max(i,j) L⁻¹ki L⁻¹kj.
        result[row, column] = Self.dot(
          inverse, row * size + row, inverse, column * size + row, size - row)
      }
    }
    return result
  }

  private static func dot(_ values: [Float], _ first: Int, _ second: Int, _ count: Int) -> Float {
    dot(values, first, values, second, count)
  }

  private static func dot(
    _ left: [Float], _ first: Int, _ right: [Float], _ second: Int, _ count: Int
  ) -> Float {
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        // Eight sums beside each other: with a single one each addition waits for the one before.
        var sums = SIMD8<Float>()
        var index = 0
        while index + 8 <= count {
          var a = SIMD8<Float>()
          var b = SIMD8<Float>()
          for lane in 0..<8 {
            unsafe a[lane] = left[first + index + lane]
            unsafe b[lane] = right[second + index + lane]
          }
          sums += a * b
          index += 8
        }
        var sum = sums.sum()
        while index < count {
          unsafe sum += left[first + index] * right[second + index]
          index += 1
        }
        return sum
      }
    }
  }
}

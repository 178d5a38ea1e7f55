import RandomNumbers
import Testing

@testable import Matching

struct SymmetricMatrixTests {
  /// The numbers of rows reach below, to and beyond the eight lanes of a product.
  @Test(arguments: [1, 2, 3, 7, 8, 9, 17, 40])
  func `a matrix times its inverse is one on the diagonal and zero elsewhere`(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let factor = (0..<count).map { _ in (0..<count).map { _ in Float(random.nextUnit()) - 0.5 } }
    var matrix = SymmetricMatrix(count: count)
    for row in 0..<count {
      for column in 0...row {
        // A product with its own transpose is positive definite once the diagonal is raised.
        matrix[row, column] = zip(factor[row], factor[column]).reduce(0) { $0 + $1.0 * $1.1 }
      }
      matrix[row, row] += 1
    }
    let inverse = matrix.inverted()
    for row in 0..<count {
      for column in 0..<count {
        let product = (0..<count).reduce(Float(0)) {
          $0 + matrix[row, $1] * inverse[$1, column]
        }
        #expect(abs(product - (row == column ? 1 : 0)) < 1e-4, "\(row), \(column): \(product)")
      }
    }
  }

  @Test func `a matrix of one has the reciprocal for its inverse`() {
    var matrix = SymmetricMatrix(count: 1)
    matrix[0, 0] = 4
    #expect(matrix.inverted()[0, 0] == 0.25)
  }
}

import JSONCoding

/// The one matrix of a file in the safetensors format: 8 bytes with the length of a JSON header, the header, the
/// numbers.
struct TensorFile {
  /// How a number is stored.
  private enum Kind: String {
    case half = "F16"
    case brain = "BF16"
    case single = "F32"

    /// The bytes of a number.
    var size: Int { self == .single ? 4 : 2 }
  }

  /// The number of rows.
  let rows: Int

  /// The number of columns.
  let columns: Int

  private let path: String
  private let bytes: ArraySlice<UInt8>
  private let kind: Kind

  /// A header beyond tells of no word vectors.
  private static let longestHeader = 1 << 20

  /// How many rows and columns a matrix may have.
  private static let rowCounts = 1...1_000_000
  private static let columnCounts = 8...8_192

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - path: its name in errors.
  /// - Throws: `VectorModelError`.
  init(_ bytes: [UInt8], path: String) throws {
    func refused(_ reason: String) -> VectorModelError { .init(path: path, reason: reason) }
    guard bytes.count >= 8 else { throw refused("not a safetensors file: too short") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.longestHeader), Int(length) <= bytes.count - 8 else {
      throw refused("not a safetensors file: its header would have \(length) bytes")
    }
    let header: JSONValue
    do {
      header = try JSONReader.value(of: bytes[8..<8 + Int(length)])
    } catch { throw refused("not a safetensors file: its header is not JSON: \(error)") }
    let tensors = (header.object?.members ?? []).filter { $0.name != "__metadata__" }
    guard tensors.count == 1, let tensor = tensors.first else {
      let names = tensors.map { "'\($0.name)'" }.prefix(5).joined(separator: ", ")
      throw refused("one matrix with a row for each piece of a word is wanted, not \(names)")
    }
    guard let kind = tensor.value["dtype"]?.string.flatMap(Kind.init(rawValue:)) else {
      throw refused("'\(tensor.name)' is not of F16, BF16 or F32")
    }
    let shape = (tensor.value["shape"]?.array ?? []).map(\.integer)
    guard shape.count == 2, let rows = shape[0], let columns = shape[1],
      Self.rowCounts.contains(rows), Self.columnCounts.contains(columns)
    else {
      throw refused(
        "'\(tensor.name)' is not a matrix of at most \(Self.rowCounts.upperBound) rows and "
          + "\(Self.columnCounts.lowerBound) to \(Self.columnCounts.upperBound) columns")
    }
    let place = (tensor.value["data_offsets"]?.array ?? []).map(\.integer)
    let size = bytes.count - 8 - Int(length)
    guard place.count == 2, let start = place[0], let end = place[1], start >= 0, end >= start,
      end <= size, end - start == rows * columns * kind.size
    else { throw refused("the numbers of '\(tensor.name)' are not where its header says") }
    self.path = path
    self.rows = rows
    self.columns = columns
    self.kind = kind
    let first = 8 + Int(length)
    self.bytes = bytes[first + start..<first + end]
  }

  /// The first numbers of a row.
  ///
  /// - Parameters:
  ///   - row: one of `0..<rows`.
  ///   - count: how many, at most `columns`.
  /// - Returns: the numbers, all finite.
  /// - Throws: `VectorModelError`.
  func numbers(ofRow row: Int, first count: Int) throws -> [Float] {
    let start = bytes.startIndex + row * columns * kind.size
    return try (0..<count).map { column in
      let place = start + column * kind.size
      let low = UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
      let number: Float
      switch kind {
      case .half: number = Float(Float16(bitPattern: low))
      case .brain: number = Float(bitPattern: UInt32(low) << 16)
      case .single:
        let high = UInt32(bytes[place + 2]) | UInt32(bytes[place + 3]) << 8
        number = Float(bitPattern: UInt32(low) | high << 16)
      }
      guard number.isFinite else {
        throw VectorModelError(path: path, reason: "row \(row + 1) has a number that is none")
      }
      return number
    }
  }
}

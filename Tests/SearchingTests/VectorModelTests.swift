import Foundation
import JSONCoding
import MappedStorage
import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// Files of word vectors in open formats, sound and not.
struct VectorModelTests {
  /// A safetensors file of one matrix of 32-bit numbers.
  static func matrix(_ rows: [[Float]], header: String? = nil) -> [UInt8] {
    let numbers = rows.flatMap { $0 }.flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * $0)) }
    }
    let text =
      header
      ?? #"{"e":{"dtype":"F32","shape":[\#(rows.count),\#(rows[0].count)],"data_offsets":[0,\#(numbers.count)]}}"#
    return (0..<8).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) } + Array(text.utf8)
      + numbers
  }

  /// Word vectors of eight numbers: flying along the first, money along the second.
  static let rows: [[Float]] = [
    [1, 0, 0, 0, 0, 0, 0, 0], [0.9, 0.1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0],
    [0, 0.8, 0.2, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0],
  ]

  static let tokenizer = Array(
    #"{"model":{"type":"BPE","vocab":{"▁glider":0,"▁sail":1,"▁Price":2,"▁cost":3,"plane":4}}}"#.utf8
  )

  @discardableResult
  static func compile(
    _ matrix: [UInt8], _ tokenizer: [UInt8] = tokenizer, dimensions: Int = 256, in folder: String
  ) throws -> VectorModel {
    _ = try VectorModelFile.compile(
      matrix: (matrix, "m"), tokenizer: (tokenizer, "t"), dimensions: dimensions,
      to: "\(folder)/vectors.model")
    return try VectorModel(path: "\(folder)/vectors.model")
  }

  private static func cosine(_ left: MeaningVector, _ right: MeaningVector) -> Float {
    left.cosine(right.numbers.span)
  }

  @Test func `words are cut into the longest pieces, folded, and mean what these mean`() throws {
    try withTemporaryFolder { folder in
      let model = try Self.compile(Self.matrix(Self.rows), in: folder)
      #expect(model.dimensions == 8)
      // Sorted: cost, glider, price, sail; then the parts.
      #expect(try model.pieces(of: Array("sailplane".utf8)) == [3, 4])
      #expect(try model.pieces(of: Array("price".utf8)) == [2])
      #expect(try model.pieces(of: Array("xplane".utf8)) == [4])
      #expect(try model.pieces(of: Array("zzz".utf8)).isEmpty)
      let flying = try #require(try model.meaning(of: ["glider"]))
      let sailing = try #require(try model.meaning(of: ["sail"]))
      let money = try #require(try model.meaning(of: ["price", "cost"]))
      #expect(abs(Self.cosine(flying, sailing) - 0.9939) < 0.01)
      #expect(abs(Self.cosine(flying, money)) < 0.01)
      #expect(try model.meaning(of: ["zzz"]) == nil)
    }
  }

  @Test func `pieces of WordPiece, Unigram and byte-level vocabularies are told apart`() throws {
    func pieces(_ json: String) throws -> (starts: [String: Int], parts: [String: Int]) {
      let read = try WordPieces(Array(json.utf8), rows: 9, path: "t")
      return (read.starts, read.parts)
    }
    let word = try pieces(
      ###"{"model":{"continuing_subword_prefix":"##","vocab":{"plan":0,"##er":1,"[CLS]":2}}}"###)
    #expect(word.starts == ["plan": 0])
    #expect(word.parts == ["er": 1])
    let unigram = try pieces(
      #"{"model":{"type":"Unigram","vocab":[["<s>",0],["▁Größe",-1],["▁größe",-2],["n",-3]]}}"#)
    #expect(unigram.starts == ["grosse": 1])
    #expect(unigram.parts == ["n": 3])
    let bytes = try pieces(#"{"model":{"type":"BPE","vocab":{"Ġplan":0,"er":1,"ĠgrÃ¶":2}}}"#)
    #expect(bytes.starts == ["plan": 0])
    #expect(bytes.parts == ["er": 1])
    // Of two spellings the one counts that words are looked up by.
    let twice = try pieces(#"{"model":{"vocab":{"▁Apple":0,"▁apple":1,"▁APPLE":2}}}"#)
    #expect(twice.starts == ["apple": 1])
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"e":{"dtype":"I8","shape":[5,8],"data_offsets":[0,40]}}"#,
    #"{"e":{"dtype":"F32","shape":[5],"data_offsets":[0,160]}}"#,
    #"{"e":{"dtype":"F32","shape":[5,-8],"data_offsets":[0,160]}}"#,
    #"{"e":{"dtype":"F32","shape":[9223372036854775807,8],"data_offsets":[0,160]}}"#,
    #"{"e":{"dtype":"F32","shape":[5,8],"data_offsets":[0,161]}}"#,
    #"{"e":{"dtype":"F32","shape":[5,8],"data_offsets":[-160,0]}}"#,
    #"{"e":{"dtype":"F32","shape":[5,8],"data_offsets":[9223372036854775807,9223372036854775807]}}"#,
    #"{"e":{"dtype":"F32","shape":[5,8],"data_offsets":[0,160]},"f":{"dtype":"F32","shape":[5,8]}}"#,
  ])
  func `a matrix that is not what its header says is refused`(header: String) throws {
    #expect(throws: VectorModelError.self) {
      _ = try TensorFile(Self.matrix(Self.rows, header: header), path: "m")
    }
  }

  @Test func `no bytes of a matrix, however cut or changed, are a trap`() throws {
    let sound = Self.matrix(Self.rows)
    for length in 0..<sound.count {
      #expect(throws: VectorModelError.self) {
        _ = try TensorFile(Array(sound[..<length]), path: "m")
      }
    }
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      var bytes = sound
      bytes[Int.random(in: 0..<90, using: &generator)] = UInt8.random(
        in: 0...255, using: &generator)
      guard let tensor = try? TensorFile(bytes, path: "m") else { continue }
      for row in 0..<tensor.rows { _ = try? tensor.numbers(ofRow: row, first: tensor.columns) }
    }
    var infinite = Self.rows
    infinite[3][2] = .infinity
    try withTemporaryFolder { folder in
      #expect(throws: VectorModelError.self) {
        try Self.compile(Self.matrix(infinite), in: folder)
      }
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/vectors.model"))
    }
  }

  @Test(arguments: [
    "", "{", "{}", #"{"model":{}}"#, #"{"model":{"vocab":{"▁a":"x"}}}"#,
    #"{"model":{"vocab":{"▁a":5}}}"#, #"{"model":{"vocab":{"▁a":-1}}}"#,
    #"{"model":{"vocab":{"a":0,"b":1}}}"#, #"{"model":{"vocab":{"▁-":0,"▁!":1}}}"#,
    #"{"model":{"vocab":[1,2]}}"#,
  ])
  func `a vocabulary without words, or not of this matrix, is refused`(json: String) throws {
    #expect(throws: VectorModelError.self) {
      _ = try WordPieces(Array(json.utf8), rows: 5, path: "t")
    }
  }

  @Test func `a model with any byte changed is refused or means the same`() throws {
    try withTemporaryFolder { folder in
      let right = try Self.compile(Self.matrix(Self.rows), in: folder).meaning(of: ["sailplane"])
      let url = URL(fileURLWithPath: "\(folder)/vectors.model")
      let sound = try Data(contentsOf: url)
      for place in sound.indices {
        var bytes = sound
        bytes[place] ^= 0x41
        try bytes.write(to: url)
        do {
          let model = try VectorModel(path: url.path)
          #expect(try model.meaning(of: ["sailplane"]) == right)
        } catch is VectorModelError {}
      }
    }
  }
}

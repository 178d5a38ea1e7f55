import JSONCoding
import RandomNumbers
import Testing

/// Lines of bytes that arrive piece by piece.
struct ArrivingLinesTests {
  /// What is taken of pieces as they arrive: `3:text`, or `3!` of a line that is too long.
  private func taken(_ pieces: [[UInt8]], limit: Int) -> [String] {
    var lines = ArrivingLines(limit: limit)
    var taken: [String] = []
    func take() {
      while case let batch = lines.next(), !batch.isEmpty {
        taken += batch.map { line in
          switch line.bytes {
          case .success(let bytes): "\(line.number):\(String(decoding: bytes, as: UTF8.self))"
          case .failure: "\(line.number)!"
          }
        }
      }
    }
    for piece in pieces {
      lines.add(piece)
      take()
    }
    lines.end()
    take()
    #expect(lines.byteCount == 0)
    #expect(lines.next().isEmpty, "nothing follows the end")
    return taken
  }

  /// The same of a text as a whole, as simply as it can be said.
  private func expected(_ text: [UInt8], limit: Int) -> [String] {
    var parts = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.enumerated().compactMap { index, part in
      if part.count > limit { return "\(index + 1)!" }
      let text = String(decoding: part, as: UTF8.self)
      return text.allSatisfy { $0 == " " } ? nil : "\(index + 1):\(text)"
    }
  }

  @Test(arguments: 1...40) func `are the same however the bytes are cut`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = (0..<random.next(below: 3_000)).map { _ in
      random.next(below: 8) == 0 ? 0x0A : random.next(below: 6) == 0 ? 0x20 : UInt8(ascii: "x")
    }
    let limit = 1 + random.next(below: 20)
    var pieces: [[UInt8]] = []
    var rest = text[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1 + random.next(below: 40))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    let expected = expected(text, limit: limit)
    #expect(taken(pieces, limit: limit) == expected)
    #expect(taken([text], limit: limit) == expected)
    #expect(taken(text.map { [$0] }, limit: limit) == expected)
  }

  @Test func `a line is told to be too long before its end, and is not held`() throws {
    var lines = ArrivingLines(limit: 10)
    lines.add(Array("0123456789".utf8))
    #expect(lines.next().isEmpty)
    lines.add(Array("x".utf8))
    let found = lines.next()
    try #require(found.count == 1)
    #expect(throws: DescriptorLinesError.lineTooLong(line: 1, limit: 10)) {
      try found[0].bytes.get()
    }
    for _ in 0..<100 {
      lines.add(Array(repeating: UInt8(ascii: "x"), count: 1_000))
      #expect(lines.next().isEmpty, "it is told once")
      #expect(lines.byteCount == 0)
    }
    lines.add(Array("\nnext\n".utf8))
    let next = lines.next()
    try #require(next.map(\.number) == [2])
    #expect(try next[0].bytes.get() == Array("next".utf8))
  }

  @Test func `a mark of Windows and the returns of its lines are no part of the text`() throws {
    #expect(taken([[0xEF], [0xBB, 0xBF], Array("a\n".utf8)], limit: 10) == ["1:a"])
    #expect(taken([Array("\r\n \t\r\n".utf8)], limit: 10).isEmpty)
  }

  @Test func `no more are taken at a time than are worked on`() {
    var lines = ArrivingLines()
    lines.add(Array(String(repeating: "a\n", count: 1_000).utf8))
    var sizes: [Int] = []
    while case let batch = lines.next(), !batch.isEmpty { sizes.append(batch.count) }
    #expect(sizes == [256, 256, 256, 232])
    // Long ones: as many as are a mebibyte, and the one that makes it more.
    lines.add(
      Array(String(repeating: String(repeating: "b", count: 600_000) + "\n", count: 3).utf8))
    #expect(lines.next().count == 2)
    #expect(lines.next().count == 1)
    #expect(lines.count == 1_003)
  }
}

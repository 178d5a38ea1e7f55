import Compressing
internal import Documents

/// The mutants of one well-formed file that have an extreme number in one of its numeric places.
///
/// The rest of the file stays well-formed, so that the number is reached: parts of zip archives are packed
/// anew with their checksums, offsets of a PDF's cross-reference table move with its bytes.
package struct ExtremeDocuments {
  private enum Place {
    case digits(Range<Int>)
    case field(offset: Int, width: Int)
    case part(Int, Range<Int>)
  }

  private let bytes: [UInt8]
  private var parts: [ZipSplice.Part] = []
  private var places: [(place: Place, end: Int)] = []
  private let isPDF: Bool

  /// How many mutants there are.
  package var count: Int { places.last?.end ?? 0 }

  /// Looks for the numeric places of a file: digits, also in compressed parts, and the binary numbers of zip
  /// directories, compound files and cross-reference streams.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    isPDF = bytes.starts(with: "%PDF-".utf8)
    if bytes.starts(with: "PK".utf8) {
      addZip()
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      for offset in stride(from: 24, to: bytes.count - 8, by: 4) {
        add(.field(offset: offset, width: 4))
        if offset < 76 { add(.field(offset: offset, width: 2)) }
      }
    } else {
      for run in ExtremeNumbers.digitRuns(in: bytes) { add(.digits(run)) }
      if isPDF { addCrossReferenceStreams() }
    }
  }

  /// The mutant with a number below `count`.
  package func mutant(_ number: Int) -> [UInt8] {
    var low = 0
    var high = places.count - 1
    while low < high {
      let middle = (low + high) / 2
      if places[middle].end > number { high = middle } else { low = middle + 1 }
    }
    let place = places[low].place
    let value = places[low].end - 1 - number
    switch place {
    case .digits(let range):
      return replacing(range, with: Array(ExtremeNumbers.decimals[value].utf8))
    case .field(let offset, let width):
      var result = bytes
      result.replaceSubrange(
        offset..<(offset + width), with: ExtremeNumbers.patterns(width: width)[value])
      return result
    case .part(let index, let range):
      var part = parts[index]
      part.content.replaceSubrange(range, with: Array(ExtremeNumbers.decimals[value].utf8))
      return repacked(part)
    }
  }

  private mutating func add(_ place: Place) {
    let values: Int
    switch place {
    case .digits, .part: values = ExtremeNumbers.decimals.count
    case .field(_, let width): values = ExtremeNumbers.patterns(width: width).count
    }
    places.append((place, count + values))
  }

  // MARK: Zip archives

  /// Where the records of a zip archive have numbers, counted from their signatures, and how wide.
  private static let zipFields: [(signature: [UInt8], fields: [(offset: Int, width: Int)])] = [
    (
      [0x50, 0x4B, 3, 4],
      [(4, 2), (6, 2), (8, 2), (10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)]
    ),
    (
      [0x50, 0x4B, 1, 2],
      [
        (8, 2), (10, 2), (12, 4), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2),
        (38, 4), (42, 4),
      ]
    ),
    ([0x50, 0x4B, 5, 6], [(4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)]),
    (
      [0x50, 0x4B, 6, 6],
      [(4, 8), (12, 2), (16, 4), (20, 4), (24, 8), (32, 8), (40, 8), (48, 8)]
    ),
    ([0x50, 0x4B, 6, 7], [(4, 4), (8, 8), (16, 4)]),
  ]

  private mutating func addZip() {
    for offset in bytes.indices.dropLast(3) where bytes[offset] == 0x50 && bytes[offset + 1] == 0x4B
    {
      for (signature, fields) in Self.zipFields where bytes[offset...].starts(with: signature) {
        for field in fields where offset + field.offset + field.width <= bytes.count {
          add(.field(offset: offset + field.offset, width: field.width))
        }
      }
    }
    guard let archive = try? ZipArchive(ByteSource(bytes)) else { return }
    let inflater = Inflater()
    for entry in archive.directory.entries where entry.size <= 1 << 20 {
      guard let content = try? archive.contents(of: entry, using: inflater) else { continue }
      parts.append(ZipSplice.Part(name: entry.name, content: content))
      for run in ExtremeNumbers.digitRuns(in: content) { add(.part(parts.count - 1, run)) }
    }
  }

  private func repacked(_ part: ZipSplice.Part) -> [UInt8] {
    guard let archive = try? ZipArchive(ByteSource(bytes)),
      let edits = try? ZipSplice.edits(writing: [part], into: archive, bytes: bytes)
    else { return bytes }
    return edits.applied(to: bytes) ?? bytes
  }

  // MARK: PDF

  private mutating func addCrossReferenceStreams() {
    let text = Array("/XRef".utf8)
    let start = Array("stream\n".utf8)
    for offset in bytes.indices.dropLast(5) where bytes[offset...].starts(with: text) {
      guard
        let content = bytes.indices[offset...].prefix(1_000).first(where: {
          bytes[$0...].starts(with: start)
        })
      else { continue }
      for place in (content + 7)..<min(content + 7 + 200, bytes.count - 2) {
        add(.field(offset: place, width: 1))
        add(.field(offset: place, width: 2))
      }
    }
  }

  private func replacing(_ range: Range<Int>, with value: [UInt8]) -> [UInt8] {
    var result = bytes
    result.replaceSubrange(range, with: value)
    guard isPDF else { return result }
    let shift = value.count - range.count
    // What moved is told to the table and to 'startxref', unless the number stands in the table itself.
    guard let table = Self.last("xref\n0 ", in: result), range.upperBound <= table else {
      return result
    }
    var moved = result
    var index = table
    while let run = Self.run(in: moved, from: index) {
      defer { index = run.upperBound }
      let isStart = moved[..<run.lowerBound].suffix(10).elementsEqual("startxref\n".utf8)
      guard run.count == 10 || isStart,
        let offset = Int(String(decoding: moved[run], as: UTF8.self)), offset >= range.upperBound
      else { continue }
      let digits = String(offset + shift)
      let padding = String(repeating: "0", count: max(0, (isStart ? 0 : 10) - digits.count))
      moved.replaceSubrange(run, with: Array((padding + digits).utf8))
    }
    return moved
  }

  private static func run(in bytes: [UInt8], from start: Int) -> Range<Int>? {
    guard let first = bytes[start...].firstIndex(where: { (0x30...0x39).contains($0) }) else {
      return nil
    }
    return first..<(bytes[first...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count)
  }

  private static func last(_ text: String, in bytes: [UInt8]) -> Int? {
    let wanted = Array(text.utf8)
    return bytes.indices.reversed().first { bytes[$0...].starts(with: wanted) }
  }
}

internal import MappedStorage

/// The mutants of one sectioned file that have an extreme number in one of its numeric places, with checksums that are right.
///
/// Such a file could come from a program with a mistake, or from somebody who means harm; it is told from
/// a sound one by nothing but what its numbers say. Every byte is taken as the beginning of numbers of 1,
/// 2, 4 and 8 bytes where it is aligned so, and every run of digits as a number.
package struct ExtremeSections {
  private struct Section {
    var identifier: UInt32
    var directoryPlace: Int
    var content: Range<Int>
    /// The section with the checksums of its chunks, if it has one.
    var chunkSums: Int?
  }

  /// Numbers of one width, or of digits, in one part of the file.
  private struct Group {
    /// The index of the section; `nil` for header and directory.
    var section: Int?
    var range: Range<Int>
    /// 0 for runs of digits.
    var width: Int
    var runs: [Range<Int>] = []
    var values: Int
    /// The number of mutants of the groups so far, this one included.
    var end = 0

    var places: Int { width > 0 ? range.count / width : runs.count }
  }

  private let bytes: [UInt8]
  private var sections: [Section] = []
  private var groups: [Group] = []

  private static let headerLength = 64
  private static let entryLength = 32
  private static let checksumPlace = 32
  /// What the identifier of a section with checksums of chunks is higher by than that of their section.
  private static let chunkSumDistance: UInt32 = 1_000_000
  private static let chunkLength = 16 << 10

  /// How many mutants there are.
  package var count: Int { groups.last?.end ?? 0 }

  /// Looks for the numeric places of a sectioned file; `nil` for any other.
  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= Self.headerLength, bytes.starts(with: "PARL".utf8) else { return nil }
    let sectionCount = Int(Self.number(bytes, 12, 4))
    let directoryEnd = Self.headerLength + sectionCount * Self.entryLength
    guard directoryEnd <= bytes.count else { return nil }
    for index in 0..<sectionCount {
      let place = Self.headerLength + index * Self.entryLength
      let start = Int(truncatingIfNeeded: Self.number(bytes, place + 16, 8))
      let length = Int(truncatingIfNeeded: Self.number(bytes, place + 24, 8))
      guard start >= directoryEnd, length >= 0, start <= bytes.count - length else { return nil }
      sections.append(
        Section(
          identifier: UInt32(Self.number(bytes, place, 4)), directoryPlace: place,
          content: start..<start + length))
    }
    for index in sections.indices {
      let wanted = sections[index].identifier &+ Self.chunkSumDistance
      sections[index].chunkSums = sections.firstIndex { $0.identifier == wanted }
    }
    let sums = Set(sections.compactMap(\.chunkSums))
    for index in sections.indices where !sums.contains(index) {
      addGroups(section: index, sections[index].content)
    }
    addGroups(section: nil, 8..<Self.checksumPlace)
    addGroups(section: nil, Self.headerLength..<directoryEnd)
  }

  private mutating func addGroups(section: Int?, _ range: Range<Int>) {
    for width in [8, 4, 2, 1] {
      add(
        Group(
          section: section, range: range, width: width,
          values: ExtremeNumbers.patterns(width: width).count))
    }
    guard section != nil else { return }
    let runs = ExtremeNumbers.digitRuns(in: Array(bytes[range])).map {
      $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound
    }
    add(
      Group(
        section: section, range: range, width: 0, runs: runs, values: ExtremeNumbers.decimals.count
      ))
  }

  private mutating func add(_ group: Group) {
    var group = group
    group.end = count + group.places * group.values
    if group.places > 0 { groups.append(group) }
  }

  /// The mutant with a number below `count`.
  package func mutant(_ number: Int) -> [UInt8] {
    let (group, place, value) = parts(of: number)
    var result = bytes
    if group.width > 0 {
      let start = group.range.lowerBound + place * group.width
      result.replaceSubrange(
        start..<start + group.width, with: ExtremeNumbers.patterns(width: group.width)[value])
    } else {
      // Sections keep their length, so that what follows them keeps its place.
      let run = group.runs[place]
      let digits = Array(ExtremeNumbers.decimals[value].utf8)
      let end = min(run.lowerBound + digits.count, group.range.upperBound)
      result.replaceSubrange(
        run.lowerBound..<end, with: digits.prefix(end - run.lowerBound))
      if run.upperBound > end {
        let blanks = repeatElement(UInt8(ascii: "\n"), count: run.upperBound - end)
        result.replaceSubrange(end..<run.upperBound, with: blanks)
      }
    }
    if let section = group.section { sum(section, of: &result) }
    sumHead(of: &result)
    return result
  }

  private func parts(of number: Int) -> (group: Group, place: Int, value: Int) {
    var low = 0
    var high = groups.count - 1
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].end > number { high = middle } else { low = middle + 1 }
    }
    let group = groups[low]
    let rest = number - (group.end - group.places * group.values)
    return (group, rest / group.values, rest % group.values)
  }

  /// Makes the checksums of a section those of its bytes.
  private func sum(_ index: Int, of bytes: inout [UInt8]) {
    let section = sections[index]
    if let sums = section.chunkSums {
      var numbers: [UInt8] = []
      for start in stride(
        from: section.content.lowerBound, to: section.content.upperBound, by: Self.chunkLength)
      {
        let end = min(start + Self.chunkLength, section.content.upperBound)
        numbers += Self.bytes(Checksum.of(Array(bytes[start..<end])), 4)
      }
      numbers += Self.bytes(Checksum.of(numbers), 4)
      bytes.replaceSubrange(sections[sums].content, with: numbers)
      sumContent(sums, of: &bytes)
    }
    sumContent(index, of: &bytes)
  }

  private func sumContent(_ index: Int, of bytes: inout [UInt8]) {
    let place = sections[index].directoryPlace + 8
    let checksum = Checksum.of(Array(bytes[sections[index].content]))
    bytes.replaceSubrange(place..<place + 8, with: Self.bytes(checksum, 8))
  }

  private func sumHead(of bytes: inout [UInt8]) {
    let directoryEnd = Self.headerLength + sections.count * Self.entryLength
    let checksum = Checksum.combining(
      Checksum.of(Array(bytes[..<Self.checksumPlace])),
      Checksum.of(Array(bytes[Self.headerLength..<directoryEnd])))
    bytes.replaceSubrange(
      Self.checksumPlace..<Self.checksumPlace + 8, with: Self.bytes(checksum, 8))
  }

  private static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> UInt64 {
    (0..<width).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
  }

  private static func bytes(_ number: UInt64, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }
}

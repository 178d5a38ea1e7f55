import CPostings
import MappedStorage
import TextAnalysis

/// Sorted words beside the surface forms, each with its stem in the dictionary of the text.
struct WordDictionary: Sendable {
  let terms: TermDictionary
  private let records: GuardedArray<SurfaceRecord>

  /// Opens one of the dictionaries of a segment.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  init(_ file: SectionedFile, _ sections: WordSections, path: String) throws {
    terms = try TermDictionary(
      file, arena: sections.arena, offsets: sections.offsets, samples: sections.samples, path: path)
    records = try GuardedArray(file, section: sections.records, path: path)
    guard records.count == terms.count else { throw records.damage }
  }

  /// The number of words; one with several stems counts for each.
  var count: Int { terms.count }

  /// The record of a word, whose stem is one of `stems`.
  ///
  /// - Throws: `IndexError` if there is no such stem.
  func record(_ ordinal: Int, stems: Int) throws -> SurfaceRecord {
    let record = try records[ordinal]
    guard Int(record.stem) < stems else { throw records.damage }
    return record
  }

  /// The stems of a range of words.
  func stems(in range: Range<Int>) throws -> [UInt32] {
    try records.verified(range).map(\.stem)
  }

  /// The ordinals of a word: one for each stem that it has.
  ///
  /// - Complexity: O(log words).
  func ordinals(of word: [UInt8]) throws -> Range<Int> {
    guard let first = try terms.ordinal(of: word) else { return 0..<0 }
    var end = first + 1
    while end < count, try terms.bytes(of: end) == word { end += 1 }
    return first..<end
  }

  /// A place where bytes stand within a word.
  struct Place {
    var ordinal: Int
    /// The bytes of the word.
    var range: Range<Int>
  }

  /// Where bytes stand within words.
  ///
  /// - Complexity: O(bytes of all words), a millisecond for some megabytes.
  func places(of needle: [UInt8]) throws -> [Place] {
    guard count > 0, !needle.isEmpty else { return [] }
    let arena = try terms.allBytes()
    guard let base = unsafe arena.unsafeBuffer.baseAddress else { return [] }
    var places: [Place] = []
    var start = 0
    while true {
      let offset = unsafe parlance_next_part(base, start, arena.count, needle, needle.count)
      guard offset < arena.count else { break }
      let ordinal = try terms.ordinal(at: offset)
      let word = try terms.range(of: ordinal)
      // Words stand one behind the other without anything between: bytes may lie across two.
      if offset + needle.count <= word.upperBound {
        let first = offset - word.lowerBound
        places.append(Place(ordinal: ordinal, range: first..<first + needle.count))
      }
      start = offset + 1
    }
    return places
  }
}

/// The sections of a dictionary of words.
struct WordSections {
  var arena: UInt32
  var offsets: UInt32
  var records: UInt32
  var samples: UInt32

  private init(_ sections: [SegmentSection]) {
    arena = sections[0].rawValue
    offsets = sections[1].rawValue
    records = sections[2].rawValue
    samples = sections[3].rawValue
  }

  /// The words as they stand in documents.
  static let surfaces = WordSections(
    [.surfaces, .surfaceOffsets, .surfaceRecords, .surfaceSamples])

  /// Words with an umlaut, and their stems, spelled out.
  static let spellings = WordSections(
    [.spellings, .spellingOffsets, .spellingRecords, .spellingSamples])

  /// The long words of languages that put words together.
  static let compounds = WordSections(
    [.compounds, .compoundOffsets, .compoundRecords, .compoundSamples])
}

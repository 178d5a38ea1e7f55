import MappedStorage
import TextAnalysis

/// The numbers that make the layout of a segment; `Documentation/IndexFormat.md` describes it.
enum SegmentFormat {
  static let kind = FileKind("PSEG", version: 5)
  static let manifestKind = FileKind("PIDX", version: 1)

  /// What the analyzer does to text is part of the format.
  static let userVersion = UInt64(Analyzer.version) << 8 | 3

  /// The most documents of a segment.
  static let mostDocuments = Int(Int32.max)

  /// Postings in a packed block.
  static let blockSize = 128

  /// Bytes that share a checksum within a section.
  static let chunkSize = 16 * 1024

  /// Uncompressed bytes of stored text that are compressed together: half as many, half as much to decompress
  /// for a hit, while the index of a million passages grew from 242 to 244 MB.
  static let storedBlockSize = 8 * 1024

  /// Positions left free between title, headings and text, so that no phrase crosses them.
  static let fieldGap: UInt32 = 16

  /// A language counts if at least one document in so many is in it.
  static let rarestLanguage = 50

  /// Bytes of the shortest word that may be put together of two.
  static let shortestCompound = 7

  /// What a word in the title counts in words of the text.
  static let titleWeight: UInt32 = 3

  /// What a word in a heading counts in words of the text.
  static let headingWeight: UInt32 = 2
}

/// The sections of a segment.
enum SegmentSection: UInt32, CaseIterable {
  case counts = 1
  case names = 2
  case nameOffsets = 3
  case identifierTable = 4
  case norms = 5
  case dates = 6
  case storedBlocks = 7
  case storedOffsets = 8
  case storedFirstDocuments = 9
  case surfaces = 10
  case surfaceOffsets = 11
  case surfaceRecords = 12
  case facetKeys = 13
  case languages = 14
  case surfaceSamples = 15
  case spellings = 16
  case spellingOffsets = 17
  case spellingRecords = 18
  case spellingSamples = 19
  case compounds = 20
  case compoundOffsets = 21
  case compoundRecords = 22
  case compoundSamples = 23
  case sketches = 24
  case series = 25
  case standings = 26
  case vectors = 27
  case vectorShape = 28
}

/// The indexed fields; each has a sorted dictionary of terms with postings.
enum IndexField: UInt32, CaseIterable {
  /// Stems of title, headings and text, with positions.
  case text = 0
  /// Stems of the title.
  case title = 1
  /// Folders that hold a document, at any depth.
  case folder = 2
  /// URIs of the concepts that a document is tagged with, and plain facet values.
  case concept = 3

  /// The first section of the field: arena, offsets, records, blocks, postings, positions, samples.
  var firstSection: UInt32 { 100 + rawValue * 10 }
}

/// The sections of facet column number `index`.
enum FacetSection {
  /// So many columns have their sections before those of their checksums, which the next ones then follow.
  private static let bandSize = 90_000

  static func first(_ index: Int) -> UInt32 {
    UInt32(index / bandSize * 2_000_000 + 1000 + index % bandSize * 10)
  }
}

/// The checksums of the chunks of a section.
func checksumSection(of section: UInt32) -> UInt32 { section + 1_000_000 }

/// The numbers of a segment as a whole.
struct SegmentCounts: BitwiseCopyable, Sendable {
  var documents: UInt64 = 0
  var weightedLength: UInt64 = 0
  var facets: UInt64 = 0
  var reserved: UInt64 = 0
}

/// A term as the dictionary stores it.
struct TermRecord: BitwiseCopyable, Sendable {
  var documentFrequency: UInt32
  /// The index of the first block record.
  var firstBlock: UInt32
  /// The byte offset of the first block, or of the tail if there is no block.
  var postings: UInt32
  /// The byte offset of the first document's positions.
  var positions: UInt32
}

/// A block of 128 postings.
struct BlockRecord: BitwiseCopyable, Sendable {
  var lastDocument: UInt32
  /// Where its bytes begin, counted from the term's first.
  var postings: UInt32
  /// Where its positions begin, counted from the term's first.
  var positions: UInt32
  /// Bits 0–7: width of gaps; 8–15: width of frequencies; 16–23: highest frequency, at most 255;
  /// 24–31: lowest length byte.
  var shape: UInt32

  var gapBits: UInt32 { shape & 0xFF }
  var frequencyBits: UInt32 { shape >> 8 & 0xFF }
  var highestFrequency: UInt32 { shape >> 16 & 0xFF }
  var lowestNorm: UInt8 { UInt8(shape >> 24) }
}

/// A surface form and its stem.
struct SurfaceRecord: BitwiseCopyable, Sendable {
  /// The ordinal of the stem in the dictionary of the text.
  var stem: UInt32
  /// How often it occurs.
  var count: UInt32
}

/// Lengths of documents in one byte: exact up to 39, then with four significant bits.
///
/// The scheme of Lucene's `SmallFloat.intToByte4`.
enum LengthNorm {
  /// The byte of a length; rounds down.
  static func byte(of length: Int) -> UInt8 {
    guard length >= 40 else { return UInt8(max(0, length)) }
    var rest = length - 40 + 8
    var shift = 0
    while rest >= 16 {
      rest >>= 1
      shift += 1
    }
    return UInt8(min(255, 40 + shift * 8 + rest - 8))
  }

  /// The length that a byte stands for.
  static func length(of byte: UInt8) -> Int {
    guard byte >= 40 else { return Int(byte) }
    let code = Int(byte) - 40
    return ((code & 7 | 8) << (code >> 3)) + 40 - 8
  }
}

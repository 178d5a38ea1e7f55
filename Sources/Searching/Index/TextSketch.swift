import TextAnalysis

/// Sixteen samples of a text by which texts that are nearly the same are told from others.
///
/// One permutation hashing (Li, Owen and Zhang, 2012) of all runs of three words, four bits of each of
/// sixteen least hashes: of two texts so many samples are equal as they have runs in common.
struct TextSketch {
  private var least = [UInt64](repeating: .max, count: Self.samples)
  private var run = WordRun()
  private var count = 0

  /// Texts of fewer words are alike by chance, as a line "Confidential" is.
  static let fewestWords = 16

  /// How many samples there are.
  static let samples = 16

  /// From so many equal samples on, texts are worth comparing.
  static let fewestEqual = 9

  /// Adds the next word.
  mutating func add(_ key: TokenKey) {
    count += 1
    let hash = run.add(key)
    let sample = Int(hash & 15)
    if hash < least[sample] { least[sample] = hash }
  }

  /// The samples, four bits each; 0 for a text of few words.
  var value: UInt64 {
    guard count >= Self.fewestWords else { return 0 }
    var result: UInt64 = 0
    for sample in least.indices {
      // A sample without a run takes the next one's.
      var place = sample
      while least[place] == .max { place = (place + 1) % Self.samples }
      // Changed by how far it was borrowed (Shrivastava and Li, 2014): samples that were filled
      // from different places must not agree by that.
      let distance = UInt64((place - sample + Self.samples) % Self.samples)
      result |= ((least[place] >> 8 &+ distance &* 7) & 15) << UInt64(4 * sample)
    }
    // 0 stands for a text of few words.
    return result == 0 ? 1 : result
  }

  /// How many samples of two texts are equal.
  static func equalSamples(_ left: UInt64, _ right: UInt64) -> Int {
    let different = left ^ right
    let any = different | different >> 1 | different >> 2 | different >> 3
    return samples - (any & 0x1111_1111_1111_1111).nonzeroBitCount
  }
}

/// The last three words of a text, as a number.
struct WordRun {
  private var last: UInt64 = 0
  private var lastButOne: UInt64 = 0

  /// Adds the next word; the number of the run that it ends.
  mutating func add(_ key: TokenKey) -> UInt64 {
    let word = key.mixed
    // Multipliers of two orders, so that the same words in another order are another run.
    var hash = word ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ (lastButOne &* 0xC2B2_AE3D_27D4_EB4F)
    hash = (hash ^ hash >> 31) &* 0xD6E8_FEB8_6659_FD93
    hash ^= hash >> 32
    lastButOne = last
    last = word
    return hash
  }
}

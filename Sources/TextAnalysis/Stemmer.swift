internal import CStemmer

/// The Snowball stemmer of one language, with a memory of the words it has seen.
///
/// Takes folded words. Words with digits or symbols stay as they are. Not for use by several
/// threads at once: each makes its own.
@safe package final class Stemmer {
  /// The language.
  package let language: Language

  private let stemmer: OpaquePointer
  private var known: [String: String] = [:]

  private static let memoryLimit = 100_000

  /// The stemmer of a language, or `nil` if the installed libstemmer has none.
  package init?(_ language: Language) {
    guard let stemmer = unsafe sb_stemmer_new(language.stemmerName, "UTF_8") else { return nil }
    self.language = language
    unsafe self.stemmer = stemmer
  }

  deinit { unsafe sb_stemmer_delete(stemmer) }

  /// The stem of a folded word.
  package func stem(_ word: String) -> String {
    if let stem = known[word] { return stem }
    var bytes = Array(word.utf8)
    stem(&bytes)
    let stem = String(decoding: bytes, as: UTF8.self)
    if known.count >= Self.memoryLimit { known.removeAll(keepingCapacity: true) }
    known[word] = stem
    return stem
  }

  /// Replaces the bytes of a folded word by its stem.
  package func stem(_ word: inout [UInt8]) {
    guard word.count > 2, Self.isStemmable(word) else { return }
    let stem = unsafe word.withUnsafeBufferPointer { buffer -> [UInt8]? in
      guard
        let address = unsafe sb_stemmer_stem(stemmer, buffer.baseAddress, Int32(buffer.count))
      else { return nil }
      return unsafe Array(
        UnsafeBufferPointer(start: address, count: Int(sb_stemmer_length(stemmer))))
    }
    if let stem, !stem.isEmpty { word = stem }
  }

  private static func isStemmable(_ word: [UInt8]) -> Bool {
    word.allSatisfy { $0 >= 0x80 || $0 &- 0x61 < 26 }
  }
}

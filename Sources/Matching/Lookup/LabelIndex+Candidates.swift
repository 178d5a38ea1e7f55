internal import MappedStorage
package import Taxonomy
internal import TextAnalysis

extension LabelIndex {
  /// The labels that a found place may be, those whose rules allow its surface.
  ///
  /// - Parameters:
  ///   - found: what a matcher of this index gave.
  ///   - text: the text in which it was found.
  /// - Returns: at least one label; several for homonyms, in the order of the vocabulary.
  package func candidates(
    for found: FoundLabel, in text: UnsafeBufferPointer<UInt8>
  ) -> [LabelOrdinal] {
    let group = Int(found.group)
    let range = Int(groupOffsets[group])..<Int(groupOffsets[group + 1])
    if groupRules[group] & 2 == 0 {
      return Self.labels(range.map { entries[$0] })
    }
    let slice = unsafe UnsafeBufferPointer(rebasing: text[found.range])
    let tokens = unsafe Analyzer.tokens(of: slice)
    var hash = SurfaceHash()
    var withoutPlural = SurfaceHash()
    for (index, token) in tokens.enumerated() {
      let bytes = unsafe UnsafeBufferPointer(rebasing: slice[token.range])
      unsafe hash.append(bytes)
      let isPlural = unsafe index == tokens.count - 1 && bytes.count > 2 && bytes.last == 0x73
      unsafe withoutPlural.append(
        isPlural ? UnsafeBufferPointer(rebasing: bytes.dropLast()) : bytes)
    }
    let surface = Surface(hash: hash.value, withoutPlural: withoutPlural.value)
    let separation = tokens.dropFirst().map(\.separation).max() ?? .adjacent
    return Self.labels(
      range.map { entries[$0] }.filter { surface.satisfies($0, separation: separation) })
  }

  private static func labels(_ entries: [LabelEntry]) -> [LabelOrdinal] {
    var result: [LabelOrdinal] = []
    for label in entries.map(\.label).sorted() where result.last?.rawValue != label {
      result.append(LabelOrdinal(label))
    }
    return result
  }
}

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
    for found: FoundLabel, in text: Span<UInt8>
  ) -> [LabelOrdinal] {
    let group = Int(found.group)
    let range = Int(groupOffsets[group])..<Int(groupOffsets[group + 1])
    var labels: [UInt32] = []
    if dependsOnSurface(group: group) {
      let (surface, separation) = self.surface(of: found, in: text)
      for index in range where surface.satisfies(entries[index], separation: separation) {
        labels.append(entries[index].label)
      }
    } else {
      for index in range { labels.append(entries[index].label) }
    }
    return Self.distinct(labels)
  }

  /// Whether the labels that a place of a group may be depend on how it is written.
  package func dependsOnSurface(group: Int) -> Bool { groupRules[group] & 2 != 0 }

  private func surface(
    of found: FoundLabel, in text: Span<UInt8>
  ) -> (surface: Surface, separation: TokenSeparation) {
    let slice = text.extracting(found.range)
    var hash = SurfaceHash()
    var withoutPlural = SurfaceHash()
    var separation = TokenSeparation.adjacent
    var scanner = TokenScanner(slice)
    var next = scanner.next()
    while let token = next {
      next = scanner.next()
      let bytes = slice.extracting(token.start..<token.end)
      hash.append(bytes)
      // "APIs" is the plural of "API", whose case must agree.
      let isPlural = next == nil && bytes.count > 2 && bytes[bytes.count - 1] == 0x73
      withoutPlural.append(bytes.extracting(droppingLast: isPlural ? 1 : 0))
      if let next {
        separation = max(
          separation,
          scanner.separation(
            from: token.end, to: next.start, previousLength: token.end - token.start))
      }
    }
    return (Surface(hash: hash.value, withoutPlural: withoutPlural.value), separation)
  }

  /// The labels in order, each once.
  private static func distinct(_ labels: [UInt32]) -> [LabelOrdinal] {
    var result: [LabelOrdinal] = []
    for label in labels.sorted() where result.last?.rawValue != label {
      result.append(LabelOrdinal(label))
    }
    return result
  }
}

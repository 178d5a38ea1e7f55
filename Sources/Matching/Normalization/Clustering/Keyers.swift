internal import TextAnalysis

/// The key collision methods of OpenRefine, to its documentation ("Clustering In Depth").
package enum Keyers {
  /// The fingerprint: trimmed, lower-cased, without punctuation and control characters, accents
  /// taken off, the distinct words in order, joined by blanks.
  package static func fingerprint(_ label: String) -> String {
    let words = asciiForm(label).split(separator: " ").map(String.init)
    return Set(words).sorted().joined(separator: " ")
  }

  /// The n-gram fingerprint: as the fingerprint, but of the distinct n-grams of all characters,
  /// blanks taken out.
  package static func ngramFingerprint(_ label: String, size: Int = 2) -> String {
    let characters = Array(asciiForm(label).filter { $0 != " " })
    guard size > 0, characters.count >= size else { return String(characters) }
    var grams: Set<String> = []
    for start in 0...(characters.count - size) {
      grams.insert(String(characters[start..<start + size]))
    }
    return grams.sorted().joined()
  }

  /// Lower case, accents folded to ASCII, punctuation and control characters removed, white space
  /// single blanks.
  private static func asciiForm(_ label: String) -> String {
    var result = ""
    for scalar in label.lowercased().unicodeScalars {
      if scalar.properties.isWhitespace {
        result += " "
      } else if isRemoved(scalar) {
        continue
      } else if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        let folded = Analyzer.fold(String(scalar))
        result += folded.isEmpty ? String(scalar) : folded
      }
    }
    return result
  }

  private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .nonspacingMark:
      true
    case .mathSymbol, .currencySymbol, .modifierSymbol:
      // Java's \p{Punct}, which OpenRefine removes, has the ASCII symbols too.
      scalar.isASCII
    default: false
    }
  }
}

internal import Documents
internal import Taxonomy
internal import TextAnalysis

/// The cues of a vocabulary's types, looked for in the parts of a document where they count.
struct CueIndex {
  private struct Entry {
    let concept: ConceptOrdinal
    let place: Cue.Place
    let text: String
    let tokens: [String]
  }

  private let entries: [Entry]

  init(_ vocabulary: Vocabulary) {
    entries = vocabulary.concepts.flatMap { concept in
      vocabulary.cues(of: concept).compactMap { cue in
        let tokens = Analyzer.tokens(of: cue.text).map(\.text)
        guard !tokens.isEmpty else { return nil }
        return Entry(concept: concept, place: cue.place, text: cue.text, tokens: tokens)
      }
    }
  }

  /// The cues that a document meets, with the concept that each speaks for.
  func evidence(in document: Document) -> [(ConceptOrdinal, TagEvidence)] {
    guard !entries.isEmpty else { return [] }
    var result: [(ConceptOrdinal, TagEvidence)] = []
    let parts = Parts(document)
    for entry in entries {
      if entry.place == .format {
        if let format = document.format, [format.lowercased()] == entry.tokens {
          result.append((entry.concept, Self.evidence(entry, .format, 0..<0, format)))
        }
        continue
      }
      for part in parts.fields(of: entry.place) {
        if let range = part.range(of: entry.tokens) {
          result.append(
            (entry.concept, Self.evidence(entry, part.field, range, part.surface(range))))
          break
        }
      }
    }
    return result
  }

  private static func evidence(
    _ entry: Entry, _ field: TagEvidence.Field, _ range: Range<Int>, _ surface: String
  ) -> TagEvidence {
    TagEvidence(
      field: field, range: range, surface: surface, label: nil,
      rule: entry.place == .format ? .format : .cue, note: "cue “\(entry.text)”",
      weight: weight(of: entry.place))
  }

  private static func weight(of place: Cue.Place) -> Double {
    switch place {
    case .title: 2.8
    case .heading: 2
    case .folder: 2
    case .file: 2.4
    case .text: 1.4
    case .format: 0.5
    }
  }

  /// A document's fields cut into tokens, each kind when first asked for.
  private final class Parts {
    private let document: Document
    private var cut: [Cue.Place: [Part]] = [:]

    init(_ document: Document) { self.document = document }

    func fields(of place: Cue.Place) -> [Part] {
      if let known = cut[place] { return known }
      let parts = makeParts(place)
      cut[place] = parts
      return parts
    }

    private func makeParts(_ place: Cue.Place) -> [Part] {
      switch place {
      case .title: return document.title.map { [Part(.title, $0)] } ?? []
      case .heading: return document.headings.enumerated().map { Part(.heading($0), $1) }
      case .text: return [Part(.text, document.text)]
      case .format: return []
      case .folder, .file:
        guard let path = document.path else { return [] }
        var base = 0
        let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
        var parts: [Part] = []
        for (number, piece) in pieces.enumerated() {
          if (number == pieces.count - 1) == (place == .file) {
            parts.append(Part(.path, String(piece), base: base))
          }
          base += piece.utf8.count + 1
        }
        return parts
      }
    }
  }

  private struct Part {
    let field: TagEvidence.Field
    private let text: String
    private let base: Int
    private let tokens: [Token]

    init(_ field: TagEvidence.Field, _ text: String, base: Int = 0) {
      self.field = field
      self.text = text
      self.base = base
      tokens = Analyzer.tokens(of: text)
    }

    func range(of wanted: [String]) -> Range<Int>? {
      guard tokens.count >= wanted.count, let first = wanted.first else { return nil }
      for start in 0...(tokens.count - wanted.count) where tokens[start].text == first {
        if zip(tokens[start...], wanted).allSatisfy({ $0.text == $1 }) {
          let end = tokens[start + wanted.count - 1].range.upperBound
          return tokens[start].range.lowerBound + base..<end + base
        }
      }
      return nil
    }

    func surface(_ range: Range<Int>) -> String {
      let bytes = Array(text.utf8)
      return String(
        decoding: bytes[(range.lowerBound - base)..<(range.upperBound - base)], as: UTF8.self)
    }
  }
}

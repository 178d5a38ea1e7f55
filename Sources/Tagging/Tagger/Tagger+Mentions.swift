package import Documents
internal import Matching
package import Taxonomy

/// A place in a document that names a concept.
package struct TaggedMention: Sendable, Hashable {
  /// The concept, in use today.
  package var concept: ConceptOrdinal

  /// The label that the place was taken for.
  package var label: LabelOrdinal

  /// The part of the document.
  package var field: TagEvidence.Field

  /// The bytes of the part.
  package var range: Range<Int>

  /// The words as they stand there.
  package var surface: String

  /// The other meanings that the place may have; empty if it is clear.
  package var alternatives: [ConceptOrdinal]
}

extension Tagger {
  /// Every place of a document that names a concept, field by field in reading order.
  ///
  /// Of a homonym that nothing decides, the likeliest meaning is given with its alternatives.
  package func mentions(
    in document: Document, context: TaggingContext = TaggingContext()
  ) -> [TaggedMention] {
    let analysis = analyzer.analyze(document, context: context)
    var places: [(number: Int, wording: Int)] = []
    for (number, wording) in analysis.wordings.enumerated() {
      if settings.blocked.contains(wording.concept) { continue }
      let scheme = tables.home[Int(wording.concept.rawValue)]
      if let schemes = settings.schemes, !schemes.contains(scheme) { continue }
      for mention in wording.mentions { places.append((mention, number)) }
    }
    places.sort { $0.number < $1.number }
    return places.map { place in
      let mention = analysis.scan.mentions[place.number]
      let wording = analysis.wordings[place.wording]
      let field = analysis.scan.fields[mention.field]
      let range = mention.found.range
      return TaggedMention(
        concept: wording.concept, label: wording.label, field: field.field,
        range: range.lowerBound + field.base..<range.upperBound + field.base,
        surface: analysis.scan.surface(of: mention), alternatives: wording.alternatives)
    }
  }
}

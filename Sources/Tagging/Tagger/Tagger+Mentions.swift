internal import Documents
internal import Matching
package import Model
package import Taxonomy

/// A place in a document that names a concept.
package struct TaggedMention: Sendable, Hashable {
  /// The concept, in use today.
  package var concept: ConceptOrdinal

  /// The label that the place was taken for.
  package var label: LabelOrdinal

  /// The part of the document.
  package var field: Evidence.Place

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
    var order: [(key: UInt64, mention: UInt32, wording: Int32)] = []
    for (number, wording) in analysis.wordings.enumerated() where wording.meaningCount > 0 {
      if settings.blocked.contains(wording.concept) { continue }
      let scheme = tables.home[Int(wording.concept.rawValue)]
      if let schemes = settings.schemes, !schemes.contains(scheme) { continue }
      for place in wording.placeRange {
        let mention = analysis.scan.mentions[Int(analysis.places[place])]
        let key = UInt64(mention.fieldIndex) << 32 | UInt64(mention.found.start)
        order.append((key, analysis.places[place], Int32(number)))
      }
    }
    order.sort { ($0.key, $0.mention, $0.wording) < ($1.key, $1.mention, $1.wording) }
    return order.map { place in
      let mention = analysis.scan.mentions[Int(place.mention)]
      let wording = analysis.wordings[Int(place.wording)]
      let field = analysis.scan.fields[mention.field]
      let range = mention.found.range
      return TaggedMention(
        concept: wording.concept, label: wording.label, field: field.field,
        range: range.lowerBound + field.base..<range.upperBound + field.base,
        surface: analysis.scan.surface(of: mention),
        alternatives: analysis.alternatives(of: wording))
    }
  }
}

import MappedStorage
import Taxonomy

/// Weighs what documents are tagged with against what they mention.
struct ConceptEvidence {
  let index: SearchIndex

  /// What a tag adds to a score.
  let tagWeight: Float

  /// What a mention is multiplied by where a document of one value has another one.
  let otherValueBoost: Float

  /// Adds the weight of tags, and takes weight off mentions in documents that are tagged otherwise.
  ///
  /// Whoever tagged a document knew what it is; a budget that lists brochures is none. So it is only
  /// where a scheme gives each document one value: a document about two products mentions both.
  ///
  /// - Parameters:
  ///   - tagged: for each segment, the documents with a tag.
  ///   - shares: for each segment, what part of the weight each of them gets; all of it if it is `nil`.
  ///   - concept: the concept in question, which tells the scheme.
  ///   - lists: for each segment, the documents with a tag or a mention, scored.
  /// - Throws: `IndexError`.
  func apply(
    _ tagged: [ScoredList], _ shares: [[Float]?], of concept: ConceptOrdinal?,
    to lists: inout [ScoredList]
  ) throws {
    let scheme = concept.flatMap { concept in
      index.vocabulary?.schemes(of: concept).first
    }
    let isSingle = scheme.flatMap { index.vocabulary?.assignment(of: $0) } == .one
    let key = scheme.flatMap { scheme in index.vocabulary.map { $0.key(of: scheme) } }
    for number in lists.indices {
      let column = index.segments[number].facets.first { $0.key == key }
      var position = 0
      let tags = tagged[number].documents
      for place in lists[number].documents.indices {
        let document = lists[number].documents[place]
        while position < tags.count, tags[position] < document { position += 1 }
        if position < tags.count, tags[position] == document {
          lists[number].scores[place] += tagWeight * (shares[number]?[position] ?? 1)
        } else if isSingle, let column, try column.set(of: Int(document)) != 0 {
          lists[number].scores[place] *= otherValueBoost
        }
      }
    }
  }
}

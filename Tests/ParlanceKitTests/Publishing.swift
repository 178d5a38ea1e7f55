import Matching
import Model
import Searching
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// Documents that tests publish.
enum Publishing {
  static func documents(_ count: Int, tag: String = "red") -> [IndexDocument] {
    (0..<count).map { number in
      IndexDocument(
        id: "d\(number)", path: "a/d\(number).txt", title: "Offer \(number)", text: "renewal price",
        language: "en", facets: ["type": [number == 0 ? tag : "blue"]])
    }
  }

  static func vocabulary(_ label: String) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type")
    let concept = builder.entity("urn:type:red")
    builder.declareConcept(concept)
    builder.addRelation(.scheme, from: concept, to: scheme)
    builder.addLabel(Label(label), to: concept)
    return builder.build().vocabulary
  }

  /// Publishes documents as of an index that holds nothing else.
  static func publish(
    _ documents: [IndexDocument], to service: any RemoteService, vocabulary: Vocabulary? = nil,
    from origin: String = "here", leavesOthers: Bool = false,
    removesPrevious: Bool = false,
    pauses: @escaping (Double) -> Void = { _ in }
  ) throws -> RemotePublished {
    var result: RemotePublished?
    try withTemporaryFolder { folder in
      var writer = try IndexWriter(
        folder: folder,
        resolver: try vocabulary.map { ConceptResolver($0, index: try LabelIndex.compile($0)) })
      for document in documents { try writer.add(document) }
      try writer.commit()
      let index = try SearchIndex(
        folder: folder, vocabulary: vocabulary,
        labels: try vocabulary.map { try LabelIndex.compile($0) })
      var publication = RemotePublication(
        index, from: origin, to: service, name: "docs", pause: pauses)
      publication.leavesOthers = leavesOthers
      publication.removesPrevious = removesPrevious
      result = try publication.run()
    }
    return try #require(result)
  }
}

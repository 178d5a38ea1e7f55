import Taxonomy

/// A vocabulary of types, of which a document has one, and of products.
struct ProductVocabulary {
  var builder = VocabularyBuilder()
  let types: VocabularyBuilder.Entity
  let products: VocabularyBuilder.Entity

  init() {
    types = builder.entity("urn:type")
    builder.declareScheme(types, key: "type", assignment: .one)
    products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
  }

  /// Adds a concept with its labels.
  mutating func add(_ uri: String, to scheme: VocabularyBuilder.Entity, _ labels: [Label]) {
    let entity = builder.entity(uri)
    builder.declareConcept(entity)
    builder.addRelation(.scheme, from: entity, to: scheme)
    for label in labels { builder.addLabel(label, to: entity) }
  }
}

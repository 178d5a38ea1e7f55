import Taxonomy

/// A vocabulary with a concept for each label, in one scheme without a hierarchy.
func makeVocabulary(_ labels: [Label]) -> Vocabulary {
  var builder = VocabularyBuilder()
  builder.declareScheme(builder.entity("urn:scheme"), key: "subject")
  for (number, label) in labels.enumerated() {
    let concept = builder.entity("urn:concept:\(number)")
    builder.declareConcept(concept)
    builder.addLabel(label, to: concept)
  }
  return builder.build().vocabulary
}

import Testing

@testable import Documents

/// Under which names the values of facets stand in documents.
@Suite struct `Properties of facets` {
  @Test(arguments: [
    ("type", "DocumentType", "documentType"), ("product", "Product", "product"),
    ("buying-stage", "BuyingStage", "buyingStage"), ("buying stage", "BuyingStage", "buyingStage"),
    ("a--b", "AB", "aB"), ("iso-3166", "Iso3166", "iso3166"), ("größe", "Größe", "größe"),
    ("tagged-by", "TaggedBy", "taggedBy"), ("", "", ""), ("-", "", ""),
  ])
  func `are named after the facet`(key: String, name: String, lower: String) {
    #expect(FacetProperties.propertyName(ofFacet: key) == name)
    #expect(FacetProperties.lowerName(ofFacet: key) == lower)
  }

  @Test func `lead back to the facet, whatever their letters' case`() {
    let keys = ["type", "buying-stage", "product"]
    for key in keys {
      let name = FacetProperties.propertyName(ofFacet: key)
      for written in [
        name, name.lowercased(), name.uppercased(), FacetProperties.lowerName(ofFacet: key),
      ] {
        #expect(FacetProperties.facet(ofProperty: written, among: keys) == key)
      }
    }
    // The facet's own key is no property: a document has types of many kinds.
    #expect(FacetProperties.facet(ofProperty: "type", among: keys) == nil)
    #expect(FacetProperties.facet(ofProperty: "Region", among: keys) == nil)
    #expect(FacetProperties.facet(ofProperty: "", among: keys) == nil)
  }

  @Test func `of standard facets are all different`() {
    let names = (FacetProperties.standardKeys + [FacetProperties.markKey])
      .map(FacetProperties.propertyName)
    #expect(Set(names).count == names.count)
  }

  @Test(
    arguments: [
      (nil, []), ("", []), (" ; ", []), ("a", ["a"]), ("a; b", ["a", "b"]), (" a ;;b", ["a", "b"]),
      ("a, b", ["a, b"]), ("a;a", ["a"]),
    ] as [(String?, Set<String>)])
  func `hold labels between semicolons`(value: String?, labels: Set<String>) {
    #expect(FacetProperties.labels(in: value) == labels)
  }
}

/// The names under which a facet's value stands in documents: one table for reading and writing.
///
/// The facet `type` is the property `DocumentType`; every other facet has its key in upper camel
/// case, so `buying-stage` is `BuyingStage`. XMP and YAML use the same name beginning in lower case.
package enum FacetProperties {
  /// The namespace of Parlance's own XMP properties.
  package static let xmpNamespace = "https://parlance.dev/ns/xmp/1.0/"

  /// The prefix that goes with `xmpNamespace` where none is bound yet.
  package static let xmpPrefix = "parlance"

  /// The keys of the facets that are recognized without being told of others.
  package static let standardKeys = ["type", "product", "audience", "stage", "industry", "region"]

  /// The key under which the mark of Parlance's own tags stands among the facets' properties.
  ///
  /// It is written like a facet: `TaggedBy`, `taggedBy`, `parlance:TaggedBy`, `X-Parlance-Tagged-By`.
  package static let markKey = "tagged-by"

  /// The property name of a facet, such as `DocumentType` or `BuyingStage`.
  ///
  /// Words of the key are separated by anything but letters and digits.
  package static func propertyName(ofFacet key: String) -> String {
    if key == "type" { return "DocumentType" }
    var result = ""
    var startsWord = true
    for character in key {
      guard character.isLetter || character.isNumber else {
        startsWord = true
        continue
      }
      result += startsWord ? character.uppercased() : String(character)
      startsWord = false
    }
    return result
  }

  /// The name of a facet in XMP and YAML, such as `documentType` or `buyingStage`.
  package static func lowerName(ofFacet key: String) -> String {
    let name = propertyName(ofFacet: key)
    return name.prefix(1).lowercased() + name.dropFirst()
  }

  /// The facet among `keys` whose property has this name, letter case apart, or `nil`.
  package static func facet(ofProperty property: String, among keys: [String] = standardKeys)
    -> String?
  {
    let property = property.lowercased()
    return keys.first { propertyName(ofFacet: $0).lowercased() == property }
  }
}

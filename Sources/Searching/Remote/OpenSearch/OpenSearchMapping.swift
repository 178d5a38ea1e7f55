package import JSONCoding
internal import TextAnalysis

/// What an index on OpenSearch or Elasticsearch is made of.
package enum OpenSearchMapping {
  /// Settings and fields of the documents' index.
  package static let documents: JSONValue = [
    "settings": [
      "analysis": [
        "analyzer": ["stems": ["type": "custom", "tokenizer": "stems"]],
        // By default words are cut after 255 characters; the pieces would be other stems.
        "tokenizer": ["stems": ["type": "whitespace", "max_token_length": 8192]],
      ]
    ],
    // A field that is misnamed is refused, instead of getting a guessed type.
    "mappings": ["dynamic": "strict", "properties": .object(fields)],
  ]

  /// Settings and fields of the index of words.
  package static let words: JSONValue = [
    "mappings": [
      "dynamic": "strict",
      "properties": ["word": keyword, "stem": keyword, "kind": keyword],
    ]
  ]

  /// The fields that facets add to those of all documents.
  package static func properties(ofFacets keys: [String]) -> JSONValue {
    let facets = keys.map { JSONObject.Member(name: RemoteField.name(of: $0), value: keyword) }
    let values: JSONValue = ["properties": .object(JSONObject(facets))]
    return ["tags": values, "folded": values, "facets": values]
  }

  private static let keyword: JSONValue = ["type": "keyword"]
  private static let number: JSONValue = ["type": "integer"]
  /// Words between which stand as many places as in a segment, so that no phrase crosses pieces.
  private static let stems: JSONValue = [
    "type": "text", "analyzer": "stems",
    "position_increment_gap": .integer(Int(SegmentFormat.fieldGap)),
  ]

  private static let fields: JSONObject = {
    var fields = JSONObject()
    for name in [
      RemoteField.id, RemoteField.origin, RemoteField.content, RemoteField.labels, RemoteField.path,
      RemoteField.foldedPath, RemoteField.foldedID, RemoteField.folders, RemoteField.titleOrder,
      RemoteField.placeOrder, RemoteField.language, RemoteField.year, RemoteField.month,
      RemoteField.day, RemoteField.access, RemoteField.tagged, RemoteField.foldedTags,
      RemoteField.concepts,
    ] + DocumentProperty.allCases.map(RemoteField.property) {
      fields[name] = keyword
    }
    for name in [RemoteField.rawDate, RemoteField.firstDay, RemoteField.lastDay] {
      fields[name] = number
    }
    fields[RemoteField.date] = ["type": "date", "format": "yyyy-MM-dd||yyyy-MM||yyyy"]
    fields[RemoteField.title] = ["type": "text"]
    fields[RemoteField.headings] = ["type": "text"]
    fields[RemoteField.stems] = stems
    fields[RemoteField.titleStems] = stems
    var texts = JSONObject()
    for language in Language.allCases {
      texts[language.rawValue] = ["type": "text", "analyzer": .string(analyzer(of: language))]
    }
    fields[RemoteField.text] = ["properties": .object(texts)]
    for (name, value) in ["tags", "folded", "facets"].map({ ($0, JSONValue.object(JSONObject())) })
    {
      fields[name] = ["dynamic": "strict", "properties": value]
    }
    return fields
  }()

  /// The languages for which the engines have no analyzer.
  private static let unanalyzed: Set<Language> = [.nepali, .serbian, .tamil, .yiddish]

  /// The analyzer that both engines have for a language, under the name that its stemmer has, too; `standard` where
  /// they have none.
  private static func analyzer(of language: Language) -> String {
    unanalyzed.contains(language) ? "standard" : language.stemmerName
  }
}

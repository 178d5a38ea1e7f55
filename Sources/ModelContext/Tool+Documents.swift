internal import JSONCoding
internal import ParlanceKit

extension Tool {
  /// Finding documents.
  static let search = Tool(
    name: "search", title: "Search documents",
    description: """
      Find documents by words and by facets. Names of the vocabulary are understood: old names, \
      abbreviations and other languages find what bears the name in use, and \"understood\" says \
      so. Counts of all facet values are exact over all hits. The query takes quoted phrases, -word, \
      title:word, path:folder/**, date:2009..2011, ext:pdf. If nothing is found, \"suggestions\" and \
      \"relaxations\" say what would be.
      """,
    input: Schema.input([
      ("query", Schema.string("Words; empty for every document.")),
      (
        "facets",
        Schema.map(
          of: Schema.strings("Labels or URIs."),
          "Values that documents must have, by facet key; values of one facet are alternatives.")
      ),
      ("since", Schema.string("The earliest date: YYYY, YYYY-MM or YYYY-MM-DD.")),
      (
        "sort",
        [
          "type": "string",
          "enum": .array(SearchService.Request.orders.map { .string($0) }),
          "description": "The order; relevance if not given.",
        ]
      ),
      ("limit", Schema.integer("The largest number of hits; 10 if not given.", 0...50)),
      ("offset", Schema.integer("How many hits to leave out at the front.", 0...10_000)),
    ]),
    output: Schema.output([
      ("query", ["type": "string"]),
      ("understood", Schema.array(["type": "object"], "What words were taken for.")),
      ("total", ["type": "integer"]),
      ("facets", Schema.map(of: Schema.array(["type": "object"]), "Counts of values by facet.")),
      (
        "hits",
        Schema.array(
          Schema.output([
            ("rank", ["type": "integer"]), ("id", ["type": "string"]),
            ("title", ["type": "string"]), ("path", Schema.optional("string")),
            ("date", Schema.optional("string")),
            ("tags", Schema.map(of: Schema.array(Schema.facetValue))),
            ("snippet", ["type": "string"]),
          ]))
      ),
    ]),
    run: { arguments, snapshot, account in
      let facets = try arguments.lists("facets").flatMap { facet in
        facet.values.map { "\(facet.name)=\($0)" }
      }
      var request = try SearchService.Request(
        query: try arguments.string("query") ?? "", facets: facets,
        order: try arguments.string("sort"))
      request.since = try arguments.string("since")
      request.limit = try arguments.integer("limit", 0...50, default: 10)
      request.offset = try arguments.integer("offset", 0...10_000, default: 0)
      return try snapshot.found(request, for: account)
    })

  /// Reading a document.
  static let getDocument = Tool(
    name: "get_document", title: "Read a document",
    description: """
      Read a document that a search found: its title, date, tags with what they come from, headings \
      and text. Long texts come in parts: ask again with \"from\" set to \"next\" of the answer.
      """,
    input: Schema.input(
      [
        ("id", Schema.string("The \"id\" of a hit, or its path.")),
        ("from", Schema.integer("The byte of the text to begin at.", 0...Int(Int32.max))),
        // Some 2,000 tokens: an assistant decides by them whether it needs the rest.
        ("length", Schema.integer("The largest number of bytes; 8000 if not given.", 100...20_000)),
      ], required: ["id"]),
    output: Schema.output([
      ("id", ["type": "string"]), ("path", Schema.optional("string")),
      ("title", ["type": "string"]), ("date", Schema.optional("string")),
      ("language", Schema.optional("string")),
      ("tags", Schema.map(of: Schema.array(Schema.facetValue))),
      ("assignments", Schema.array(["type": "object"], "Each tag with its evidence.")),
      ("headings", Schema.array(["type": "string"])),
      ("text", ["type": "string"]), ("from", ["type": "integer"]),
      ("next", Schema.optional("integer")), ("length", ["type": "integer"]),
    ]),
    run: { arguments, snapshot, account in
      let id = try arguments.requiredString("id")
      var part = TextPart()
      part.start = try arguments.integer("from", 0...Int(Int32.max), default: 0)
      part.length = try arguments.integer("length", 100...20_000, default: 8_000)
      guard let document = try snapshot.document(named: id, part, for: account) else {
        throw RequestError("no document has the id \"\(id)\"; search gives the \"id\" of each hit")
      }
      return document
    })

  /// What there is of which kind.
  static let coverage = Tool(
    name: "coverage", title: "Count documents by two facets",
    description: """
      How many documents there are for each pair of values of two facets, such as types by buying \
      stage: what there is, and what is missing.
      """,
    input: Schema.input(
      [
        ("rows", Schema.string("The key of the facet whose values are rows, such as type.")),
        ("columns", Schema.string("The key of the facet whose values are columns.")),
        ("filters", Schema.strings("What documents must be, as key=value.", most: 20)),
      ], required: ["rows", "columns"]),
    output: Schema.output([
      ("total", ["type": "integer"]), ("row_facet", ["type": "string"]),
      ("column_facet", ["type": "string"]), ("columns", Schema.array(Schema.facetValue)),
      (
        "rows",
        Schema.array(
          Schema.output([
            ("value", ["type": "string"]), ("concept", Schema.optional("string")),
            ("count", ["type": "integer"]), ("depth", ["type": "integer"]),
            ("cells", Schema.array(["type": "integer"], "In the order of the columns.")),
          ]))
      ),
      ("more_columns", ["type": "integer"]),
    ]),
    run: { arguments, snapshot, account in
      try snapshot.coverage(
        rows: try arguments.requiredString("rows"),
        columns: try arguments.requiredString("columns"),
        filters: try arguments.strings("filters", most: 20), for: account)
    })
}

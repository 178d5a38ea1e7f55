internal import JSONCoding
internal import ParlanceKit

extension Tool {
  /// What a label means.
  static let explainLabel = Tool(
    name: "explain_label", title: "Explain a name",
    description: """
      What a name, abbreviation, code or URI means in the controlled vocabulary: one concept with \
      all its names and when they were in use, what replaced it, what is broader and narrower, and \
      the number of documents; several concepts and why; or the nearest names.
      """,
    input: Schema.input(
      [
        ("label", Schema.string("The name.")),
        ("as_of", Schema.string("The day whose names count: YYYY, YYYY-MM or YYYY-MM-DD.")),
      ], required: ["label"]),
    output: Schema.output([
      ("label", ["type": "string"]),
      ("outcome", ["type": "string", "enum": ["match", "ambiguous", "unknown"]]),
      ("collections", Schema.array(["type": "object"])),
    ]),
    run: { arguments, snapshot, account in
      try snapshot.meaning(
        of: try arguments.requiredString("label"), asOf: try arguments.string("as_of"),
        for: account)
    })

  /// More labels take a call of their own.
  private static let mostLabels = 200

  /// Labels to concepts.
  static let normalizeLabels = Tool(
    name: "normalize_labels", title: "Map labels to concepts",
    description: """
      Map labels as people type them (\"Flyer_final_v3\", \"pricelist 2010\") to concepts: accepted \
      ones are right in 95 of 100 cases, others are for review or unknown. A date decides what a \
      name meant then.
      """,
    input: Schema.input(
      [
        ("labels", Schema.strings("The labels.", most: mostLabels)),
        ("scheme", Schema.string("The facet that they answer, such as type; any if not given.")),
        ("date", Schema.string("The date of what bears the labels.")),
        ("language", Schema.string("The language of the labels, such as de.")),
        ("explain", Schema.flag("Whether to say what spoke for each match.")),
      ], required: ["labels"]),
    output: Schema.output([
      (
        "matches",
        Schema.array(
          Schema.output([
            ("label", ["type": "string"]),
            ("outcome", ["type": "string", "enum": ["accepted", "review", "unknown"]]),
            ("concept", Schema.optional("string")), ("preferred_label", Schema.optional("string")),
            ("score", ["type": "number"]), ("method", Schema.optional("string")),
            ("runner_up", Schema.optional("string")),
            ("concepts", Schema.array(["type": "string"])),
          ]))
      )
    ]),
    run: { arguments, snapshot, _ in
      let labels = try arguments.strings("labels", most: mostLabels)
      if labels.isEmpty { throw RequestError("normalize_labels needs \"labels\"") }
      var matching = LabelMatching()
      matching.schemes = try arguments.string("scheme").map { [$0] } ?? []
      matching.explains = try arguments.flag("explain")
      let date = try arguments.string("date")
      let questions = labels.map {
        WorkspaceSnapshot.TypedLabel($0, fields: date.map { ["date": $0] } ?? [:])
      }
      return [
        "matches": .array(
          try snapshot.normalized(
            questions, matching, language: try arguments.string("language")))
      ]
    })

  /// The concepts that belong to a text.
  static let suggestTags = Tool(
    name: "suggest_tags", title: "Suggest tags for a text",
    description: """
      The concepts of the vocabulary that a text is about, with a score, whether it is sure enough \
      to be assigned, and the words that led to it.
      """,
    input: Schema.input(
      [
        ("text", Schema.string("The text.")), ("title", Schema.string("Its title.")),
        ("path", Schema.string("Its path; folders and file name are evidence.")),
        ("date", Schema.string("Its date, which decides what names meant.")),
      ], required: ["text"]),
    output: Schema.output([
      (
        "tags",
        Schema.array(
          Schema.output([
            ("concept", ["type": "string"]), ("label", ["type": "string"]),
            ("scheme", ["type": "string"]), ("score", ["type": "number"]),
            ("outcome", ["type": "string", "enum": ["accepted", "review"]]),
            ("role", ["type": "string", "enum": ["subject", "mention"]]),
            ("evidence", Schema.array(["type": "object"])),
          ]))
      )
    ]),
    run: { arguments, snapshot, _ in
      var document = JSONObject([.init(name: "id", value: "")])
      for name in ["text", "title", "path", "date"] {
        if let value = try arguments.string(name) { document[name] = .string(value) }
      }
      _ = try arguments.requiredString("text")
      return ["tags": .array(try snapshot.tags(of: .object(document)))]
    })
}

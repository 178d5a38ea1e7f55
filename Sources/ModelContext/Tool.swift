internal import JSONCoding
internal import ParlanceKit

/// Something that an assistant may have done.
struct Tool: Sendable {
  /// The name by which it is called.
  let name: String

  /// The name that people are shown.
  let title: String

  /// What it is for, to the assistant.
  let description: String

  /// The schema of its arguments.
  let input: JSONValue

  /// The schema of its answer.
  let output: JSONValue

  /// Answers a call.
  let run: @Sendable (ToolArguments, WorkspaceSnapshot, ReaderAccount) throws -> JSONValue

  /// The tools, those that are used most first.
  static let all: [Tool] = [
    search, getDocument, explainLabel, normalizeLabels, suggestTags, coverage,
  ]

  /// The tool as `tools/list` tells it.
  var json: JSONValue {
    [
      "name": .string(name), "title": .string(title), "description": .string(description),
      "inputSchema": input, "outputSchema": output,
      "annotations": [
        "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true,
        "openWorldHint": false,
      ],
    ]
  }
}

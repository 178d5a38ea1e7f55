import ParlanceKit

/// A program that embeds Parlance: it imports a vocabulary, looks at a share, tags it, finds a document, and
/// takes the run back.
///
/// ```
/// swift run embed-sample Vocabularies/enterprise.xml /path/of/a/share /path/of/a/workspace 'acme vault'
/// ```
@main
struct EmbedSample {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 4 else {
      print("usage: embed-sample VOCABULARY SHARE WORKSPACE QUERY")
      return
    }
    let values = Array(arguments)
    try run(vocabulary: values[0], share: values[1], workspace: values[2], query: values[3])
  }

  private static func run(
    vocabulary: String, share: String, workspace: String, query: String
  ) throws {
    let engine = try Engine(at: workspace)
    let imported = try engine.vocabularies.importing([vocabulary])
    for facet in imported.facets {
      print("\(facet.title): \(facet.concepts) concepts, \(facet.labels) labels")
    }

    switch try engine.vocabularies.meaning(of: query) {
    case .one(let concept): print("“\(query)” is \(concept.label) (\(concept.facet))")
    case .all(let concepts): print("“\(query)” is all of \(concepts.map(\.label))")
    case .several(let concepts): print("“\(query)” may be \(concepts.map(\.label))")
    case .none(let nearest): print("“\(query)” is not a label; near it: \(nearest)")
    }

    let plan = try engine.retagging.plan(share)
    for document in plan.documents where document.outcome == "change" {
      for change in document.facets { print("\(document.path): \(change.facet) → \(change.new)") }
    }
    guard let run = try engine.retagging.apply(plan) else {
      print("Nothing to do.")
      return
    }
    print("Run \(run.number): \(run.documents.count { $0.outcome == "changed" }) changed")

    let answer = try engine.searching.search(query, limit: 3)
    for hit in answer.hits { print("\(hit.title)  \(hit.tags.flatMap { $0.values.map(\.label) })") }

    let undone = try engine.retagging.undo(run.number)
    print("\(undone.restored.count) as before, \(undone.lost.count) lost")
  }
}

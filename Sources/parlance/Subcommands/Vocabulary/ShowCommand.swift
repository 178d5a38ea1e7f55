import ArgumentParser
import JSONCoding
import Matching
import Model
import ParlanceKit
import Taxonomy

/// `parlance show`: what a label means.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a label means: one concept, several and why, or the nearest.",
    discussion: """
      Names with the time of their use, successors, hierarchy and documents of a concept; of an
      ambiguous label, all that it may mean.

      EXAMPLES
        parlance show "Acme Vault"
        parlance show "Acme Vault" --as-of 2008-05-01
        parlance show https://id.harbor.example/type/brochure --format json
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(
    help: "A label, code or URI; several words need no quotes.",
    completion: .custom { LabelCompletion.labels($0, at: $1, prefix: $2) })
  var label: [String]

  @Option(
    name: .long,
    help: ArgumentHelp("The day whose names count: YYYY, YYYY-MM or YYYY-MM-DD.", valueName: "date")
  )
  var asOf: String?

  func validate() throws {
    if let asOf, CalendarDate(asOf) == nil {
      throw ValidationError("\"\(asOf)\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    }
    guard [.table, .json, .jsonl].contains(output.format) else {
      throw ValidationError("show prints table, json or jsonl")
    }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    let vocabulary = try workspace.vocabulary()
    let resolver = ConceptResolver(vocabulary, index: try workspace.labelIndex(for: vocabulary))
    let text = label.joined(separator: " ")
    let answer = resolver.resolve(
      text, asOf: asOf.flatMap { CalendarDate($0) }, policy: .typed)
    let view = ConceptView(
      vocabulary: vocabulary, documentCounts: try counts(answer, in: vocabulary, workspace))
    let collections = vocabulary.collections(named: text)
    if output.format == .table {
      printText(answer, of: text, collections, view)
    } else {
      printJSON(answer, of: text, collections, view)
    }
    if case .none = answer, collections.isEmpty { throw ExitStatus.nothing }
  }
}

// MARK: - Documents

extension ShowCommand {
  /// How many documents bear each concept of the answer.
  private func counts(
    _ answer: ConceptResolver.Resolution, in vocabulary: Vocabulary, _ workspace: Workspace
  ) throws -> [String: Int] {
    let candidates =
      switch answer {
      case .one(let candidate, let others): [candidate] + others
      case .several(let candidates): candidates
      case .none: [ConceptResolver.Candidate]()
      }
    guard !candidates.isEmpty else { return [:] }
    let uris = candidates.map { vocabulary.uri(of: $0.concept) }
    let counter = try workspace.documentCounter(for: Set(uris), updatesIndex: false)
    return try uris.reduce(into: [:]) { counts, uri in
      let count = try counter([uri])
      if count > 0 { counts[uri] = count }
    }
  }
}

// MARK: - For people

extension ShowCommand {
  private func printText(
    _ answer: ConceptResolver.Resolution, of text: String, _ collections: [CollectionOrdinal],
    _ view: ConceptView
  ) {
    let out = StandardOutput.shared
    defer { for collection in collections { view.printCollection(collection) } }
    switch answer {
    case .none where !collections.isEmpty: break
    case .one(let candidate, let others):
      view.printConcept(candidate.concept, answering: text, candidate, asOf: asOf)
      for other in others {
        out.writeLine("also    \(view.summary(other, answering: text))")
      }
    case .several(let candidates):
      out.writeLine(
        "\"\(TerminalText.escaped(text))\" is ambiguous: \(candidates.count) concepts bear it")
      for candidate in candidates {
        out.writeLine("  " + view.summary(candidate, answering: text))
      }
    case .none(let nearest):
      out.writeLine("\"\(TerminalText.escaped(text))\" is not a label of the vocabulary")
      for label in nearest { out.writeLine("  " + view.suggestion(label)) }
    }
  }

  private func printJSON(
    _ answer: ConceptResolver.Resolution, of text: String, _ collections: [CollectionOrdinal],
    _ view: ConceptView
  ) {
    var members: [JSONObject.Member] = [.init(name: "label", value: .string(text))]
    switch answer {
    case .one(let candidate, let others):
      members.append(.init(name: "outcome", value: "match"))
      members.append(.init(name: "concept", value: view.json(candidate.concept)))
      members.append(.init(name: "why", value: view.reasonsJSON(candidate)))
      members.append(.init(name: "in_use", value: .bool(candidate.isInUse)))
      members.append(
        .init(name: "others", value: .array(others.map { view.json($0) })))
    case .several(let candidates):
      members.append(.init(name: "outcome", value: "ambiguous"))
      members.append(
        .init(name: "candidates", value: .array(candidates.map { view.json($0) })))
    case .none(let nearest):
      members.append(.init(name: "outcome", value: "unknown"))
      members.append(
        .init(name: "nearest", value: .array(nearest.map { view.json(suggestion: $0) })))
    }
    members.append(.init(name: "collections", value: .array(collections.map { view.json($0) })))
    var writer = JSONWriter(indentation: output.format == .json ? 2 : nil)
    writer.value(.object(JSONObject(members)))
    writer.endLine()
    StandardOutput.shared.write(writer.bytes)
  }
}

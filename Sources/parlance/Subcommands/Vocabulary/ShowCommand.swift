import ArgumentParser
import ParlanceKit

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
    let answer = try LabelAnswer(
      to: label.joined(separator: " "), asOf: asOf, in: try global.existingWorkspace())
    if output.format == .table {
      for line in answer.lines { StandardOutput.shared.writeLine(line) }
    } else {
      var writer = JSONWriter(indentation: output.format == .json ? 2 : nil)
      writer.value(answer.json)
      writer.endLine()
      StandardOutput.shared.write(writer.bytes)
    }
    if answer.isEmpty { throw ExitStatus.nothing }
  }
}

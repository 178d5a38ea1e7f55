import ArgumentParser
import Glibc
import ParlanceKit

/// `parlance extract`: files in, documents out, line by line.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Read files into JSON Lines, as tag and index take them.",
    discussion: """
      Reads paths, one a line, or {"id","path"} a line, from standard input, and writes
      {"id","path","title","text",…} in the same order; a file that cannot be read gives
      {"id","path","error","reason"}, and the others go on. No workspace is needed; the properties of
      facets are those of --workspace or --bundle if one is named, else the usual ones.

      EXAMPLES
        parlance extract offer.docx prices.pdf
        find share -type f -print0 | parlance extract -0 | parlance tag > tags.jsonl
        parlance extract --root /srv/share < paths.txt > documents.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var bundle: BundleOptions

  @Argument(
    help: "The files; without any their paths come from standard input.",
    completion: .file())
  var paths: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder that paths begin at; none may leave it, by links neither.", valueName: "dir"),
    completion: .directory)
  var root: String?

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "Paths end with NUL instead of a line feed.")
  var isNullTerminated = false

  func validate() throws {
    if isNullTerminated, !paths.isEmpty {
      throw ValidationError("'-0' is about paths on standard input; files are named here.")
    }
  }

  func run() throws {
    let isNamed = global.workspace != nil || bundle.bundle != nil
    let facets = isNamed ? try bundle.source(global).facetKeys() : nil
    let extraction = try DocumentExtraction(root: root, facets: facets) {
      Interruption.isRequested
    }
    func emit(_ line: [UInt8]) {
      StandardOutput.shared.write(line)
      StandardOutput.shared.flush()
    }
    let outcome =
      try paths.isEmpty
      ? extraction.run(STDIN_FILENO, isNullTerminated: isNullTerminated, emit)
      : extraction.run(paths, emit)
    guard outcome.isComplete else { throw ExitStatus.interrupted }
    if outcome.refused > 0 {
      Diagnostics.warning(
        "\(outcome.refused) of \(outcome.lines) documents could not be read; their lines say why")
    }
  }
}

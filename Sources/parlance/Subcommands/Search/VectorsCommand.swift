import ArgumentParser
import ParlanceKit

/// `parlance vectors`: word vectors by which a search knows what documents mean.
struct VectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vectors",
    abstract: "Let word vectors help searches to find the sense.",
    discussion: """
      Word vectors (WordLlama's, or another static model) put hits first that mean what a query means, and
      find what is like a document. What is found and counted stays the same. Nothing is fetched: the files
      are given; `make vectors` gets WordLlama's.

      EXAMPLES
        parlance vectors install model.safetensors tokenizer.json
        parlance vectors install model.safetensors tokenizer.json --dimensions 64
        parlance vectors remove
      """.unwrapped,
    subcommands: [InstallVectorsCommand.self, RemoveVectorsCommand.self])
}

/// `parlance vectors install`.
struct InstallVectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Take word vectors from files, and build the search index anew with them.")

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: "The vectors (.safetensors, one matrix) and their tokenizer.json.", completion: .file())
  var files: [String]

  @Option(
    name: .long,
    help: "How many of the first numbers of each vector to keep, 8 to 256; a byte each a document.")
  var dimensions = 256

  func validate() throws {
    let counts = VectorStore.dimensionCounts
    guard counts.contains(dimensions) else {
      throw ValidationError(
        "--dimensions is a number from \(counts.lowerBound) to \(counts.upperBound), not \(dimensions)"
      )
    }
  }

  func run() throws {
    let workspace = try global.workspaceToCreate()
    let summary = try SearchOpening.waiting {
      try workspace.vectors.install(
        files, dimensions: dimensions, observer: SearchOpening.observer)
    }
    Diagnostics.note("\(summary.pieces) pieces of words, \(summary.dimensions) numbers each.")
  }
}

/// `parlance vectors remove`.
struct RemoveVectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Do without word vectors again.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let wereAny = try SearchOpening.waiting {
      try workspace.vectors.remove(observer: SearchOpening.observer)
    }
    if !wereAny {
      Diagnostics.note("No word vectors are installed.")
      throw ExitStatus.nothing
    }
  }
}

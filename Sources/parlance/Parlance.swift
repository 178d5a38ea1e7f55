import ArgumentParser

/// The `parlance` command.
@main
struct Parlance: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One language for an enterprise's documents.")
}

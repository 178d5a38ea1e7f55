import ArgumentParser

/// `parlance evaluate`: score against a gold standard.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score against a gold standard: precision, recall, F1, nDCG.",
    subcommands: [
      EvaluateLabels.self, EvaluateTagsCommand.self, EvaluateSearchCommand.self,
    ])
}

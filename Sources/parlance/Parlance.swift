import ArgumentParser
import ServeArguments

/// The `parlance` command.
struct Parlance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parlance",
    abstract: "One language for an enterprise's documents.",
    discussion: """
      Import a controlled vocabulary, retag a share of documents with it, and search them with facet
      filters:

        parlance import Vocabularies/enterprise.xml
        parlance normalize labels.csv --column label
        parlance retag Samples/share
        parlance search "price list acme vault" --facet stage=Evaluation
      """.unwrapped,
    version: ProgramVersion.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Vocabulary",
        subcommands: [
          ImportCommand.self, CheckCommand.self, ShowCommand.self, DiffCommand.self,
          ExportCommand.self, SourcesCommand.self, VocabularyCommand.self,
        ]),
      CommandGroup(
        name: "Workspace", subcommands: [InitCommand.self, ConfigCommand.self, DoctorCommand.self]),
      CommandGroup(name: "Label", subcommands: [NormalizeCommand.self, ReviewCommand.self]),
      CommandGroup(
        name: "Document",
        subcommands: [
          RetagCommand.self, WatchCommand.self, AssignCommand.self, UnassignCommand.self,
          WhyCommand.self, ImportTagsCommand.self, UndoCommand.self, StatusCommand.self,
          LogCommand.self, ReportCommand.self, ShareCommand.self, RecoverCommand.self,
          JournalCommand.self,
        ]),
      CommandGroup(
        name: "Search",
        subcommands: [
          SearchCommand.self, QueryCommand.self, IndexCommand.self, VectorsCommand.self,
          PublishCommand.self,
        ]),
      CommandGroup(
        name: "Service", subcommands: [ServeCommand.self, MCPCommand.self, AlertCommand.self]),
      CommandGroup(
        name: "Pipeline and quality",
        subcommands: [
          ExtractCommand.self, TagCommand.self, BundleCommand.self, LearnCommand.self,
          TuneCommand.self, EvaluateCommand.self,
        ]),
    ])
}

/// The version of the program, as `--version` prints it.
enum ProgramVersion {
  static let text = ServeOptions.version
}

import ArgumentParser
import ParlanceKit
import System

/// `parlance watch`: a share whose documents are tagged as they come.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Tag the documents of a share as they come and change.",
    discussion: """
      Looks at the share as retag --yes does, then again whenever something has changed and the share
      has been quiet for a while, and when a vocabulary was imported. Where the system tells of no
      changes (network file systems, no inotify watches left), it looks from time to time. Ends with
      Ctrl-C or SIGTERM. Nothing is asked: where tags are written is what retag settled, or --write-to.

      EXAMPLES
        parlance watch /srv/share
        parlance watch /srv/share --write-to documents --quiet 10
        parlance watch /mnt/share --every 300 --format jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(
    name: .long,
    help: ArgumentHelp("How long nothing has to change before a look.", valueName: "seconds"))
  var quiet = 2.0

  @Option(
    name: .long,
    help: ArgumentHelp("The longest time from a change to a look.", valueName: "seconds"))
  var patience = 60.0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The time between looks where changes are not told, and after a failure.",
      valueName: "seconds"))
  var every = 60.0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where tags are written; settled for the workspace.",
      valueName: "catalog|documents|sidecar|xattr"))
  var writeTo: TagPlace?

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String

  func validate() throws {
    for (name, value) in [("quiet", quiet), ("patience", patience), ("every", every)]
    where !(0.01...1_000_000).contains(value) {
      throw ValidationError("--\(name) is a number of seconds from 0.01 to 1000000")
    }
  }

  func run() throws {
    let workspace = try global.workspaceToWrite()
    var watching = try Watching(self, workspace)
    try watching.run()
  }
}

/// One call of `watch`: looks, and waits for changes in between.
private struct Watching {
  private let command: WatchCommand
  private let workspace: Workspace
  private var watch: ShareWatching
  private var pace: WatchPace
  private var vocabulary: FileStamp?
  private var hasToldLeftovers = false

  /// The longest wait: a vocabulary that was imported is noticed after that.
  private static let tick = 1.0

  init(_ command: WatchCommand, _ workspace: Workspace) throws {
    self.command = command
    self.workspace = workspace
    pace = WatchPace(quiet: command.quiet, patience: command.patience, interval: command.every)
    let session = try RetagSession(workspace, folder: command.share)
    if let place = command.writeTo { try session.placing.settle(place) }
    watch = ShareWatching(session)
  }

  /// Looks until a signal ends it; the first look has to succeed.
  mutating func run() throws {
    try look()
    Diagnostics.note(
      watch.blindness.map {
        "\($0): looking every \(RecordPrinter.text(.number(command.every))) s."
      }
        ?? "Watching \(watch.folders) folder\(watch.folders == 1 ? "" : "s").")
    while true {
      try wait()
      let start = MonotonicClock.seconds
      do {
        try look()
      } catch let status as ExitStatus {
        throw status
      } catch {
        Diagnostics.report(error)
        pace.noteLook(at: start, comesAgain: true)
      }
    }
  }

  /// Waits until a look is due.
  private mutating func wait() throws {
    while true {
      let now = MonotonicClock.seconds
      if let due = pace.due, due <= now { return }
      let isOther = watch.wait(seconds: min(Self.tick, pace.due.map { $0 - now } ?? Self.tick))
      try Interruption.check()
      if isOther || FileStamp(of: workspace.snapshotPath) != vocabulary {
        pace.noteChange(at: MonotonicClock.seconds)
        vocabulary = FileStamp(of: workspace.snapshotPath)
      }
    }
  }

  /// Brings the share up to date, and tells what changed.
  private mutating func look() throws {
    // Noted before reading: what changes meanwhile is for the next look.
    pace.noteLook(at: MonotonicClock.seconds, comesAgain: watch.blindness != nil)
    vocabulary = FileStamp(of: workspace.snapshotPath)
    let session = try RetagSession(workspace, folder: command.share)
    let wasBlind = watch.blindness != nil
    // Watched before it is read: nothing changes in between unnoticed.
    try watch.follow(session)
    if let blindness = watch.blindness, !wasBlind {
      pace.noteLook(at: MonotonicClock.seconds, comesAgain: true)
      Diagnostics.warning(blindness)
    }
    let applied: RetagWriting.Applied?
    do {
      applied = try Interruption.patiently {
        try session.bringUpToDate(settled: Diagnostics.settled) { !Interruption.isRequested }
      }
    } catch is CancellationError {
      throw ExitStatus.interrupted
    }
    try SearchOpening.freshen(workspace)
    if let applied { try tell(applied, of: session) }
    if !hasToldLeftovers, let place = try session.placing.settled() {
      for remark in try session.placing.remarks(on: place) { Diagnostics.note(remark) }
      hasToldLeftovers = true
    }
    try Interruption.check()
  }

  private func tell(_ applied: RetagWriting.Applied, of session: RetagSession) throws {
    for line in applied.failures {
      Diagnostics.warning("\(line.path): \(line.outcome): \(line.reason)")
    }
    guard command.output.format == .table else {
      try command.output.printLines(applied.changedRecords, of: applied)
      return StandardOutput.shared.flush()
    }
    let report = RetagReport(vocabulary: session.vocabulary, isExplained: false)
    StandardOutput.shared.writeLine(report.summary(of: applied))
    StandardOutput.shared.flush()
  }
}

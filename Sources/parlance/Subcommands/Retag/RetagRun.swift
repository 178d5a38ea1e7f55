import Glibc
import ParlanceKit
import System

/// One call of `retag`: refresh, plan, show, ask, apply, report.
struct RetagRun {
  let command: RetagCommand
  let session: RetagSession

  private var report: RetagReport {
    RetagReport(vocabulary: session.vocabulary, isExplained: command.explain)
  }

  private var isTable: Bool { command.output.format == .table }

  /// Brings the catalog up to date, plans, and goes on as the person or the options say.
  func run() throws {
    let options = try makeOptions()
    let scope = try command.choices.scope(session)
    let refresh = try refresh(scope)
    let isMoved = try move(to: options.place)
    try tellLeftovers(besides: options.place)
    // After a move the files are in other states than the refresh knows.
    let plan = try makePlan(options, scope, isMoved ? nil : refresh)
    if let path = command.planOut {
      try command.global.write(
        plan.bytes, to: path, replaces: command.force,
        inputs: plan.inputs(besides: command.choices.files0From))
    }
    for failure in refresh.warnings { Diagnostics.warning(failure) }
    for remark in refresh.remarks { Diagnostics.note(remark) }
    let waiting = plan.waiting
    for line in waiting { Diagnostics.warning("\(line.path): \(line.reason)") }
    let isPartial =
      warnOfUnknown(scope, plan) || plan.hasUnreadable || !waiting.isEmpty
      || refresh.hasUnreadSidecars
    if isTable { show(report.lines(plan)) }
    if command.dryRun {
      if isTable { StandardOutput.shared.writeLine(report.summary(of: plan)) }
      try printRecords(plan.records)
      throw isPartial ? ExitStatus.partly : .done
    }
    let isReviewable = Prompt.isPossible && !command.yes && plan.hasQuestions
    guard plan.isDifferent || isReviewable else {
      if isTable {
        StandardOutput.shared.writeLine("\(report.summary(of: plan))   Nothing to do.")
      }
      try session.writing.settle(plan)
      try printRecords(plan.records(all: command.all))
      throw isPartial ? ExitStatus.partly : .done
    }
    let confirmed = try Interruption.patiently { try confirm(plan, options) }
    try applyAndReport(confirmed)
    if isPartial { throw ExitStatus.partly }
  }

  private func show(_ lines: [ReportText]) {
    for line in lines { StandardOutput.shared.writeLine(line) }
  }

  /// Names the files of a list that are not documents of the share; returns whether there are any.
  private func warnOfUnknown(_ scope: RetagScope, _ plan: RetagPlan) -> Bool {
    guard command.choices.limit == nil, scope.since == nil, scope.facets.isEmpty else {
      return false
    }
    let unknown = plan.unknown(among: scope.paths)
    for path in unknown { Diagnostics.warning("\(path): is not a document of the share") }
    return !unknown.isEmpty
  }

  /// Applies a plan file as it is.
  static func applyPlan(at path: String, command: RetagCommand, workspace: Workspace) throws {
    let file = try PlanFile(path, for: workspace)
    let run = RetagRun(command: command, session: try RetagSession(workspace, folder: file.root))
    // First: what changed since the plan was written is skipped then, with that reason.
    _ = try run.refresh(file.scope)
    let plan = try file.plan(in: run.session)
    for remark in try run.session.placing.remarks(on: plan) { Diagnostics.note(remark) }
    if run.isTable { run.show(run.report.lines(plan)) }
    let confirmed = try Interruption.patiently {
      try run.confirm(plan, RetagOptions())
    }
    try run.applyAndReport(confirmed)
  }

  private func refresh(_ scope: RetagScope) throws -> ShareRefresh {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    let refresh = try session.reading.refresh(
      scope: scope, allowsMissing: command.allowMissing, settled: Diagnostics.settled
    ) { done, total in
      ProgressLine.shared.update("reading", done: done, total: total)
      return !Interruption.isRequested
    }
    try Interruption.check()
    return refresh
  }

  /// Names how many documents have tags at other places; nobody chose one where nothing is settled.
  private func tellLeftovers(besides place: TagPlace) throws {
    guard try command.choices.writeTo != nil || session.placing.settled() != nil else { return }
    for remark in try session.placing.remarks(on: place) { Diagnostics.note(remark) }
  }

  private func makeOptions() throws -> RetagOptions {
    var options = try command.choices.options(session)
    options.place = try place()
    return options
  }

  private func makePlan(
    _ options: RetagOptions, _ scope: RetagScope, _ refresh: ShareRefresh?
  ) throws -> RetagPlan {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    let plan = try session.planning.plan(
      options, scope: scope, limit: command.choices.limit, after: refresh
    ) { done, total in
      ProgressLine.shared.update("tagging", done: done, total: total)
      return !Interruption.isRequested
    }
    return try preview(plan)
  }

  /// The plan with a look at each file that it would change; ends the command on Ctrl-C.
  private func preview(
    _ plan: RetagPlan?, deciding decisions: ReviewDecisions = ReviewDecisions()
  ) throws -> RetagPlan {
    let previewed = try plan.flatMap { plan in
      try session.planning.preview(plan, deciding: decisions) { done, total in
        ProgressLine.shared.update("checking", done: done, total: total)
        return !Interruption.isRequested
      }
    }
    guard let previewed else { throw ExitStatus.interrupted }
    return previewed
  }

  /// Where tags are written: as said now, as settled before, or as the person says now; the answer is
  /// settled for the workspace.
  private func place() throws -> TagPlace {
    let placing = session.placing
    let known = try placing.settled()
    if let chosen = command.choices.writeTo {
      // The choice of one run changes nothing that is settled.
      if known == nil, !command.dryRun { try placing.settle(chosen) }
      return chosen
    }
    if let known { return known }
    guard !command.dryRun, !command.yes, Prompt.isPossible else {
      return .catalog
    }
    while true {
      let answer = Prompt.ask(
        "Where are tags written, now and by later runs: c(atalog only), d(ocuments themselves), "
          + "s(idecars NAME.xmp), x(attr user.xdg.tags)? [C/d/s/x]")
      try Interruption.check()
      let place: TagPlace
      switch answer?.lowercased() {
      case "", "c", "catalog": place = .catalog
      case "d", "documents": place = .documents
      case "s", "sidecar": place = .sidecar
      case "x", "xattr": place = .xattr
      case nil: throw ExitStatus.nothing
      default: continue
      }
      try placing.settle(place)
      return place
    }
  }

  /// Takes tags away from other places than the one asked for, if that is wanted; returns whether it was.
  private func move(to place: TagPlace) throws -> Bool {
    guard command.choices.writeTo != nil, !command.dryRun else { return false }
    let count = try session.moving.counts(besides: place).reduce(0) { $0 + $1.count }
    let isSaid = command.move && (command.yes || count == 0)
    guard try isSaid || count > 0 && isMoveWanted(count, to: place) else {
      guard command.move else { return false }
      Diagnostics.note("Not moved, and nothing written: --yes moves without asking.")
      throw ExitStatus.nothing
    }
    ProgressLine.shared.begin()
    let runs = try Interruption.patiently {
      try session.moving.move(
        to: place, writesInPlace: command.choices.inPlace, keepsTimes: !command.touch
      ) { done, total in
        ProgressLine.shared.update("taking away", done: done, total: total)
        return !Interruption.isRequested
      }
    }
    ProgressLine.shared.hide()
    for (other, applied) in runs ?? [] {
      for line in applied.failures {
        Diagnostics.warning("\(line.path): \(line.outcome): \(line.reason)")
      }
      Diagnostics.note("\(report.summary(of: applied)) Taken away from: \(other.rawValue).")
    }
    try Interruption.check()
    return true
  }

  /// Asks whether tags are to be moved; nobody is asked where nobody is there.
  private func isMoveWanted(_ count: Int, to place: TagPlace) throws -> Bool {
    guard Prompt.isPossible, !command.yes else { return false }
    let answer = Prompt.ask(
      "Take the tags of \(count) document\(count == 1 ? "" : "s") away there, and write to "
        + "\(place.rawValue) from now on? [y/N]")
    try Interruption.check()
    return ["y", "yes"].contains(answer?.lowercased())
  }

  /// Asks whether to apply, as often as the person looks closer; ends the command if the answer is no.
  private func confirm(
    _ plan: RetagPlan, _ options: RetagOptions
  ) throws -> RetagPlan {
    if command.yes { return plan }
    guard Prompt.isPossible else {
      if isTable { StandardOutput.shared.writeLine(report.summary(of: plan)) }
      Diagnostics.note("Not applied: nobody is there to ask. Use --yes to apply, or --dry-run.")
      throw ExitStatus.nothing
    }
    var plan = plan
    var decisions = ReviewDecisions()
    while true {
      let answer = Prompt.ask("\(report.summary(of: plan))   Apply? [y/N/r(eview)/d(iff)]")
      if answer == nil { try endAtTerminal(decisions) }
      switch answer?.lowercased() {
      case "y", "yes":
        // What was assigned is in the plan; what was rejected is in no line of it.
        try session.writing.record(decisions.rejections)
        return plan
      case "d", "diff":
        show(plan.differences(report))
      case "r", "review":
        var dialog = RetagReview(PlanReview(plan, session, options, report))
        dialog.run()
        let review = dialog.review
        decisions.add(review.decisions)
        if dialog.isBrokenOff { try endAtTerminal(decisions) }
        plan = review.isEdited ? try preview(review.result, deciding: decisions) : review.result
      default:
        Diagnostics.note("Not applied.")
        try keepIfWanted(decisions)
        throw ExitStatus.nothing
      }
    }
  }

  /// Ends the command when the input ended.
  ///
  /// After Ctrl-C nothing has changed; when the terminal went away, what the person decided is kept.
  private func endAtTerminal(_ decisions: ReviewDecisions) throws -> Never {
    if !Interruption.isRequested || Interruption.isHangUp, !decisions.isEmpty {
      try session.writing.record(decisions.all)
      Diagnostics.note(
        "What you decided on \(decisions.count) is kept; nothing was applied.")
    }
    try Interruption.check()
    throw ExitStatus.nothing
  }

  /// Asks whether what was decided in a review that is not applied is to hold for the next run.
  private func keepIfWanted(_ decisions: ReviewDecisions) throws {
    guard !decisions.isEmpty else { return }
    let answer = Prompt.ask(
      "Keep what you decided on \(decisions.count) for the next run? [Y/n]")
    if answer == nil { try endAtTerminal(decisions) }
    guard answer?.lowercased().first != "n" else { return }
    try session.writing.record(decisions.all)
    Diagnostics.note("Kept: the next run goes by it.")
  }

  private func applyAndReport(_ plan: RetagPlan) throws {
    ProgressLine.shared.begin()
    let applied = try Interruption.patiently {
      try session.writing.apply(plan, keepsTimes: !command.touch) { done, total in
        ProgressLine.shared.update("writing", done: done, total: total)
        return !Interruption.isRequested
      }
    }
    ProgressLine.shared.hide()
    if !isTable { try command.output.printLines(applied.records(all: command.all), of: applied) }
    let failures = applied.failures
    for line in failures { Diagnostics.warning("\(line.path): \(line.outcome): \(line.reason)") }
    for line in applied.remarks { Diagnostics.warning("\(line.path): \(line.reason)") }
    if isTable {
      StandardOutput.shared.writeLine(
        report.summary(of: applied)
          + (applied.changedCount == 0 ? "" : "   parlance undo \(applied.run) takes it back."))
      if let costs = report.costs(of: applied) { StandardOutput.shared.writeLine(costs) }
    }
    if Interruption.isRequested {
      Diagnostics.note(
        "Interrupted: \(applied.leftCount) not reached; the same command goes on with them.")
      throw ExitStatus.interrupted
    }
    if !failures.isEmpty || plan.hasUnreadable { throw ExitStatus.partly }
  }

  private func printRecords(_ records: @autoclosure () -> [[JSONValue]]) throws {
    if !isTable { try command.output.printLines(records()) }
  }
}

import Cataloging
import Glibc
import JSONCoding
import Journaling
import MappedStorage
import ParlanceKit
import System
import Tagging

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
    let plan = try makePlan(options, scope, refresh.states)
    if let path = command.planOut {
      try OutputFile(path).write(RetagPlanFile.encode(plan), replaces: command.force)
    }
    for failure in refresh.failures { Diagnostics.warning(failure) }
    if refresh.missing > 0 {
      Diagnostics.note(
        "\(refresh.missing) document\(refresh.missing == 1 ? " is" : "s are") missing; "
          + "parlance status --documents lists what is.")
    }
    if refresh.moved > 0 {
      Diagnostics.note(
        "\(refresh.moved) document\(refresh.moved == 1 ? " was" : "s were") moved or renamed; what is "
          + "known of \(refresh.moved == 1 ? "it" : "them") is kept.")
    }
    if refresh.excluded > 0 {
      Diagnostics.note(
        "\(refresh.excluded) document\(refresh.excluded == 1 ? " is" : "s are") left out of the share "
          + "now; what people decided about \(refresh.excluded == 1 ? "it" : "them") is kept.")
    }
    let unwritten = plan.lines.filter { $0.isPassing && $0.outcome != .change }
    for line in unwritten { Diagnostics.warning("\(line.path): \(line.reason)") }
    let isPartial =
      warnOfUnknown(scope, plan) || plan.count(.unreadable) > 0 || !unwritten.isEmpty
    if isTable { report.show(plan) }
    if command.dryRun {
      if isTable { StandardOutput.shared.writeLine(report.summary(of: plan)) }
      try printLines(plan.lines)
      throw isPartial ? ExitStatus.partly : .done
    }
    let isReviewable = Prompt.isPossible && !command.yes && plan.count(.review) > 0
    guard
      plan.count(.change) > 0 || isReviewable
        || plan.lines.contains(where: { $0.before != $0.after })
    else {
      if isTable {
        StandardOutput.shared.writeLine("\(report.summary(of: plan))   Nothing to do.")
      }
      try session.settle(plan)
      try printLines(plan.lines)
      throw isPartial ? ExitStatus.partly : .done
    }
    let confirmed = try Interruption.patiently { try confirm(plan, session.planner(options)) }
    try applyAndReport(confirmed)
    if isPartial { throw ExitStatus.partly }
  }

  /// Names the files of a list that are no documents of the share; returns whether there are any.
  private func warnOfUnknown(_ scope: RetagScope, _ plan: RetagPlan) -> Bool {
    guard command.choices.limit == nil, scope.since == nil, scope.facets.isEmpty,
      let unknown = scope.paths?.subtracting(plan.lines.map(\.path)), !unknown.isEmpty
    else { return false }
    for path in unknown.sorted() { Diagnostics.warning("\(path): is not a document of the share") }
    return true
  }

  /// Applies a plan file as it is.
  static func applyPlan(at path: String, command: RetagCommand, workspace: Workspace) throws {
    do {
      let file = try RetagPlanFile(
        InputLines(path: path), vocabulary: try workspace.vocabulary())
      let session = try RetagSession(workspace, folder: file.root)
      let run = RetagRun(command: command, session: session)
      var scope = RetagScope()
      scope.paths = file.paths
      _ = try run.refresh(scope)
      let plan = try file.plan(in: session.catalog)
      if run.isTable { run.report.show(plan) }
      let confirmed = try Interruption.patiently { try run.confirm(plan, session.planner()) }
      try run.applyAndReport(confirmed)
    } catch let error as RetagPlanFileError {
      throw LocatedError(path: path, line: error.line, message: error.reason)
    }
  }

  private func refresh(_ scope: RetagScope) throws -> ShareRefresh {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    let refresh = try session.refresh(
      scope: scope, allowsMissing: command.allowMissing, settled: Diagnostics.settled
    ) { done, total in
      ProgressLine.shared.update("reading", done: done, total: total)
      return !Interruption.isRequested
    }
    try Interruption.check()
    return refresh
  }

  private func makeOptions() throws -> RetagSession.Options {
    var options = try command.choices.options(session)
    options.place = try place()
    return options
  }

  private func makePlan(
    _ options: RetagSession.Options, _ scope: RetagScope, _ states: ShareStates?
  ) throws -> RetagPlan {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    let plan = try session.plan(
      options, scope: scope, limit: command.choices.limit, states: states
    ) { done, total in
      ProgressLine.shared.update("tagging", done: done, total: total)
      return !Interruption.isRequested
    }
    return try preview(plan)
  }

  /// The plan with a look at each file that it would change; ends the command on Ctrl-C.
  private func preview(_ plan: RetagPlan?) throws -> RetagPlan {
    let previewed = try plan.flatMap { plan in
      try session.preview(plan) { done, total in
        ProgressLine.shared.update("checking", done: done, total: total)
        return !Interruption.isRequested
      }
    }
    guard let previewed else { throw ExitStatus.interrupted }
    return previewed
  }

  /// Where tags are written: as said now, as settled before, or as the person says now; the answer is
  /// settled for the workspace.
  private func place() throws -> String {
    let known = try session.settledPlace()
    if let chosen = command.choices.writeTo {
      if known == nil, !command.dryRun { try session.settle(place: chosen.rawValue) }
      return chosen.rawValue
    }
    if let known { return known }
    guard !command.dryRun, !command.yes, Prompt.isPossible else {
      return RetagService.Place.catalog.rawValue
    }
    while true {
      let answer = Prompt.ask(
        "Where are tags written, now and by later runs: c(atalog only), d(ocuments themselves), "
          + "s(idecars NAME.xmp), x(attr user.xdg.tags)? [C/d/s/x]")
      try Interruption.check()
      let place: RetagService.Place
      switch answer?.lowercased() {
      case "", "c", "catalog": place = .catalog
      case "d", "documents": place = .documents
      case "s", "sidecar": place = .sidecar
      case "x", "xattr": place = .xattr
      case nil: throw ExitStatus.nothing
      default: continue
      }
      try session.settle(place: place.rawValue)
      return place.rawValue
    }
  }

  /// Asks whether to apply, as often as the person looks closer; ends the command if the answer is no.
  private func confirm(_ plan: RetagPlan, _ planner: RetagPlanner) throws -> RetagPlan {
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
        try session.record(decisions.rejections)
        return plan
      case "d", "diff":
        for line in plan.lines where line.outcome == .change || line.outcome == .review {
          report.showDifference(line)
        }
      case "r", "review":
        let review = RetagReview(session: session, planner: planner, report: report).run(plan)
        decisions.add(review.decisions)
        if review.isBrokenOff { try endAtTerminal(decisions) }
        plan = review.isEdited ? try preview(review.plan) : review.plan
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
      try session.record(decisions.all)
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
    try session.record(decisions.all)
    Diagnostics.note("Kept: the next run goes by it.")
  }

  private func applyAndReport(_ plan: RetagPlan) throws {
    ProgressLine.shared.begin()
    var options = FileWritingOptions()
    options.keepsModificationTime = !command.touch
    let applied = try Interruption.patiently {
      try session.apply(plan, options: options) { done, total in
        ProgressLine.shared.update("writing", done: done, total: total)
        return !Interruption.isRequested
      }
    }
    ProgressLine.shared.hide()
    let (run, lines) = (applied.run, applied.lines)
    try printLines(lines)
    let changed = lines.count { $0.outcome == .changed }
    let skipped = lines.filter {
      $0.outcome == .skipped || $0.outcome == .failed || $0.outcome == .refused
    }
    for line in skipped { Diagnostics.warning("\(line.path): \(line.outcome): \(line.reason)") }
    for line in lines where line.outcome == .changed && line.place != "catalog" {
      if !line.reason.isEmpty { Diagnostics.warning("\(line.path): \(line.reason)") }
    }
    if isTable {
      StandardOutput.shared.writeLine(
        "Run \(run): \(changed) document\(changed == 1 ? "" : "s") changed"
          + (skipped.isEmpty ? "" : ", \(skipped.count) skipped or refused")
          + ".   parlance undo \(run) takes it back.")
      if let costs = applied.costs, costs.files > 0 {
        StandardOutput.shared.writeLine(report.words(for: costs))
      }
    }
    if Interruption.isRequested {
      let left = lines.count { $0.outcome == .change }
      Diagnostics.note("Interrupted: \(left) not reached; the same command goes on with them.")
      throw ExitStatus.interrupted
    }
    if !skipped.isEmpty || plan.count(.unreadable) > 0 { throw ExitStatus.partly }
  }

  private func printLines(_ lines: [RetagLine]) throws {
    if !isTable { try RetagReport.print(lines, command.output) }
  }
}

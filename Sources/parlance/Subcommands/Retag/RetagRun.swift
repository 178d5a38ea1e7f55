import Cataloging
import Glibc
import JSONCoding
import MappedStorage
import ParlanceKit
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
    let refresh = try refresh()
    var plan = try makePlan()
    if let limit = command.choices.limit, plan.lines.count > limit {
      plan.lines.removeLast(plan.lines.count - limit)
    }
    if let path = command.planOut { try AtomicFile.write(RetagPlanFile.encode(plan), to: path) }
    for failure in refresh.failures { Diagnostics.warning(failure) }
    if isTable { report.show(plan) }
    if command.dryRun {
      if isTable { StandardOutput.shared.writeLine(report.summary(of: plan)) }
      try printLines(plan.lines)
      throw plan.count(.unreadable) > 0 ? ExitStatus.partly : .done
    }
    guard plan.count(.change) > 0 || plan.lines.contains(where: { $0.before != $0.after }) else {
      if isTable {
        StandardOutput.shared.writeLine("\(report.summary(of: plan))   Nothing to do.")
      }
      try session.settle(plan)
      try printLines(plan.lines)
      throw plan.count(.unreadable) > 0 ? ExitStatus.partly : .done
    }
    try confirm(plan)
    try applyAndReport(plan)
  }

  /// Applies a plan file as it is.
  static func applyPlan(at path: String, command: RetagCommand, workspace: Workspace) throws {
    let bytes = try MappedBytes.contents(of: path)
    do {
      let session = try RetagSession(workspace, planBytes: bytes)
      let plan = try RetagPlanFile.decode(bytes, catalog: session.catalog)
      let run = RetagRun(command: command, session: session)
      if run.isTable { run.report.show(plan) }
      try run.confirm(plan)
      try run.applyAndReport(plan)
    } catch let error as RetagPlanFileError {
      throw LocatedError(path: path, line: error.line, message: error.reason)
    }
  }

  private func refresh() throws -> ShareRefresh {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    let refresh = try session.refresh { done, total in
      ProgressLine.shared.update("reading", done: done, total: total)
      return !Interruption.isRequested
    }
    try Interruption.check()
    return refresh
  }

  private func makePlan() throws -> RetagPlan {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    var options = try command.choices.options(session.vocabulary)
    options.place = try place()
    let plan = try session.planner(options).plan(
      for: session.share,
      progress: { done, total in
        ProgressLine.shared.update("tagging", done: done, total: total)
        return !Interruption.isRequested
      })
    guard let plan else { throw ExitStatus.interrupted }
    return plan
  }

  /// Where tags are written: as said now, as settled before, or as the person says now; the answer is
  /// settled for the workspace.
  private func place() throws -> String {
    let key = "write-to"
    let known = try session.catalog.setting(key)
    if let chosen = command.choices.writeTo {
      if known == nil, !command.dryRun { try session.catalog.set(key, to: chosen.rawValue) }
      return chosen.rawValue
    }
    if let known { return known }
    guard !command.dryRun, !command.yes, Prompt.isPossible else { return TagPlace.catalog.rawValue }
    while true {
      let answer = Prompt.ask(
        "Write tags to the catalog only, into the documents, a sidecar or xattr? [C/d/s/x]")
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
      try session.catalog.set(key, to: place.rawValue)
      return place.rawValue
    }
  }

  /// Asks whether to apply; ends the command if the answer is no.
  private func confirm(_ plan: RetagPlan) throws {
    if command.yes { return }
    guard Prompt.isPossible else {
      if isTable { StandardOutput.shared.writeLine(report.summary(of: plan)) }
      Diagnostics.note("Not applied: nobody is there to ask. Use --yes to apply, or --dry-run.")
      throw ExitStatus.nothing
    }
    while true {
      let answer = Prompt.ask("\(report.summary(of: plan))   Apply? [y/N/d(ocuments)]")
      try Interruption.check()
      switch answer?.lowercased() {
      case "y", "yes": return
      case "d", "documents":
        for line in plan.lines where line.outcome == .change || line.outcome == .review {
          report.show(line)
        }
      default:
        Diagnostics.note("Not applied.")
        throw ExitStatus.nothing
      }
    }
  }

  private func applyAndReport(_ plan: RetagPlan) throws {
    ProgressLine.shared.begin()
    let (run, lines) = try session.apply(plan) { done, total in
      ProgressLine.shared.update("writing", done: done, total: total)
      return !Interruption.isRequested
    }
    ProgressLine.shared.hide()
    try printLines(lines)
    let changed = lines.count { $0.outcome == .changed }
    let skipped = lines.filter {
      $0.outcome == .skipped || $0.outcome == .failed || $0.outcome == .refused
    }
    for line in skipped { Diagnostics.warning("\(line.path): \(line.outcome): \(line.reason)") }
    if isTable {
      StandardOutput.shared.writeLine(
        "Run \(run): \(changed) document\(changed == 1 ? "" : "s") changed"
          + (skipped.isEmpty ? "" : ", \(skipped.count) skipped or refused")
          + ".   parlance undo \(run) takes it back.")
    }
    if Interruption.isRequested { throw ExitStatus.interrupted }
    if !skipped.isEmpty || plan.count(.unreadable) > 0 { throw ExitStatus.partly }
  }

  private func printLines(_ lines: [RetagLine]) throws {
    guard !isTable else { return }
    var printer = try RecordPrinter(
      command.output,
      columns: ["path", "outcome", "changes", "place", "reason"].map { Column($0) },
      pathField: "path")
    for line in lines {
      let object = line.json
      printer.print(
        ["path", "outcome", "changes", "place", "reason"].map { object[$0] ?? .null })
    }
    printer.finish(envelope: JSONObject(), listName: "documents")
  }
}

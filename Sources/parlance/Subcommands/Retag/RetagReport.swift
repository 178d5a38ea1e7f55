import Cataloging
import Glibc
import JSONCoding
import Journaling
import Model
import ParlanceKit
import Tagging
import Taxonomy

/// Shows a plan, and what came of it, to a person.
struct RetagReport {
  let vocabulary: Vocabulary
  let isExplained: Bool

  /// Why a tag comes that the document's own properties state.
  private static let brought = "came with the document"

  private static let columns = ["path", "outcome", "changes", "place", "risk", "reason"]

  /// Prints the lines of a plan, or what came of them, for programs.
  static func print(_ lines: [RetagLine], _ output: FormatOptions) throws {
    var printer = try RecordPrinter(output, columns: columns.map { Column($0) }, pathField: "path")
    for line in lines {
      let object = line.json
      printer.print(columns.map { object[$0] ?? .null })
    }
    printer.finish(envelope: JSONObject(), listName: "documents")
  }

  /// Above this number of changed documents the plan is shown by groups.
  static let documentLimit = 40

  /// Prints the plan: documents one by one if they are few, else the changes by groups.
  func show(_ plan: RetagPlan) {
    let changes = plan.lines.filter { $0.outcome == .change }
    if changes.count > Self.documentLimit && !isExplained {
      showGroups(changes)
    } else {
      for line in plan.lines where line.outcome == .change || line.outcome == .review {
        show(line)
      }
    }
    for line in plan.lines where line.outcome == .unreadable {
      out(" \(Style.error.apply("!")) \(escaped(line.path))  \(escaped(line.reason))")
    }
  }

  /// Prints one document: its changes, each with score and reasons.
  func show(_ line: RetagLine) {
    let mark =
      line.outcome == .review
      ? Style.warning.apply("?") : line.outcome == .change ? Style.added.apply("~") : " "
    out(" \(mark) \(Style.strong.apply(escaped(line.path)))")
    for change in line.changes {
      out("     \(Style.field.apply(change.facet)): \(arrow(change))  \(reasons(change, of: line))")
      if isExplained { explain(change, of: line) }
    }
    if line.outcome == .change, line.changes.isEmpty {
      out("     \(escaped(line.reason.isEmpty ? "its tags are written" : line.reason))")
    }
    if line.outcome == .change, let target = target(line) {
      out("     \(Style.faint.apply(target))")
    }
    for pending in line.pending {
      let name = name(pending.concept)
      let why = pending.reason.isEmpty ? "for review" : pending.reason
      out(
        "     \(Style.field.apply(pending.facet)): \(name)?  "
          + Style.faint.apply("(\(two(pending.score)): \(escaped(why)))"))
    }
  }

  /// Where a change is written and what happens to the document's bytes; `nil` if only the catalog
  /// was asked for.
  private func target(_ line: RetagLine) -> String? {
    switch (line.place, line.risk) {
    case ("catalog", _):
      line.reason.isEmpty || line.changes.isEmpty ? nil : "catalog only: \(escaped(line.reason))"
    case (let place, .none): "\(place): all stands there already"
    case (let place, .beside): "\(place): the document keeps its bytes"
    case (let place, .appended): "\(place): added behind the document's bytes"
    case (let place, .rewritten): "\(place): parts of the file are replaced"
    }
  }

  /// Prints what a document has and what it would have, facet by facet, as a difference.
  func showDifference(_ line: RetagLine) {
    out(Style.strong.apply("--- \(escaped(line.path))"))
    out(
      Style.strong.apply("+++ \(escaped(line.path))") + "  " + Style.faint.apply(target(line) ?? "")
    )
    for change in line.changes {
      for uri in change.old {
        let text = "\(change.facet): \(name(uri))"
        out(change.new.contains(uri) ? "  \(text)" : Style.removed.apply("- \(text)"))
      }
      for uri in change.new where !change.old.contains(uri) {
        out(Style.added.apply("+ \(change.facet): \(name(uri))"))
      }
    }
    for pending in line.pending { out("? \(pending.facet): \(name(pending.concept))") }
  }

  /// Prints the changes grouped by what becomes of a facet, the most frequent first.
  func showGroups(_ lines: [RetagLine]) {
    var counts: [String: Int] = [:]
    for text in lines.lazy.flatMap(\.changes).flatMap(kinds(of:)) { counts[text, default: 0] += 1 }
    let unwritten = lines.count { $0.changes.isEmpty }
    if unwritten > 0 { counts["tags as they are, not written there yet", default: 0] += unwritten }
    let groups = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let width = String(groups.first?.value ?? 0).count
    for group in groups.prefix(40) {
      let count = String(group.value)
      out(
        " \(String(repeating: " ", count: width - count.count))\(count) × \(escaped(group.key))")
    }
    if groups.count > 40 { out(" … and \(groups.count - 40) further kinds of change") }
    showTargets(lines)
    let refused = Dictionary(
      grouping: lines.filter { $0.place == "catalog" && !$0.reason.isEmpty },
      by: { $0.reason.prefix { $0 != ":" } })
    for (reason, lines) in refused.sorted(by: { $0.key < $1.key }) {
      out(
        " \(Style.warning.apply("!")) \(lines.count) in the catalog only: \(escaped(String(reason)))"
      )
    }
  }

  /// Prints how many documents are written where, and what happens to their bytes.
  private func showTargets(_ lines: [RetagLine]) {
    let targets = Dictionary(grouping: lines.filter { $0.place != "catalog" }) { target($0) ?? "" }
    for (target, lines) in targets.sorted(by: {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }) {
      out(Style.faint.apply("     \(lines.count) in \(target)"))
    }
  }

  /// What becomes of a facet in words: one value giving way to another, or values that come and go.
  private func kinds(of change: FacetChange) -> [String] {
    let added = change.new.filter { !change.old.contains($0) }
    let removed = change.old.filter { !change.new.contains($0) }
    if change.old.count <= 1, change.new.count <= 1 {
      return ["\(change.facet): \(names(removed)) → \(names(added))"]
    }
    return removed.map { "\(change.facet): − \(name($0))" }
      + added.map { "\(change.facet): + \(name($0))" }
  }

  /// The counts of a plan in one line, without a line feed.
  func summary(of plan: RetagPlan) -> String {
    let total = plan.lines.count
    return "\(total) document\(total == 1 ? "" : "s"): \(plan.count(.change)) to change, "
      + "\(plan.count(.unchanged)) unchanged, \(plan.count(.review)) for review, "
      + "\(plan.count(.unreadable)) unreadable."
  }

  /// What it took to change files, in one line.
  func words(for costs: WritingCosts) -> String {
    let share = costs.bytes > 0 ? 100 * Double(costs.journalBytes) / Double(costs.bytes) : 0
    let (seconds, fraction) = costs.waiting.components
    let waited = Double(seconds) + Double(fraction) / 1e18
    return "Journal: \(kilobytes(costs.journalBytes)) for \(kilobytes(costs.bytes)) of files"
      + " (\(FixedPoint.string(share, decimals: 1)) %); \(two(waited)) s waiting for the disk."
  }

  private func kilobytes(_ bytes: Int) -> String { "\((bytes + 999) / 1000) kB" }

  /// Prints the tags that a document has, each with where it comes from, and what a person rejected.
  func show(_ assignments: [StoredAssignment], _ decisions: [StoredDecision]) {
    for assignment in assignments {
      let mark = assignment.isTag ? "" : "?"
      out("\(Style.field.apply(assignment.facet)): \(name(assignment.concept))\(mark)")
      explain(assignment)
    }
    for decision in decisions where !decision.isAccepted {
      let never = "never: a person rejected it"
      out(
        "\(Style.field.apply(decision.facet)): \(name(decision.concept))  \(Style.faint.apply(never))"
      )
    }
  }

  /// Prints for each concept that comes what led to it; the numbers add up to the log-odds.
  private func explain(_ change: FacetChange, of line: RetagLine) {
    for assignment in line.after
    where assignment.facet == change.facet && change.new.contains(assignment.concept)
      && !change.old.contains(assignment.concept)
    {
      explain(assignment)
    }
  }

  /// Prints what led to a tag.
  private func explain(_ assignment: StoredAssignment) {
    let items = assignment.evidence
    guard !items.isEmpty else {
      let why = assignment.origin == .source ? Self.brought : "a person said so"
      out("       \(name(assignment.concept))  " + Style.faint.apply(why))
      return
    }
    out("       \(name(assignment.concept))  \(two(assignment.score))")
    for item in items { explain(item) }
    let sum = items.reduce(0) { $0 + $1.weight }
    out(
      Style.faint.apply(
        "         \(signed(sum))  together, in log-odds; a probability of \(two(assignment.score))")
    )
  }

  /// Prints a piece of evidence: what it adds, by which rule, what stands where.
  private func explain(_ item: Evidence) {
    let note = escaped(item.note)
    let place = item.surface.isEmpty ? "" : "“\(escaped(item.surface))” in \(item.place)"
    let words = place.isEmpty ? note : note.isEmpty ? place : "\(place) (\(note))"
    // Of each rule the best place of a type counts; the others are only named.
    let number = item.weight == 0 ? "    ·" : signed(item.weight)
    out(Style.faint.apply("         \(number)  \(item.rule.rawValue)  \(words)"))
  }

  private func signed(_ weight: Double) -> String {
    (weight < 0 ? "−" : "+") + two(abs(weight))
  }

  private func arrow(_ change: FacetChange) -> String {
    let added = change.new.filter { !change.old.contains($0) }
    let removed = change.old.filter { !change.new.contains($0) }
    if removed.isEmpty, !change.old.isEmpty { return "+ \(Style.added.apply(names(added)))" }
    let old = removed.isEmpty ? "—" : Style.removed.apply(names(removed))
    let new = added.isEmpty ? "—" : Style.added.apply(names(added))
    return "\(old) → \(new)"
  }

  /// The score and the kinds of evidence, with the old name where one was used.
  private func reasons(_ change: FacetChange, of line: RetagLine) -> String {
    var rules: [String] = []
    var notes: [String] = []
    for item in change.evidence where item.rule.isTelling {
      if !rules.contains(item.rule.rawValue) { rules.append(item.rule.rawValue) }
      // Of metadata the note begins with the field's name.
      let isMetadata = if case .metadata = item.place { true } else { false }
      let parts = item.note.split(separator: "; ").dropFirst(isMetadata ? 1 : 0)
      let note = parts.joined(separator: "; ")
      if !note.isEmpty, !notes.contains(note) { notes.append(note) }
    }
    guard !rules.isEmpty else {
      let isBrought = line.after.contains {
        $0.facet == change.facet && $0.origin == .source && !change.old.contains($0.concept)
      }
      return isBrought ? Style.faint.apply("(\(Self.brought))") : ""
    }
    let tail = notes.isEmpty ? "" : "; \(notes.prefix(2).joined(separator: "; "))"
    return Style.faint.apply(
      escaped("(\(two(change.score)): \(rules.joined(separator: ", "))\(tail))"))
  }

  private func names(_ uris: [String]) -> String {
    uris.isEmpty ? "—" : uris.map(name).joined(separator: ", ")
  }

  /// The preferred label of a concept, safe to show.
  func name(_ uri: String) -> String {
    escaped(vocabulary.concept(uri: uri).map { vocabulary.preferredLabel(of: $0) } ?? uri)
  }

  private func escaped(_ text: String) -> String { TerminalText.escaped(text) }
  private func two(_ number: Double) -> String { FixedPoint.string(number, decimals: 2) }
  private func out(_ line: String) { StandardOutput.shared.writeLine(line) }
}

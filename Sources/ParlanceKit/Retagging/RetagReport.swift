internal import Cataloging
internal import Documents
internal import JSONCoding
internal import Journaling
internal import Model
package import Retagging
package import Taxonomy

/// What a person is told of a plan, and of what came of it.
package struct RetagReport: Sendable {
  private let vocabulary: Vocabulary
  private let isExplained: Bool

  /// A report in the words of a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary.
  ///   - isExplained: whether each tag comes with what led to it.
  package init(vocabulary: Vocabulary, isExplained: Bool) {
    self.vocabulary = vocabulary
    self.isExplained = isExplained
  }

  /// The preferred label of a concept.
  package func name(_ uri: String) -> String {
    vocabulary.concept(uri: uri).map { vocabulary.preferredLabel(of: $0) } ?? uri
  }

  /// Above this number of changed documents the plan is told by groups.
  private static let documentLimit = 40

  /// The plan: documents one by one if they are few, else the changes by groups; then what is unreadable.
  package func lines(_ plan: RetagPlan) -> [ReportText] {
    let changes = plan.lines.filter { $0.outcome == .change }
    let told =
      changes.count > Self.documentLimit && !isExplained
      ? groups(changes)
      : plan.lines.filter { $0.outcome == .change || $0.outcome == .review }.flatMap(lines)
    return told + unreadable(plan.lines.filter(\.isUnread))
  }

  /// What could not be read, document by document; those that lack a program are told once for each.
  private func unreadable(_ lines: [RetagLine]) -> [ReportText] {
    let isLacking = "\(DocumentRefusal.Reason.missingTool.rawValue):"
    let alike = Dictionary(grouping: lines.filter { $0.reason.hasPrefix(isLacking) }, by: \.reason)
      .filter { $0.value.count > 1 }
    return lines.filter { alike[$0.reason] == nil }.map {
      " \("!", .error) \($0.path)  \($0.reason)"
    }
      + alike.sorted { $0.key < $1.key }.map {
        " \("!", .error) \($1.count) documents  \($0)"
      }
  }

  /// One document: its changes, each with score and reasons.
  package func lines(_ line: RetagLine) -> [ReportText] {
    let mark: ReportText =
      line.outcome == .review
      ? ReportText("?", .warning) : line.outcome == .change ? ReportText("~", .added) : " "
    var told: [ReportText] = [" \(mark) \(line.path, .strong)"]
    for change in line.changes {
      told.append(
        "     \(change.facet, .field): \(arrow(change))  \(reasons(change, of: line))")
      if isExplained { told += explanation(change, of: line) }
    }
    if line.outcome == .change, line.changes.isEmpty {
      told.append("     \(line.reason.isEmpty ? "its tags are written" : line.reason)")
    }
    if line.outcome == .change, let target = target(line) {
      told.append("     \(target, .faint)")
    }
    for pending in line.pending {
      let why = pending.reason.isEmpty ? "for review" : pending.reason
      told.append(
        "     \(pending.facet, .field): \(name(pending.concept))?  \("(\(two(pending.score)): \(why))", .faint)"
      )
    }
    return told
  }

  /// Where a change is written and what happens to the document's bytes; `nil` if only the catalog
  /// was asked for.
  private func target(_ line: RetagLine) -> String? {
    switch (line.place, line.risk) {
    case (.catalog, _):
      line.reason.isEmpty || line.changes.isEmpty ? nil : "catalog only: \(line.reason)"
    case (let place, .none): "\(place.rawValue): all stands there already"
    case (let place, .beside): "\(place.rawValue): the document keeps its bytes"
    case (let place, .appended): "\(place.rawValue): added behind the document's bytes"
    case (let place, .rewritten): "\(place.rawValue): parts of the file are replaced"
    case (let place, .overwritten):
      "\(place.rawValue): written over in place, since the file cannot be replaced; its time of change is new"
    }
  }

  /// What a document has and what it would have, facet by facet, as a difference.
  package func difference(_ line: RetagLine) -> [ReportText] {
    var told: [ReportText] = [
      "\("--- \(line.path)", .strong)",
      "\("+++ \(line.path)", .strong)  \(target(line) ?? "", .faint)",
    ]
    for change in line.changes {
      for uri in change.old {
        let text = "\(change.facet): \(name(uri))"
        told.append(
          change.new.contains(uri) ? "  \(text)" : ReportText("- \(text)", .removed))
      }
      for uri in change.new where !change.old.contains(uri) {
        told.append(ReportText("+ \(change.facet): \(name(uri))", .added))
      }
    }
    return told + line.pending.map { "? \($0.facet): \(name($0.concept))" }
  }

  private func names(_ uris: [String]) -> String {
    uris.isEmpty ? "—" : uris.map(name).joined(separator: ", ")
  }

  private func two(_ number: Double) -> String { FixedPoint.string(number, decimals: 2) }
}

// MARK: - Groups

extension RetagReport {
  private static let groupLimit = 40

  /// The changes grouped by what becomes of a facet, the most frequent first.
  private func groups(_ lines: [RetagLine]) -> [ReportText] {
    var counts: [String: Int] = [:]
    for text in lines.lazy.flatMap(\.changes).flatMap(kinds(of:)) { counts[text, default: 0] += 1 }
    let unwritten = lines.count { $0.changes.isEmpty }
    if unwritten > 0 { counts["tags as they are, not written there yet", default: 0] += unwritten }
    let groups = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let width = String(groups.first?.value ?? 0).count
    var told: [ReportText] = groups.prefix(Self.groupLimit).map { group in
      let count = String(group.value)
      return " \(String(repeating: " ", count: width - count.count))\(count) × \(group.key)"
    }
    if groups.count > Self.groupLimit {
      told.append(" … and \(groups.count - Self.groupLimit) further kinds of change")
    }
    return told + targets(lines) + refusals(lines)
  }

  /// How many documents are written where, and what happens to their bytes.
  private func targets(_ lines: [RetagLine]) -> [ReportText] {
    let targets = Dictionary(grouping: lines.filter(\.place.isInFiles)) { target($0) ?? "" }
    return targets.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map { ReportText("     \($1.count) in \($0)", .faint) }
  }

  /// How many documents are tagged in the catalog only though more was asked for, by the kind of refusal.
  private func refusals(_ lines: [RetagLine]) -> [ReportText] {
    var counts: [String: Int] = [:]
    for refusal in lines.compactMap(\.refusal) { counts[refusal.rawValue, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }
      .map { " \("!", .warning) \($1) in the catalog only: \($0)" }
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

  private func arrow(_ change: FacetChange) -> ReportText {
    let added = change.new.filter { !change.old.contains($0) }
    let removed = change.old.filter { !change.new.contains($0) }
    if removed.isEmpty, !change.old.isEmpty { return "+ \(names(added), .added)" }
    let old: ReportText = removed.isEmpty ? "—" : ReportText(names(removed), .removed)
    let new: ReportText = added.isEmpty ? "—" : ReportText(names(added), .added)
    return "\(old) → \(new)"
  }
}

// MARK: - Reasons

extension RetagReport {
  /// Why a tag comes that the document's own properties state.
  private static let brought = "came with the document"

  /// The tags that a document has, each with where it comes from, and what a person rejected.
  package func lines(_ document: KnownDocument) -> [ReportText] {
    var told: [ReportText] = []
    for assignment in document.assignments {
      let mark = assignment.isTag ? "" : "?"
      told.append("\(assignment.facet, .field): \(name(assignment.concept))\(mark)")
      told += explanation(assignment)
    }
    for decision in document.decisions where !decision.isAccepted {
      told.append(
        "\(decision.facet, .field): \(name(decision.concept))  \("never: a person rejected it", .faint)"
      )
    }
    return told
  }

  /// For each concept that comes what led to it; the numbers add up to the log-odds.
  private func explanation(_ change: FacetChange, of line: RetagLine) -> [ReportText] {
    line.after.filter {
      $0.facet == change.facet && change.new.contains($0.concept)
        && !change.old.contains($0.concept)
    }.flatMap(explanation)
  }

  /// What led to a tag.
  private func explanation(_ assignment: StoredAssignment) -> [ReportText] {
    let items = assignment.evidence
    guard !items.isEmpty else {
      let why = assignment.origin == .source ? Self.brought : "a person said so"
      return ["       \(name(assignment.concept))  \(why, .faint)"]
    }
    let sum = items.reduce(0) { $0 + $1.weight }
    return ["       \(name(assignment.concept))  \(two(assignment.score))"]
      + items.map(explanation)
      + [
        ReportText(
          "         \(signed(sum))  together, in log-odds; a probability of \(two(assignment.score))",
          .faint)
      ]
  }

  /// A piece of evidence: what it adds, by which rule, what stands where.
  private func explanation(_ item: Evidence) -> ReportText {
    let place = item.surface.isEmpty ? "" : "“\(item.surface)” in \(item.place)"
    let words =
      place.isEmpty ? item.note : item.note.isEmpty ? place : "\(place) (\(item.note))"
    // Of each rule the best place of a type counts; the others are only named.
    let number = item.weight == 0 ? "    ·" : signed(item.weight)
    return ReportText("         \(number)  \(item.rule.rawValue)  \(words)", .faint)
  }

  private func signed(_ weight: Double) -> String {
    (weight < 0 ? "−" : "+") + two(abs(weight))
  }

  /// The score and the kinds of evidence, with the old name where one was used.
  private func reasons(_ change: FacetChange, of line: RetagLine) -> ReportText {
    var rules: [String] = []
    var remarks: [String] = []
    for item in change.evidence where item.rule.isTelling {
      if !rules.contains(item.rule.rawValue) { rules.append(item.rule.rawValue) }
      if !item.remark.isEmpty, !remarks.contains(item.remark) { remarks.append(item.remark) }
    }
    guard !rules.isEmpty else {
      let isBrought = line.after.contains {
        $0.facet == change.facet && $0.origin == .source && !change.old.contains($0.concept)
      }
      return isBrought ? ReportText("(\(Self.brought))", .faint) : ""
    }
    let tail = remarks.isEmpty ? "" : "; \(remarks.prefix(2).joined(separator: "; "))"
    return ReportText("(\(two(change.score)): \(rules.joined(separator: ", "))\(tail))", .faint)
  }
}

// MARK: - Sums

extension RetagReport {
  /// The counts of a plan in one line.
  package func summary(of plan: RetagPlan) -> String {
    let total = plan.lines.count
    return "\(total) document\(total == 1 ? "" : "s"): \(plan.count(.change)) to change, "
      + "\(plan.count(.unchanged)) unchanged, \(plan.count(.review)) for review, "
      + "\(plan.count(.unreadable)) unreadable."
  }

  /// What a run came to, in one line; the number of documents is that of `log` and `undo`.
  package func summary(of applied: RetagWriting.Applied) -> String {
    let (run, changed) = (applied.run, applied.changedCount)
    var text = "Run \(run): \(changed) document\(changed == 1 ? "" : "s") changed"
    let refused = applied.refusedCount
    if refused > 0 {
      let part = refused == changed ? "" : " \(refused) of them"
      text += ",\(part) in the catalog only"
    }
    if applied.unchangedCount > 0 { text += "; \(applied.unchangedCount) left as they were" }
    return text + "."
  }

  /// What it took to change files, in one line; `nil` if none was changed.
  package func costs(of applied: RetagWriting.Applied) -> String? {
    guard let costs = applied.costs, costs.files > 0 else { return nil }
    let share = costs.bytes > 0 ? 100 * Double(costs.journalBytes) / Double(costs.bytes) : 0
    let (seconds, fraction) = costs.waiting.components
    let waited = Double(seconds) + Double(fraction) / 1e18
    return "Journal: \(kilobytes(costs.journalBytes)) for \(kilobytes(costs.bytes)) of files"
      + " (\(FixedPoint.string(share, decimals: 1)) %); \(two(waited)) s waiting for the disk."
  }

  private func kilobytes(_ bytes: Int) -> String { "\((bytes + 999) / 1000) kB" }
}

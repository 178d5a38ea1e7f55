internal import Cataloging
internal import Documents
package import JSONCoding
package import Journaling
internal import Model
package import Retagging

/// The lines of a plan, or what came of them, as records for programs.
package enum RetagRecords {
  private static let names = ["path", "outcome", "changes", "place", "risk", "reason"]

  /// The fields of the records.
  package static let columns = names.map { Column($0) }

  /// A record for each line, or for each that is news.
  package static func records(_ lines: [RetagLine], all: Bool = true) -> [[JSONValue]] {
    lines.lazy.filter { all || $0.isNews }.map { line in
      let object = line.json
      return names.map { object[$0] ?? .null }
    }
  }
}

extension RetagLine {
  /// Whether a run tells of the document: all but those that were as they should be before, and that nobody looked at.
  ///
  /// What a nightly run prints is kept: a line for each of 200,000 documents that are as they were makes 27 MB a night.
  fileprivate var isNews: Bool { outcome != .unchanged || isDue || isPassing }
}

/// A line that could not be carried out, with what became of it and why.
package struct FailedLine: Sendable, Equatable {
  /// The path of the document.
  package let path: String
  /// What became of it.
  package let outcome: String
  /// Why.
  package let reason: String
}

extension RetagPlan {
  /// Whether a document is to change.
  package var hasChanges: Bool { count(.change) > 0 }

  /// Whether something waits for a person.
  package var hasQuestions: Bool { count(.review) > 0 }

  /// Whether a document could not be read.
  package var hasUnreadable: Bool { lines.contains(where: \.isUnread) }

  /// Whether anything differs from what is in place, in the catalog or beyond.
  package var isDifferent: Bool {
    hasChanges || lines.contains { $0.before != $0.after }
  }

  /// The documents whose files take no tags now and may later, which do not change otherwise.
  package var waiting: [FailedLine] {
    lines.filter { $0.isPassing && $0.outcome != .change }.map {
      FailedLine(path: $0.path, outcome: $0.outcome.rawValue, reason: $0.reason)
    }
  }

  /// The paths of a list that are not documents of the share, sorted.
  package func unknown(among paths: Set<String>?) -> [String] {
    (paths ?? []).subtracting(lines.map(\.path)).sorted()
  }

  /// The plan as bytes that `retag --apply` takes.
  package var bytes: [UInt8] { RetagPlanFile.encode(self) }

  /// The files that the plan was made from, none of which its file may be: the documents, what leaves files out
  /// of their folders, and the list of documents if there is one.
  package func inputs(besides list: String?) -> [String] {
    var folders: Set<String> = [""]
    for line in lines {
      var folder = line.path[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        // The folders above it came with an earlier line.
        guard folders.insert("\(folder)/").inserted else { break }
      }
    }
    return lines.map { "\(share.root)/\($0.path)" }
      + folders.map { "\(share.root)/\($0)\(IgnoreRules.fileName)" } + [list].compactMap { $0 }
  }

  /// The records of its lines.
  package var records: [[JSONValue]] { records(all: true) }

  /// The records of its lines, or of those that are news.
  package func records(all: Bool) -> [[JSONValue]] { RetagRecords.records(lines, all: all) }

  /// The lines that a person looks at, each as a difference.
  package func differences(_ report: RetagReport) -> [ReportText] {
    lines.filter { $0.outcome == .change || $0.outcome == .review }.flatMap(report.difference)
  }
}

extension RetagWriting.Applied {
  /// The number of documents that were changed in the catalog only, since their files refused the tags.
  var refusedCount: Int { lines.count { $0.outcome == .refused && !$0.changes.isEmpty } }

  /// The number of documents that are as they were, though they were to change.
  var unchangedCount: Int {
    lines.count { line in
      line.outcome == .skipped || line.outcome == .failed
        || line.outcome == .refused && line.changes.isEmpty
    }
  }

  /// The number of documents that were to change and were not reached.
  package var leftCount: Int { lines.count { $0.outcome == .change } }

  /// The documents that were skipped or refused, or failed.
  package var failures: [FailedLine] {
    lines.filter { $0.outcome == .skipped || $0.outcome == .failed || $0.outcome == .refused }.map {
      FailedLine(path: $0.path, outcome: $0.outcome.rawValue, reason: $0.reason)
    }
  }

  /// The documents that were changed, but for something that went wrong beside.
  package var remarks: [FailedLine] {
    lines.filter { $0.outcome == .changed && $0.place.isInFiles && !$0.reason.isEmpty }.map {
      FailedLine(path: $0.path, outcome: $0.outcome.rawValue, reason: $0.reason)
    }
  }

  /// The records of its lines.
  package var records: [[JSONValue]] { records(all: true) }

  /// The records of its lines, or of those that are news.
  package func records(all: Bool) -> [[JSONValue]] { RetagRecords.records(lines, all: all) }

  /// What programs are told beside the records.
  package var envelope: JSONObject {
    JSONObject([
      .init(name: "run", value: .integer(Int(run))),
      .init(name: "changed", value: .integer(changedCount)),
    ])
  }

  /// The records of those lines of which something became.
  package var changedRecords: [[JSONValue]] {
    RetagRecords.records(lines.filter { [.changed, .refused, .failed].contains($0.outcome) })
  }
}

extension ShareRefresh {
  /// What a person is told of it: what is missing, moved or left out.
  package var remarks: [String] {
    func documents(_ count: Int, _ verb: (one: String, many: String)) -> String {
      "\(count) document\(count == 1 ? " \(verb.one)" : "s \(verb.many)")"
    }
    var remarks: [String] = []
    if missing > 0 {
      remarks.append(
        "\(documents(missing, ("is", "are"))) missing; parlance status --documents lists what is.")
    }
    if moved > 0 {
      remarks.append(
        "\(documents(moved, ("was", "were"))) moved or renamed; what is known of "
          + "\(moved == 1 ? "it" : "them") is kept.")
    }
    if excluded > 0 {
      remarks.append(
        "\(documents(excluded, ("is", "are"))) left out of the share now; what people decided about "
          + "\(excluded == 1 ? "it" : "them") is kept.")
    }
    if adopted > 0 {
      remarks.append(
        "What people decided on \(documents(adopted, ("that is", "that are"))) new here holds again: "
          + "\(adopted == 1 ? "it bears its mark" : "they bear its mark").")
    }
    if recognition.done > 0 {
      remarks.append("\(documents(recognition.done, ("was", "were"))) given a text by tesseract.")
    }
    if recognition.waiting > 0 {
      remarks.append(
        "\(documents(recognition.waiting, ("has", "have"))) no text yet: "
          + (recognition.lacksProgram
            ? "tesseract is not installed (Debian package 'tesseract-ocr')."
            : "what a run has no time for is recognized by the next one (ocr-minutes)."))
    }
    for (remark, count) in lacking.sorted(by: { $0.key < $1.key }) {
      remarks.append("\(count) document\(count == 1 ? "" : "s"): \(remark).")
    }
    return remarks
  }

  /// Whether sidecars could not be read, in which people's words may stand.
  package var hasUnreadSidecars: Bool { !unreadSidecars.isEmpty }

  /// The folders and sidecars that could not be read, each with its reason, and what was decided in words that
  /// the vocabulary does not have.
  package var warnings: [String] {
    failures + recognition.failures
      + unreadSidecars.sorted { $0.key < $1.key }.map { path, reason in
        "\(path): the sidecar cannot be read: \(reason)\nHint: what people decided may stand in it and counts when it "
          + "can be read; give this account the right to, or put it back from a backup"
      }
      + unknownDecisions.sorted { $0.key < $1.key }.flatMap { path, entries in
        entries.map {
          "\(path): a person \($0.giver == .person ? "gave" : "took away") \($0.facet) \"\($0.label)\", "
            + "which does not name one concept of the vocabulary"
        }
      }
  }
}

/// What became of a run that was interrupted while it wrote into files.
package typealias RunSettlement = JournalUndo.Settlement

extension JournalUndo.Settlement {
  /// What became of the run, in words.
  package var message: String {
    var parts: [String] = []
    if changed > 0 { parts.append("\(changed) of its files stay changed") }
    if takenBack > 0 { parts.append("\(takenBack) were taken back") }
    if notMade > 0 { parts.append("\(notMade) had not been changed") }
    return "Run \(run) was interrupted"
      + (parts.isEmpty ? "." : ": \(parts.joined(separator: ", ")).")
  }

  /// What a person should look at.
  package var warnings: [String] {
    [damage.map { "the journal \($0)" }].compactMap(\.self)
      + unclear.map { "\($0): was changed by others meanwhile and is left as it is" }
      + blocked.map { path, reason in
        "\(path): what run \(run) left half done stays so: \(reason)\nHint: give it back the rights that it had; "
          + "the next command that writes puts it right"
      }
  }
}

package import Cataloging
internal import Documents
package import JSONCoding
internal import Model
internal import System
package import Taxonomy

/// A plan as a file: JSON Lines, a header object and then a line for each document that changes.
///
/// The header names the share, the basis and the place. A document's line is what `--format jsonl`
/// prints, with `before` and `after` added, the assignments to expect and to put in place, and the
/// `size` and `modified` time of the file that the plan is for; `refusal` if the file takes no tags.
package struct RetagPlanFile: Sendable {
  private static let version = 1

  /// The bytes of a plan file.
  package static func encode(_ plan: RetagPlan) -> [UInt8] {
    var writer = JSONWriter()
    writer.value([
      "parlance": "retag plan", "version": .integer(version), "share": .string(plan.share.root),
      // A string: many readers of JSON keep 53 bits of a number.
      "basis": .string(String(plan.basis)), "place": .string(plan.place.rawValue),
      "overwrite": .bool(plan.overwritesOthers), "in-place": .bool(plan.writesInPlace),
    ])
    writer.endLine()
    // What stays as it is needs nobody's word, and would make the file as large as the share.
    for line in plan.lines where line.before != line.after || line.outcome == .change {
      guard var object = line.json.object else { continue }
      object["before"] = .array(line.before.map(encode))
      object["after"] = .array(line.after.map(encode))
      if let refusal = line.refusal { object["refusal"] = .string(refusal.rawValue) }
      if let state = line.state {
        object["size"] = .integer(state.size)
        object["modified"] = .string(String(state.modified))
      }
      writer.value(.object(object))
      writer.endLine()
    }
    return writer.bytes
  }

  /// The folder that the plan is for, as the file names it.
  package var root: String { plan.share.root }

  /// The paths of the documents that the plan is about, whether or not the catalog knows them yet.
  package var paths: Set<String> { Set(plan.lines.map(\.path)) }

  /// What the file says; its share and documents have no numbers of the catalog yet.
  private let plan: RetagPlan

  /// Reads a plan file, a line at a time.
  ///
  /// - Parameters:
  ///   - lines: the file.
  ///   - vocabulary: has to know the facets and concepts that the plan puts in place; `nil` if that is
  ///     not to be looked at.
  /// - Throws: `RetagPlanFileError` with the line; `InputError`.
  package init(_ lines: InputLines, vocabulary: Vocabulary? = nil) throws {
    var check = RetagPlanCheck(vocabulary)
    var plan: RetagPlan?
    try JSONLines.forEach(in: lines) { line in
      do {
        let value = try line.value.get()
        if plan != nil {
          let line = try Self.line(of: value)
          try check.check(line)
          plan?.lines.append(line)
        } else {
          plan = try Self.header(of: value)
        }
      } catch let error as JSONError {
        throw RetagPlanFileError(line: line.number, reason: error.description)
      } catch let error as RetagPlanCheck.Failure {
        throw RetagPlanFileError(line: line.number, reason: error.description)
      } catch let error as Malformed {
        throw RetagPlanFileError(line: line.number, reason: error.reason)
      }
    }
    guard let plan else { throw RetagPlanFileError(line: 1, reason: "the file is empty") }
    self.plan = plan
  }

  /// The plan for the documents of a catalog as they are now.
  ///
  /// - Parameter catalog: gives the numbers of the share and of its documents.
  /// - Returns: the plan; a document that the catalog no longer knows, or whose file has changed since,
  ///   has the outcome `skipped`.
  /// - Throws: `RetagPlanFileError` if the catalog does not know the share; `CatalogError`.
  package func plan(in catalog: Catalog) throws -> RetagPlan {
    guard let share = try catalog.shares().first(where: { $0.root == root }) else {
      throw RetagPlanFileError(
        line: 1, reason: "the share \"\(root)\" is not known in this workspace")
    }
    let known = Dictionary(
      try catalog.entries(of: share).map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    var plan = plan
    plan.share = share
    for index in plan.lines.indices {
      guard let entry = known[plan.lines[index].path] else {
        plan.lines[index].skip("it is not in the share any more")
        continue
      }
      // Numbers are those of this catalog; the file knows documents by their paths.
      plan.lines[index].document = entry.id
      if let state = plan.lines[index].state, entry.state != state {
        plan.lines[index].skip("the file was changed since the plan was made")
      }
    }
    return plan
  }
}

/// Why a plan file cannot be read.
package struct RetagPlanFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  package let line: Int

  /// What is wrong with it, in words.
  package let reason: String

  /// The line and the reason.
  package var description: String { "line \(line): \(reason)" }
}

// MARK: - Reading

extension RetagPlanFile {
  private struct Malformed: Error {
    let reason: String
  }

  private static func header(of value: JSONValue) throws -> RetagPlan {
    guard value["parlance"]?.string == "retag plan" else {
      throw Malformed(reason: "this is not a retag plan")
    }
    guard value["version"]?.integer == version, let root = value["share"]?.string,
      let basis = value["basis"]?.string.flatMap({ UInt64($0) }),
      let place = value["place"]?.string
    else { throw Malformed(reason: "the header is not one of this version") }
    return RetagPlan(
      share: CatalogShare(id: 0, root: root, isFolder: true), basis: basis,
      place: try RetagPlanCheck.place(named: place),
      overwritesOthers: value["overwrite"]?.bool ?? false,
      writesInPlace: value["in-place"]?.bool ?? false, lines: [])
  }

  private static func line(of value: JSONValue) throws -> RetagLine {
    guard let path = value["path"]?.string,
      let outcome = value["outcome"]?.string.flatMap(RetagLine.Outcome.init),
      let before = value["before"]?.array.flatMap(assignments),
      let after = value["after"]?.array.flatMap(assignments),
      let changes = value["changes"]?.array.flatMap({ changes($0, to: after) }),
      let place = value["place"]?.string,
      let risk = value["risk"]?.string.flatMap(RetagLine.Risk.init)
    else {
      throw Malformed(
        reason: "a line needs \"path\", \"outcome\", \"changes\", \"place\", \"risk\","
          + " \"before\" and \"after\"")
    }
    return RetagLine(
      document: 0, path: path, outcome: outcome, changes: changes, pending: [],
      place: try RetagPlanCheck.place(named: place), risk: risk,
      reason: value["reason"]?.string ?? "",
      refusal: try refusal(of: value), state: try state(of: value), before: before, after: after)
  }

  private static func refusal(of value: JSONValue) throws -> DocumentRefusal.Reason? {
    guard let value = value["refusal"] else { return nil }
    guard let reason = value.string.flatMap(DocumentRefusal.Reason.init) else {
      throw Malformed(reason: "\"refusal\" does not name a kind of refusal")
    }
    return reason
  }

  private static func state(of value: JSONValue) throws -> FileStamp? {
    guard let size = value["size"] else { return nil }
    guard let size = size.integer, let modified = value["modified"]?.string.flatMap({ Int64($0) })
    else { throw Malformed(reason: "\"size\" goes with \"modified\", nanoseconds in a string") }
    return FileStamp(size: size, modified: modified)
  }

  /// The changes of a line; how sure each concept is stands with what the plan puts in place.
  private static func changes(
    _ values: [JSONValue], to after: [StoredAssignment]
  ) -> [FacetChange]? {
    let changes = values.compactMap { value -> FacetChange? in
      guard let facet = value["facet"]?.string, let old = value["old"]?.strings,
        let new = value["new"]?.strings, let evidence = [Evidence](value["evidence"] ?? [])
      else { return nil }
      let scores = new.compactMap { concept in
        after.first { $0.concept == concept }?.score
      }
      guard scores.count == new.count else { return nil }
      return FacetChange(facet: facet, old: old, new: new, scores: scores, evidence: evidence)
    }
    // All or nothing: a change that is left out is one that somebody agreed to.
    return changes.count == values.count ? changes : nil
  }

  private static func encode(_ assignment: StoredAssignment) -> JSONValue {
    [
      "facet": .string(assignment.facet), "concept": .string(assignment.concept),
      "score": .number(assignment.score), "origin": .string(assignment.origin.rawValue),
      "evidence": assignment.evidence.json,
    ]
  }

  private static func assignments(_ values: [JSONValue]) -> [StoredAssignment]? {
    let assignments = values.compactMap { value -> StoredAssignment? in
      guard let facet = value["facet"]?.string, let concept = value["concept"]?.string,
        let score = value["score"]?.double,
        let origin = value["origin"]?.string.flatMap(StoredAssignment.Origin.init),
        let evidence = [Evidence](value["evidence"] ?? [])
      else { return nil }
      return StoredAssignment(
        concept: concept, facet: facet, score: score, origin: origin,
        evidence: evidence)
    }
    return assignments.count == values.count ? assignments : nil
  }
}

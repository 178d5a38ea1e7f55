package import Cataloging
package import JSONCoding
internal import Model
import System
package import Taxonomy

extension RetagLine {
  /// The line as scripts read it: `path`, `outcome`, `changes`, `place`, `risk`, `reason`, and
  /// `pending` where something awaits a person.
  package var json: JSONValue {
    var object = JSONObject()
    object["path"] = .string(path)
    object["outcome"] = .string(outcome.rawValue)
    object["changes"] = .array(changes.map(\.json))
    object["place"] = .string(place)
    object["risk"] = .string(risk.rawValue)
    object["reason"] = .string(reason)
    if !pending.isEmpty { object["pending"] = .array(pending.map(\.json)) }
    return .object(object)
  }
}

extension RetagLine {
  /// Leaves the document alone, for a reason.
  package mutating func skip(_ reason: String) {
    outcome = .skipped
    self.reason = reason
    after = before
  }
}

extension FacetChange {
  /// The change as scripts read it.
  package var json: JSONValue {
    [
      "facet": .string(facet), "old": .array(old.map(JSONValue.string)),
      "new": .array(new.map(JSONValue.string)), "score": .number(score),
      "evidence": evidence.json,
    ]
  }
}

extension PendingTag {
  /// The pending tag as scripts read it.
  package var json: JSONValue {
    [
      "facet": .string(facet), "concept": .string(concept), "score": .number(score),
      "reason": .string(reason),
    ]
  }
}

/// A plan as a file: JSON Lines, a header object and then a line for each document that changes.
///
/// The header names the share, the basis and the place. A document's line is what `--format jsonl`
/// prints, with `before` and `after` added, the assignments to expect and to put in place, and the
/// `size` and `modified` time of the file that the plan is for.
package enum RetagPlanFile {
  private static let version = 1

  /// The bytes of a plan file.
  package static func encode(_ plan: RetagPlan) -> [UInt8] {
    var writer = JSONWriter()
    writer.value([
      "parlance": "retag plan", "version": .integer(version), "share": .string(plan.share.root),
      "basis": .string(String(plan.basis)), "place": .string(plan.place),
      "overwrite": .bool(plan.overwritesOthers),
    ])
    writer.endLine()
    for line in plan.lines where line.before != line.after || line.outcome == .change {
      guard var object = line.json.object else { continue }
      object["before"] = .array(line.before.map(encode))
      object["after"] = .array(line.after.map(encode))
      if let state = line.state {
        object["size"] = .integer(Int(state.size))
        object["modified"] = .string(String(state.modificationTime))
      }
      writer.value(.object(object))
      writer.endLine()
    }
    return writer.bytes
  }

  /// The share that a plan file is for and the documents that it is about, whether or not the
  /// catalog knows them yet.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - vocabulary: has to know the facets and concepts that the plan puts in place.
  /// - Returns: the folder as the file names it, and paths within it.
  /// - Throws: `RetagPlanFileError` with the line.
  package static func outline(
    of bytes: [UInt8], vocabulary: Vocabulary? = nil
  ) throws -> (root: String, paths: Set<String>) {
    let plan = try plan(of: bytes, vocabulary, header: { try header(of: $0) }, known: { _ in [:] })
    return (plan.share.root, Set(plan.lines.map(\.path)))
  }

  /// Reads a plan file back against the catalog that it was made from.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - catalog: the catalog; it gives the numbers of the documents.
  ///   - vocabulary: has to know the facets and concepts that the plan puts in place; `nil` if that is
  ///     not to be looked at now.
  /// - Returns: the plan; a document that the catalog no longer knows has the outcome `skipped`.
  /// - Throws: `RetagPlanFileError` with the line; `CatalogError`.
  package static func decode(
    _ bytes: [UInt8], catalog: Catalog, vocabulary: Vocabulary? = nil
  ) throws -> RetagPlan {
    try plan(of: bytes, vocabulary) { value in
      var empty = try header(of: value)
      guard let share = try catalog.shares().first(where: { $0.root == empty.share.root }) else {
        throw Malformed(reason: "the share \"\(empty.share.root)\" is not known in this workspace")
      }
      empty.share = share
      return empty
    } known: { share in
      Dictionary(
        try catalog.entries(of: share).map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    }
  }

  private static func plan(
    of bytes: [UInt8], _ vocabulary: Vocabulary?, header: (JSONValue) throws -> RetagPlan,
    known entries: (CatalogShare) throws -> [String: CatalogEntry]
  ) throws -> RetagPlan {
    var check = RetagPlanCheck(vocabulary)
    var plan: RetagPlan?
    var known: [String: CatalogEntry] = [:]
    try JSONLines.forEach(in: bytes) { line in
      do {
        let value = try line.value.get()
        if plan != nil {
          let line = try self.line(of: value, known: known)
          try check.check(line, value)
          plan?.lines.append(line)
        } else {
          let empty = try header(value)
          try check.check(empty)
          known = try entries(empty.share)
          plan = empty
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
      share: CatalogShare(id: 0, root: root, isFolder: true), basis: basis, place: place,
      overwritesOthers: value["overwrite"]?.bool ?? false, lines: [])
  }

  private static func line(
    of value: JSONValue, known: [String: CatalogEntry]
  ) throws -> RetagLine {
    guard let path = value["path"]?.string,
      let outcome = value["outcome"]?.string.flatMap(RetagLine.Outcome.init),
      let before = value["before"]?.array.flatMap(assignments),
      let after = value["after"]?.array.flatMap(assignments),
      let changes = value["changes"]?.array.flatMap(changes),
      let place = value["place"]?.string,
      let risk = value["risk"]?.string.flatMap(RetagLine.Risk.init)
    else {
      throw Malformed(
        reason: "a line needs \"path\", \"outcome\", \"changes\", \"place\", \"risk\","
          + " \"before\" and \"after\"")
    }
    var line = RetagLine(
      document: known[path]?.id ?? 0, path: path, outcome: outcome, changes: changes, pending: [],
      place: place, risk: risk, reason: value["reason"]?.string ?? "", state: try state(of: value),
      before: before, after: after)
    if known[path] == nil {
      line.skip("it is no longer in the share")
    } else if let state = line.state, known[path]?.state != state {
      line.skip("the file was changed since the plan was made")
    }
    return line
  }

  private static func state(of value: JSONValue) throws -> StoredFileState? {
    guard let size = value["size"] else { return nil }
    guard let size = size.integer, let modified = value["modified"]?.string.flatMap({ Int64($0) })
    else { throw Malformed(reason: "\"size\" goes with \"modified\", nanoseconds in a string") }
    return StoredFileState(size: Int64(size), modificationTime: modified)
  }

  private static func changes(_ values: [JSONValue]) -> [FacetChange]? {
    let changes = values.compactMap { value -> FacetChange? in
      guard let facet = value["facet"]?.string, let old = value["old"]?.strings,
        let new = value["new"]?.strings, let score = value["score"]?.double,
        let evidence = [Evidence](value["evidence"] ?? [])
      else { return nil }
      return FacetChange(
        facet: facet, old: old, new: new, score: score, evidence: evidence)
    }
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

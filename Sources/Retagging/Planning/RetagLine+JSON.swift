package import JSONCoding
internal import Model

extension RetagLine {
  /// The line as scripts read it: `path`, `outcome`, `changes`, `place`, `risk`, `reason`, and
  /// `pending` where something awaits a person.
  package var json: JSONValue {
    var object = JSONObject()
    object["path"] = .string(path)
    object["outcome"] = .string(outcome.rawValue)
    object["changes"] = .array(changes.map(\.json))
    object["place"] = .string(place.rawValue)
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
      "scores": .array(scores.map(JSONValue.number)),
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

package import JSONCoding
package import Matching

/// A label that waits for a person's decision, with what is known beside it.
package struct WaitingLabel: Sendable, Equatable {
  /// The label.
  package var label: String

  /// How often it occurs.
  package var count = 1

  /// The key of the scheme whose concepts it may name; empty for all.
  package var scheme = ""

  /// The BCP 47 tag of its language; empty if it is not known.
  package var language = ""

  /// Other columns by name that help to tell what is meant, such as `folder` and `date`.
  package var fields: [String: String] = [:]

  /// A label of which nothing else is known.
  package init(_ label: String) { self.label = label }

  /// The most bytes of a label with what is beside it.
  package static let longest = 2000

  var isTooLong: Bool {
    fields.reduce(label.utf8.count) { $0 + $1.key.utf8.count + $1.value.utf8.count } > Self.longest
  }

  /// What tells it from others.
  var key: Key { Key(label: label, scheme: scheme) }

  /// A label of a scheme: the same one may name a concept in each of two.
  struct Key: Hashable, Sendable {
    var label: String
    var scheme: String
  }
}

/// What a person decided of labels that are alike.
package struct LabelJudgment: Sendable, Equatable {
  /// What came of it.
  package enum State: Sendable, Equatable {
    /// It waits to be written into the vocabulary.
    case decided
    /// An account took it back.
    case undone(by: String)
    /// It was carried out; the labels that were refused wait again, and the causes are told.
    case carriedOut(refused: [String])
  }

  /// The number, from 1, higher than that of every earlier one.
  package var number: Int64

  /// The labels.
  package var labels: [String]

  /// The key of the scheme that was asked about; empty for all.
  package var scheme: String

  /// The BCP 47 tag of the labels' language; empty if it is not known.
  package var language: String

  /// What was decided.
  package var verdict: LabelDecision.Verdict

  /// How the labels were met, if a candidate was taken.
  package var method: MatchMethod?

  /// The account that decided.
  package var account: String

  /// When, ISO 8601 in UTC.
  package var time: String

  /// What came of it.
  package var state = State.decided

  var keys: [WaitingLabel.Key] { labels.map { WaitingLabel.Key(label: $0, scheme: scheme) } }

  /// The decisions as a vocabulary takes them in.
  var decisions: [LabelDecision] {
    let day = String(time.prefix(10))
    let judge = LabelJudge(author: account, date: day, reason: "", language: language)
    return labels.map { judge.decision($0, verdict, method: method) }
  }
}

// MARK: - Lines

extension WaitingLabel {
  var json: JSONValue {
    var object = JSONObject([.init(name: "label", value: .string(label))])
    if count != 1 { object["count"] = .integer(count) }
    if !scheme.isEmpty { object["scheme"] = .string(scheme) }
    if !language.isEmpty { object["language"] = .string(language) }
    if !fields.isEmpty {
      object["beside"] = .object(
        JSONObject(
          fields.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) }))
    }
    return .object(object)
  }

  init?(_ value: JSONValue) {
    guard let label = value["label"]?.string else { return nil }
    self.init(label)
    count = max(0, value["count"]?.integer ?? 1)
    scheme = value["scheme"]?.string ?? ""
    language = value["language"]?.string ?? ""
    for member in value["beside"]?.object?.members ?? [] {
      fields[member.name] = member.value.string
    }
  }
}

extension LabelJudgment {
  /// The judgment as a line of the queue, and for programs.
  package var json: JSONValue {
    var object = JSONObject([
      .init(name: "decision", value: .integer(Int(number))),
      .init(name: "labels", value: .array(labels.map { .string($0) })),
      .init(name: "scheme", value: .string(scheme)),
      .init(name: "language", value: .string(language)),
    ])
    switch verdict {
    case .concept(let uri):
      object["verdict"] = "concept"
      object["concept"] = .string(uri)
    case .newConcept(let name, let scheme):
      object["verdict"] = "new"
      object["name"] = .string(name)
      object["in"] = .string(scheme)
    case .never: object["verdict"] = "never"
    }
    if let method { object["method"] = .string(method.name) }
    object["account"] = .string(account)
    object["time"] = .string(time)
    switch state {
    case .decided: break
    case .undone(let account): object["undone_by"] = .string(account)
    case .carriedOut(let refused):
      object["carried_out"] = true
      object["refused"] = .array(refused.map { .string($0) })
    }
    return .object(object)
  }

  init?(_ value: JSONValue) {
    // The next number is one more.
    guard let number = value["decision"]?.integer, (1..<Int.max).contains(number),
      let labels = value["labels"]?.strings, !labels.isEmpty,
      let verdict = Self.verdict(value)
    else { return nil }
    let method = value["method"]?.string
    self.init(
      number: Int64(number), labels: labels, scheme: value["scheme"]?.string ?? "",
      language: value["language"]?.string ?? "", verdict: verdict,
      method: MatchMethod.allCases.first { $0.name == method },
      account: value["account"]?.string ?? "", time: value["time"]?.string ?? "")
    if let account = value["undone_by"]?.string {
      state = .undone(by: account)
    } else if value["carried_out"]?.bool == true {
      state = .carriedOut(refused: value["refused"]?.strings ?? [])
    }
  }

  private static func verdict(_ value: JSONValue) -> LabelDecision.Verdict? {
    switch value["verdict"]?.string {
    case "concept": value["concept"]?.string.map { .concept($0) }
    case "new":
      value["name"]?.string.flatMap { name in
        value["in"]?.string.map { .newConcept(name: name, scheme: $0) }
      }
    case "never": .never
    default: nil
    }
  }
}

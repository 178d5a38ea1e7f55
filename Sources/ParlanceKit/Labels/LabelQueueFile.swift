internal import JSONCoding
internal import MappedStorage
internal import System

/// The labels of a workspace that wait for a decision, and what was decided of them, as a file holds them.
struct LabelQueueFile: Sendable {
  /// The labels, those decided of included until that is carried out.
  var labels: [WaitingLabel] = []

  /// The judgments, the earliest first.
  var judgments: [LabelJudgment] = []

  /// Judgments that are carried out or taken back are kept up to so many.
  private static let mostPast = 1000

  /// Nothing.
  init() {}

  /// Reads a file; nothing waits if there is none.
  ///
  /// - Throws: `StorageError` if it cannot be read, or is damaged.
  init(_ path: String) throws {
    guard FileIdentity(followingLinks: path) != nil else { return }
    for (index, line) in try CheckedLines.read(path, .json).enumerated() {
      let value = try? JSONReader.value(of: String(line))
      if let judgment = value.flatMap({ LabelJudgment($0) }) {
        judgments.append(judgment)
      } else if let label = value.flatMap({ WaitingLabel($0) }) {
        labels.append(label)
      } else {
        throw StorageError.damaged(
          path: path, reason: "line \(index + 1) is neither a label nor a decision")
      }
    }
  }

  /// Puts the present content in the place of a file, durably and in one step.
  ///
  /// - Throws: `StorageError.unwritable`.
  func write(to path: String) throws {
    let past = judgments.count { $0.state != .decided }
    var surplus = past - Self.mostPast
    let kept = judgments.filter { judgment in
      // The latest stays whatever became of it: the next number counts on from it.
      guard surplus > 0, judgment.state != .decided, judgment.number != last else { return true }
      surplus -= 1
      return false
    }
    let lines = labels.map { $0.json.description } + kept.map { $0.json.description }
    try CheckedLines.write(lines, to: path, .json)
  }

  /// The number of the latest judgment; 0 if there is none.
  var last: Int64 { judgments.last?.number ?? 0 }

  /// The judgments that wait to be carried out.
  var decided: [LabelJudgment] { judgments.filter { $0.state == .decided } }

  /// The labels about which nothing is decided.
  var waiting: [WaitingLabel] {
    let decided = Set(decided.flatMap(\.keys))
    return labels.filter { !decided.contains($0.key) }
  }

  /// The label of a key; `nil` if it does not wait.
  func waiting(_ key: WaitingLabel.Key) -> WaitingLabel? { waiting.first { $0.key == key } }

  /// The judgment in force about any of some labels.
  func inForce(on keys: [WaitingLabel.Key]) -> LabelJudgment? {
    let keys = Set(keys)
    return judgments.last { $0.state == .decided && !keys.isDisjoint(with: $0.keys) }
  }
}

import Foundation
import JSONCoding
import Matching
import RandomNumbers
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// The labels that wait in the browser and what was decided of them, as a file keeps them.
struct LabelQueueFileTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/labels.queue.jsonl" }

  init() throws { folder = try TemporaryFolder() }

  private func label(_ text: String, scheme: String = "") -> WaitingLabel {
    var label = WaitingLabel(text)
    label.scheme = scheme
    return label
  }

  private func judgment(
    _ number: Int64, _ labels: [String], scheme: String = "",
    _ verdict: LabelDecision.Verdict = .never, state: LabelJudgment.State = .decided
  ) -> LabelJudgment {
    LabelJudgment(
      number: number, labels: labels, scheme: scheme, language: "", verdict: verdict, method: nil,
      account: "ada", time: "2026-11-29T10:00:00Z", state: state)
  }

  @Test(arguments: 1...4) func `what is written is read back, in its order`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let texts = ["a", "ä\t\"", "\u{0}", "日本", "=1", "", "x\ny"]
    func text() -> String { texts[numbers.next(below: texts.count)] }
    var file = LabelQueueFile()
    for _ in 0..<20 {
      var label = label(text(), scheme: text())
      label.count = numbers.next(below: 3)
      label.language = text()
      if numbers.next(below: 2) == 0 { label.fields = [text(): text(), "folder": text()] }
      file.labels.append(label)
    }
    for number in 1...20 {
      let verdicts: [LabelDecision.Verdict] = [
        .never, .concept("urn:\(number)"), .newConcept(name: text(), scheme: "urn:s"),
      ]
      let states: [LabelJudgment.State] = [
        .decided, .undone(by: text()), .carriedOut(refused: []), .carriedOut(refused: [text()]),
      ]
      var one = judgment(
        Int64(number), [text(), "z"], scheme: text(), verdicts[numbers.next(below: 3)],
        state: states[numbers.next(below: 4)])
      one.method = MatchMethod.allCases[numbers.next(below: MatchMethod.allCases.count)]
      file.judgments.append(one)
    }
    try file.write(to: path)
    let read = try LabelQueueFile(path)
    #expect(read.labels == file.labels)
    #expect(read.judgments == file.judgments)
    #expect(read.last == 20)
  }

  @Test func `nothing waits where there is no file`() throws {
    let file = try LabelQueueFile(path)
    #expect(file.labels.isEmpty && file.judgments.isEmpty && file.last == 0)
  }

  @Test(arguments: [
    "no JSON", "{}", "7", #"{"decision":0,"labels":["a"],"verdict":"never"}"#,
    #"{"decision":9223372036854775807,"labels":["a"],"verdict":"never"}"#,
    #"{"decision":1,"labels":[],"verdict":"never"}"#, #"{"decision":1,"labels":["a"]}"#,
    #"{"decision":1,"labels":["a"],"verdict":"maybe"}"#,
    #"{"decision":1,"labels":["a"],"verdict":"concept"}"#,
    #"{"decision":1,"labels":["a"],"verdict":"new","name":"b"}"#, #"{"count":3}"#,
  ])
  func `a line that is neither a label nor a decision is damage, with its number`(line: String)
    throws
  {
    try folder.write("labels.queue.jsonl", "{\"label\":\"good\"}\n\(line)\n")
    let error = #expect(throws: StorageError.self) { try LabelQueueFile(path) }
    #expect(
      error == .damaged(path: path, reason: "line 2 is neither a label nor a decision"))
  }

  @Test func `a label waits until it is decided, and again when that is taken back`() {
    var file = LabelQueueFile()
    file.labels = [label("a"), label("a", scheme: "type"), label("b")]
    #expect(file.waiting.count == 3)
    file.judgments = [judgment(1, ["a"])]
    // In another scheme it is another question.
    #expect(file.waiting == [label("a", scheme: "type"), label("b")])
    #expect(file.waiting(label("a").key) == nil && file.waiting(label("b").key) == label("b"))
    #expect(file.inForce(on: [label("a").key])?.number == 1)
    #expect(file.inForce(on: [label("b").key]) == nil)
    file.judgments[0].state = .undone(by: "bob")
    #expect(file.waiting.count == 3 && file.inForce(on: [label("a").key]) == nil)
    file.judgments[0].state = .carriedOut(refused: ["no"])
    #expect(file.waiting.count == 3, "what was refused waits again")
  }

  @Test func `of what is past the latest is kept, of what is to be carried out all`() throws {
    var file = LabelQueueFile()
    for number in 1...1500 {
      let isOpen = number % 3 == 0
      file.judgments.append(
        judgment(Int64(number), ["\(number)"], state: isOpen ? .decided : .undone(by: "bob")))
    }
    try file.write(to: path)
    let read = try LabelQueueFile(path)
    #expect(read.decided.count == 500)
    #expect(read.judgments.count == 1500, "a thousand are past")
    file.judgments.append(judgment(1501, ["x"], state: .undone(by: "bob")))
    try file.write(to: path)
    let cut = try LabelQueueFile(path)
    #expect(cut.decided.count == 500 && cut.judgments.count == 1500)
    #expect(cut.judgments.first?.number == 2, "the oldest made room")
    #expect(cut.last == 1501)
  }

  @Test func `a label is too long with all that is beside it`() {
    var label = label(String(repeating: "a", count: WaitingLabel.longest - 4))
    label.fields = ["ab": "cd"]
    #expect(!label.isTooLong)
    label.fields["e"] = ""
    #expect(label.isTooLong)
  }

  @Test func `a count below none is none`() throws {
    let value = try JSONReader.value(of: #"{"label":"a","count":-5}"#)
    #expect(WaitingLabel(value)?.count == 0)
    #expect(WaitingLabel(try JSONReader.value(of: #"{"label":"a"}"#))?.count == 1)
  }
}

import JSONCoding
import ParlanceKit
import ServingSupport
import Testing

/// What people say of tags and documents, as it is kept, counted and told.
struct DocumentReviewTests {
  private let workspace: SharedWorkspace
  private let review: DocumentReview

  init() throws {
    workspace = try SharedWorkspace()
    review = DocumentReview(workspace.keeper.current().workspace)
  }

  private func judgment(
    _ verdict: TagReview.Verdict, document: Int = 0, concept: String = "Brochure"
  ) -> DocumentJudgment {
    DocumentJudgment(
      document: workspace.documents[document], facet: "type", concept: concept, verdict: verdict)
  }

  private func counts() throws -> [Int?] {
    let months = try review.quality(for: .own)["months"]?.array ?? []
    #expect(months.count <= 1, "all of it was said in this month")
    return ["accepted", "rejected", "replaced"].map { months.first?[$0]?.integer }
  }

  // MARK: Judgments

  @Test func `months count what holds, by what was said`() throws {
    #expect(try counts() == [nil, nil, nil])
    _ = try review.decide(judgment(.accept), by: .own)
    #expect(try counts() == [1, 0, 0])
    let second = try review.decide(judgment(.instead("Price list"), document: 1), by: .own)
    #expect(try counts() == [1, 0, 1])
    try review.undo(second.number, by: .own)
    #expect(try counts() == [1, 0, 0])
    _ = try review.decide(judgment(.reject, document: 1), by: .own)
    #expect(try counts() == [1, 1, 0])
  }

  @Test func `another concept that is the same one is a yes to it`() throws {
    let outcome = try review.decide(judgment(.instead("Flyer")), by: .own)
    let decision = try #require(try review.decision(outcome.number, for: .own))
    #expect(decision["verdict"]?.string == "accepted")
    #expect(decision["other"] == .null)
  }

  @Test(arguments: ["Brochure", "flyer", SharedWorkspace.brochure])
  func `a concept is meant by any of its names, or its URI`(name: String) throws {
    let outcome = try review.decide(judgment(.accept, concept: name), by: .own)
    let decision = try review.decision(outcome.number, for: .own)
    #expect(decision?["concept"]?.string == SharedWorkspace.brochure)
    #expect(decision?["label"]?.string == "Brochure")
  }

  @Test func `what there is not cannot be judged, and nothing is kept`() throws {
    #expect(throws: RequestError.self) {
      try review.decide(judgment(.accept, concept: "Zeppelin"), by: .own)
    }
    #expect(throws: RequestError.self) {
      try review.decide(judgment(.instead("Zeppelin")), by: .own)
    }
    var other = judgment(.accept)
    other.facet = "kind"
    #expect(throws: RequestError.self) { try review.decide(other, by: .own) }
    for name in ["/nowhere/a.md", "a.md", "", workspace.documents[0] + "x"] {
      other = judgment(.accept)
      other.document = name
      #expect(throws: MissingDocument.self, "\(name)") { try review.decide(other, by: .own) }
    }
    #expect(try review.latest(for: .own, limit: 10)["decisions"] == [])
    #expect(try review.lastDecision(for: .own) == 0)
  }

  @Test func `the latest come first, as many as asked for, and each by its number`() throws {
    let first = try review.decide(judgment(.accept), by: .own)
    let second = try review.decide(judgment(.reject, document: 1), by: .own)
    #expect(second.number > first.number)
    #expect(try review.lastDecision(for: .own) == second.number)
    func numbers(_ limit: Int) throws -> [Int?] {
      let all = try review.latest(for: .own, limit: limit)["decisions"]?.array ?? []
      return all.map { $0["decision"]?.integer }
    }
    #expect(try numbers(10) == [Int(second.number), Int(first.number)])
    #expect(try numbers(1) == [Int(second.number)])
    #expect(try numbers(0).isEmpty)
    #expect(try review.decision(second.number + 1, for: .own) == nil)
  }

  @Test func `what is taken back is told with who did it, and not taken back again`() throws {
    let outcome = try review.decide(judgment(.reject), by: .own)
    try review.undo(outcome.number, by: .own)
    let decision = try #require(try review.decision(outcome.number, for: .own))
    #expect(decision["undone_by"]?.string == DocumentReview.author(.own))
    let conflict = try #require(throws: JudgmentConflict.self) {
      try review.undo(outcome.number, by: .own)
    }
    #expect(conflict.number == outcome.number)
    #expect(conflict.reason.contains("took that back"), "\(conflict.reason)")
    #expect(conflict.description.contains("Hint: "))
    let missing = try #require(throws: RequestError.self) { try review.undo(99, by: .own) }
    #expect(missing.isMissing)
  }

  // MARK: Feedback

  private func feedback(
    _ kind: String, _ remark: String = "", concept: String? = nil
  ) -> DocumentFeedback {
    var feedback = DocumentFeedback(document: workspace.documents[0], kind: kind)
    feedback.remark = remark
    feedback.concept = concept
    return feedback
  }

  private func open() throws -> [JSONValue] {
    try review.openFeedback(for: .own)["feedback"]?.array ?? []
  }

  @Test func `the same said again takes the place of what was said, while that is open`() throws {
    _ = try review.keep(feedback("outdated", "of last year"), by: .own)
    let second = try review.keep(feedback("outdated", "of 2009"), by: .own)
    #expect(try open().map { $0["remark"]?.string } == ["of 2009"])
    _ = try review.keep(feedback("helped"), by: .own)
    #expect(try open().count == 2)
    try review.settle(feedback: second, by: .own)
    _ = try review.keep(feedback("outdated", "still"), by: .own)
    #expect(Set(try open().compactMap { $0["remark"]?.string }) == ["", "still"])
  }

  @Test(arguments: [999, 1000, 1001]) func `a remark has a bound`(length: Int) throws {
    // Characters, not bytes: what a person counts.
    let remark = feedback("helped", String(repeating: "ä", count: length))
    if length > DocumentReview.longestRemark {
      #expect(throws: RequestError.self) { try review.keep(remark, by: .own) }
    } else {
      _ = try review.keep(remark, by: .own)
      #expect(try open().first?["remark"]?.string?.count == length)
    }
  }

  @Test func `what cannot be said is told with what can`() throws {
    let error = try #require(throws: RequestError.self) {
      try review.keep(feedback("boring"), by: .own)
    }
    for kind in DocumentFeedback.kinds { #expect(error.message.contains(kind)) }
    for concept in [nil, "https://id.example/none", "https://id.example/type/price-list"] {
      #expect(throws: RequestError.self) {
        try review.keep(feedback("wrong-tag", concept: concept), by: .own)
      }
    }
    #expect(try open().isEmpty)
  }

  @Test func `what is dealt with is so once, by its number`() throws {
    let number = try review.keep(feedback("outdated"), by: .own)
    #expect(throws: RequestError.self) { try review.settle(feedback: number + 1, by: .own) }
    try review.settle(feedback: number, by: .own)
    #expect(try open().isEmpty)
    let error = try #require(throws: RequestError.self) {
      try review.settle(feedback: number, by: .own)
    }
    #expect(error.isMissing)
  }
}

internal import ParlanceKit

/// What the forms of pages ask to be changed.
extension Service {
  /// The paths below `/review` and `/feedback`.
  static let workRoutes: [RoutePattern] = [
    RoutePattern("review", get("review") { try $0.reviewPage($1, $2) }),
    RoutePattern("review/feedback", get("review") { try $0.feedbackPage($1, $2) }),
    RoutePattern("review/decided", get("review") { try $0.decidedPage($1, $2) }),
    RoutePattern("review/labels", get("review/labels") { try $0.labelReviewPage($1, $2) }),
    RoutePattern("review/labels/add", form("review/labels") { try $0.addLabelsByForm($1, $2) }),
    RoutePattern(
      "review/labels/decide", form("review/labels") { try $0.decideLabelsByForm($1, $2) }),
    RoutePattern("review/labels/undo", form("review/labels") { try $0.undoLabelsByForm($1, $2) }),
    RoutePattern("review/labels/write", form("review/labels") { try $0.carryOutByForm($1, $2) }),
    RoutePattern("review/decide", form("review/decide") { try $0.decideByForm($1, $2) }),
    RoutePattern("review/undo", form("review/undo") { try $0.undoByForm($1, $2) }),
    RoutePattern("review/settle", form("review/settle") { try $0.settleByForm($1, $2) }),
    RoutePattern("feedback", form("feedback") { try $0.feedbackByForm($1, $2) }),
  ]

  private static func form(
    _ name: String,
    _ answer:
      @escaping @Sendable (Service, ServiceRequest, ReaderAccount) throws -> ServiceResponse
  ) -> Route {
    Route(name: name, methods: ["POST"], answer: answer)
  }

  private func decideByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let form = try form(request, account)
    let verdict: TagReview.Verdict
    switch form["verdict"] {
    case "accept": verdict = .accept
    case "reject": verdict = .reject
    default:
      let other = (form["other"] ?? "").trimmed
      guard !other.isEmpty else { throw RequestError("Say which one it is instead.") }
      verdict = .instead(other)
    }
    let (facet, concept) = (form["facet"] ?? "", (form["concept"] ?? "").trimmed)
    guard !concept.isEmpty else { throw RequestError("Say which tag it is.") }
    var judgment = DocumentJudgment(
      document: form["document"] ?? "", facet: facet, concept: concept, verdict: verdict)
    judgment.seen = form["seen"].flatMap { Int64($0) }
    judgment.isAnswer = form["pending"] == "true"
    let outcome = try review.decide(judgment, by: account)
    return Self.redirect(to: Self.back(form, done: "\(outcome.number)"))
  }

  private func undoByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let form = try form(request, account)
    try review.undo(try Self.number(form), by: account)
    return Self.redirect(to: Self.back(form, done: nil))
  }

  private func settleByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let form = try form(request, account)
    try review.settle(feedback: try Self.number(form), by: account)
    return Self.redirect(to: "/review/feedback")
  }

  private func feedbackByForm(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkWriting()
    let form = try form(request, account)
    var feedback = DocumentFeedback(
      document: form["document"] ?? "", kind: form["kind"] ?? "")
    feedback.concept = form["concept"]
    feedback.remark = (form["remark"] ?? "").trimmed
    _ = try review.keep(feedback, by: account)
    return Self.redirect(to: Layout.document(feedback.document) + "&thanks=\(feedback.kind)")
  }

  static func number(_ form: FormFields) throws -> Int64 {
    guard let number = form["number"].flatMap({ Int64($0) }) else {
      throw RequestError("The form lacks its number.")
    }
    return number
  }

  /// The page that a form was on; only pages of this server can be meant.
  private static func back(_ form: FormFields, done: String?) -> String {
    var fields: [FormFields.Field] = []
    if let done { fields.append(.init(name: "done", value: done)) }
    if form["from"] == "document" {
      fields.insert(.init(name: "id", value: form["document"] ?? ""), at: 0)
      return "/document?\(FormFields(fields).text)"
    }
    if let facet = form["only"], !facet.isEmpty {
      fields.insert(.init(name: "facet", value: facet), at: 0)
    }
    let query = fields.isEmpty ? "" : "?\(FormFields(fields).text)"
    let place = form["at"].flatMap { Int($0) }.map { "#at-\($0)" } ?? ""
    return "/review\(query)\(place)"
  }
}

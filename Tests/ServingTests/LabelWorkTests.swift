import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import Synchronization
import TestSupport
import Testing

/// Deciding about labels, on the page and by the interface.
struct LabelWorkTests {
  private let workspace: SmallWorkspace
  private let service: Service

  init() throws {
    workspace = try SmallWorkspace(interval: 0)
    service = Service(workspace.keeper, Service.Settings(version: "9.9"))
  }

  private func get(_ target: String, of service: Service? = nil) -> ServiceResponse {
    (service ?? self.service).answer(
      ServiceRequest("GET", target, headers: [("host", "localhost")]))
  }

  private func send(
    _ target: String, _ body: String, type: String = "application/json", of service: Service? = nil
  ) -> ServiceResponse {
    (service ?? self.service).answer(
      ServiceRequest(
        "POST", target, headers: [("host", "localhost"), ("content-type", type)],
        body: Array(body.utf8)))
  }

  private func json(_ response: ServiceResponse) throws -> JSONValue {
    try JSONReader.value(of: response.body)
  }

  private func wait(_ labels: String, scheme: String = "type") throws -> JSONValue {
    try json(
      send("/api/label-queue", #"{"labels":[\#(labels)],"scheme":"\#(scheme)"}"#))
  }

  private func decide(_ label: String, _ verdict: String) -> ServiceResponse {
    send(
      "/api/label-decisions", #"{"labels":["\#(label)"],"scheme":"type","verdict":\#(verdict)}"#)
  }

  private func asked() throws -> [String?] {
    (try json(get("/api/label-queue"))["questions"]?.array ?? [])
      .map { $0["labels"]?.strings?.first }
  }

  private static let never = #""never""#
  private static let brochure = #""concept","concept":"Brochure""#

  @Test func `labels that are not sure are asked about, the most frequent first`() throws {
    let added = try wait(#""zzz","Brochure",{"label":" Quux ","count":5},"zzz""#)
    #expect(added == ["added": 2, "known": 1])
    #expect(try asked() == ["Quux", "zzz"])
    let question = try json(get("/api/label-queue"))["questions"]?.array?.last
    #expect(question?["count"] == 2)
    #expect(question?["proposed_name"]?.string == "zzz")
    // Once more is the same list, not twice as many.
    #expect(try wait(#""zzz","zzz""#) == ["added": 0, "known": 0])
    #expect(try json(get("/api/label-queue"))["questions"]?.array?.last?["count"] == 2)
  }

  @Test func `who comes second is told who decided what, and the same twice is once`() throws {
    _ = try wait(#""zzz""#)
    #expect(try json(decide("zzz", Self.brochure))["decision"] == 1)
    #expect(try json(decide("zzz", Self.brochure))["decision"] == 1)
    let late = decide("zzz", Self.never)
    #expect(late.status == 409)
    let detail = try json(late)["detail"]?.string
    #expect(detail?.contains("said that “zzz” means Brochure") == true, "\(detail ?? "")")
    #expect(try asked().isEmpty)
    #expect(decide("never was there", Self.never).status == 409)
  }

  @Test func `a decision is taken back until it is in the vocabulary`() throws {
    _ = try wait(#""zzz""#)
    #expect(decide("zzz", Self.never).status == 200)
    #expect(send("/api/label-decisions", #"{"undo":1}"#).status == 200)
    #expect(try asked() == ["zzz"])
    #expect(send("/api/label-decisions", #"{"undo":1}"#).status == 409)
    #expect(send("/api/label-decisions", #"{"undo":7}"#).status == 404)
    #expect(decide("zzz", Self.brochure).status == 200)
    #expect(send("/api/label-decisions", #"{"carry_out":true}"#).status == 200)
    #expect(send("/api/label-decisions", #"{"undo":2}"#).status == 409)
    let latest = try json(get("/api/label-decisions"))["decisions"]?.array ?? []
    #expect(latest.map { $0["decision"]?.integer } == [2, 1])
    #expect(latest.first?["carried_out"] == true)
    #expect(latest.last?["undone_by"]?.string?.isEmpty == false)
  }

  @Test func `what was decided is written into the vocabulary and matched from then on`() throws {
    _ = try wait(#""zzz","Quux","Kosmos""#)
    #expect(decide("zzz", Self.brochure).status == 200)
    #expect(decide("Quux", Self.never).status == 200)
    #expect(decide("Kosmos", #""new","name":"Space map","in":"type""#).status == 200)
    #expect(try json(get("/api/label-queue"))["decided"] == 3)
    let outcome = try json(send("/api/label-decisions", #"{"carry_out":true}"#))
    #expect(outcome["written"] == 2)
    #expect(outcome["remembered"] == 1)
    #expect(outcome["refused"] == [])
    let matches = try json(send("/api/normalize", #"{"labels":["zzz","Kosmos"]}"#))["matches"]
    #expect(matches?.array?.map { $0["preferred_label"]?.string } == ["Brochure", "Space map"])
    let source = try String(contentsOf: workspace.folder.url(of: "v.xml"), encoding: .utf8)
    #expect(source.contains(">zzz</alias>"))
    // What is carried out does not wait, nor does it when the list comes again.
    #expect(try wait(#""zzz","Quux","Kosmos""#) == ["added": 0, "known": 3])
    // Nothing is left to write.
    let again = try json(send("/api/label-decisions", #"{"carry_out":true}"#))
    #expect(again["written"] == 0)
  }

  @Test func `the name of another concept is not taken for one`() throws {
    _ = try wait(#""PRICE-LISTS","zzz""#)
    let wrong = decide("zzz", #""concept","concept":"no such thing""#)
    #expect(wrong.status == 400)
    #expect(decide("zzz", #""new","name":"x","in":"nowhere""#).status == 400)
    #expect(decide("zzz", #""perhaps""#).status == 400)
    #expect(try json(get("/api/label-decisions"))["decisions"] == [])
  }

  @Test(arguments: [
    "{}", #"{"labels":[]}"#, #"{"labels":["x"],"scheme":"nowhere"}"#, #"{"labels":[1]}"#,
    #"{"labels":[{"label":"x","count":0}]}"#, #"{"labels":["x"],"scheme":3}"#,
    #"{"labels":[{"label":"x","folder":42}]}"#, #"{"labels":[{"label":"x","folder":null}]}"#,
  ])
  func `what is no list of labels is refused`(body: String) {
    #expect(send("/api/label-queue", body).status == 400)
    #expect(send("/api/label-decisions", body).status == 400)
  }

  @Test func `who does not decide does not see what waits`() throws {
    _ = try wait(#""zzz""#)
    var settings = Service.Settings(version: "9.9")
    settings.curators = ["nobody-at-all"]
    let curated = Service(workspace.keeper, settings)
    settings.isReadOnly = true
    for service in [curated, Service(workspace.keeper, settings)] {
      for target in ["/api/label-queue", "/api/label-decisions", "/review/labels"] {
        let answer = get(target, of: service)
        #expect(answer.status == 403)
        #expect(!answer.text.contains("zzz"))
      }
      #expect(send("/api/label-queue", #"{"labels":["x"]}"#, of: service).status == 403)
      #expect(send("/api/label-decisions", #"{"carry_out":true}"#, of: service).status == 403)
      #expect(!get("/review", of: service).text.contains("/review/labels"))
    }
  }

  // MARK: The page

  /// The fields of a form of the page that holds some text, as a browser would send them.
  private func form(holding text: String) throws -> String {
    let page = get("/review/labels").text
    let form = try #require(
      page.components(separatedBy: "<form ").dropFirst().first {
        $0.components(separatedBy: "</form>")[0].contains(text)
      })
    return form.components(separatedBy: "</form>")[0]
      .components(separatedBy: "type=\"hidden\" name=\"").dropFirst()
      .map { field in
        let parts = field.components(separatedBy: "\"")
        let value = parts[2].replacingOccurrences(of: "&lt;", with: "<")
          .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
        return "\(parts[0])=\(FormFields.encoded(value))"
      }.joined(separator: "&")
  }

  private func submit(_ action: String, _ text: String, _ more: String = "") throws -> String {
    let response = send(
      "/review/labels/\(action)", try form(holding: text) + more,
      type: "application/x-www-form-urlencoded")
    #expect(response.status == 303, "\(response.text)")
    return response.headers["Location"] ?? ""
  }

  @Test func `a taxonomist empties the queue on the page`() throws {
    let pasted = FormFields.encoded("<b>zzz</b>\r\nQuux\nQuux\nBrochure\n")
    #expect(
      try submit("add", "name=\"labels\"", "&scheme=type&labels=\(pasted)")
        == "/review/labels?added=2&known=1")
    let page = get("/review/labels?added=2&known=1").text
    #expect(page.contains("2 labels wait now"))
    #expect(!page.contains("<b>zzz"))
    for key in ["o", "n", "v"] { #expect(page.contains("data-key=\"\(key)\"")) }
    let next = try submit("decide", "value=\"Quux\"")
    #expect(next == "/review/labels?done=1#at-0")
    #expect(get("/review/labels?done=1").text.contains("said that “Quux” names no concept"))
    _ = try submit("undo", "name=\"number\"")
    #expect(try asked() == ["Quux", "<b>zzz</b>"])
    _ = try submit("decide", "value=\"Quux\"", "&other=brochure")
    _ = try submit("decide", "b&gt;zzz", "&name=Sleep&in=type")
    #expect(
      try submit("write", "Write them into it")
        == "/review/labels?written=2&remembered=0&refused=0")
    let done = get("/review/labels?written=2&remembered=0&refused=0").text
    #expect(done.contains("No label waits for a decision."))
    #expect(done.contains("2 labels written into the vocabulary"))
    #expect(try asked().isEmpty)
  }

  @Test func `a form of elsewhere decides nothing`() throws {
    _ = try wait(#""zzz""#)
    let sent = "label=zzz&scheme=type&token=guessed"
    for action in ["decide", "undo", "write", "add"] {
      let answer = send(
        "/review/labels/\(action)", sent, type: "application/x-www-form-urlencoded")
      #expect(answer.status == 403)
    }
    #expect(try asked() == ["zzz"])
  }

  // MARK: The file

  private final class Told: Sendable { let lines = Mutex<[String]>([]) }

  @Test func `a queue that is damaged is named, also to who runs the server, and nothing is lost`()
    throws
  {
    let told = Told()
    var settings = Service.Settings(version: "9.9")
    settings.tell = { line in told.lines.withLock { $0.append(line) } }
    let service = Service(workspace.keeper, settings)
    _ = try wait(#""zzz""#)
    let path = workspace.folder.url(of: ".parlance/labels.queue.jsonl")
    let text = try String(contentsOf: path, encoding: .utf8)
    try text.replacingOccurrences(of: "zzz", with: "yyy")
      .write(to: path, atomically: true, encoding: .utf8)
    #expect(get("/api/label-queue", of: service).text.contains("labels.queue.jsonl"))
    let lines = told.lines.withLock { $0 }
    #expect(lines.count == 1 && lines[0].hasPrefix("GET /api/label-queue: "), "\(lines)")
    // What who asks can mend is nothing that failed here.
    _ = get("/api/labels", of: service)
    #expect(told.lines.withLock { $0.count } == 1)
    #expect(decide("zzz", Self.never).status == 500)
    try text.write(to: path, atomically: true, encoding: .utf8)
    #expect(decide("zzz", Self.never).status == 200)
  }
}

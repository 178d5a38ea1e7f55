import Foundation
import ParlanceKit
import ServingSupport
import TestSupport
import Testing

@testable import Serving

/// Texts that want to be markup, scripts, addresses, headers or formulas, asked for by every path that is answered.
///
/// The paths are those of the table of routes, and the fields those that the sources read: a new one is asked, too.
struct HostileTextTests {
  private static let workspace = Result { try HostileWorkspace() }

  private let workspace: HostileWorkspace

  init() throws { workspace = try Self.workspace.get() }

  private static let accepted = ["text/html", "application/json"]

  /// What stands for the names in braces of paths, beside the hostile text; a name that is not here stops the test.
  private static let values = [
    "scheme": ["type"], "id*": ["a"], "kind": ["entity", "type", "property"],
    "project": ["parlance", "type"],
  ]

  /// The fields of queries, forms and bodies that the sources read.
  private static let fields: Set<String> = {
    let folder = repositoryFile("Sources/Serving")
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var found: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = (try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) ?? ""
      for match in text.matches(of: /\["([A-Za-z_.]+)"\]/) { found.insert(String(match.1)) }
      for match in text.matches(
        of: /(?:all|value|flag|required|member|number)\([^()"]*"([A-Za-z_]+)"/)
      {
        found.insert(String(match.1))
      }
    }
    return found
  }()

  /// The paths of a pattern, with what is known and with what is hostile in the place of names.
  private static func paths(_ pattern: String) throws -> [String] {
    var paths = [""]
    for part in pattern.split(separator: "/") {
      guard part.hasPrefix("{") else {
        paths = paths.map { "\($0)/\(part)" }
        continue
      }
      let known = try #require(values[String(part.dropFirst().dropLast())], "\(part)")
      let all = known + [HostileWorkspace.mixed]
      paths = paths.flatMap { path in all.map { "\(path)/\(FormFields.encoded($0))" } }
    }
    return paths.map { $0.isEmpty ? "/" : $0 }
  }

  /// Queries that lead to what is hostile.
  private var queries: [String] {
    // All other texts come out of the workspace, whatever is asked.
    let ids = [HostileWorkspace.mixed, "//hostile.example/"] + workspace.documents.prefix(2)
    var queries = [
      "", "q=nasty", "q=hostile", "q=nasty&explain=true&view=list", "q=nasty&sort=date",
      "rows=type&columns=type", "label=hostile", "facet=type%3DBrochure", "query=hostile*",
      "vocab=type&query=*hostile*", "order=names", "prefix=hostile", "number=1",
      "id=hostile&conditions=x", "q=evil&form=opensearch", "q=query%3Aevil",
      #"queries=%7B%22q%22%3A%7B%22query%22%3A%22hostile%22%7D%7D"#,
    ]
    queries += ids.map { "id=\(FormFields.encoded($0))" }
    for uri in HostileWorkspace.concepts.prefix(1) + [HostileWorkspace.badConcept] {
      let uri = FormFields.encoded(uri)
      queries += ["uri=\(uri)", "id=\(uri)"]
      queries += ["turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
        .map { "uri=\(uri)&format=\(FormFields.encoded($0.contains("/") ? $0 : "text/\($0)"))" }
    }
    return queries
  }

  @Test(arguments: Service.routes.map(\.path))
  func `is text and nothing else in every answer`(pattern: String) throws {
    let mixed = FormFields.encoded(HostileWorkspace.mixed)
    for (number, path) in try Self.paths(pattern).enumerated() {
      // Of a path with names one has them as they are known: what is asked besides is asked there.
      for (place, query) in (number == 0 ? queries : ["", "q=nasty"]).enumerated() {
        for accept in place < 2 ? Self.accepted : [Self.accepted[place % 2]] {
          check(workspace.get("\(path)?\(query)", accept: accept), "\(path)?\(query)")
        }
      }
      for field in number == 0 ? Self.fields : [] {
        let query = "q=nasty&\(field)=\(mixed)"
        check(workspace.get("\(path)?\(query)"), "\(path)?\(query)")
      }
      let members = Self.fields.sorted()
      let text = HostileWorkspace.json(HostileWorkspace.mixed)
      for list in [text, "[\(text)]", "{\(text):\(text)}"] {
        let body = members.map { "\"\($0)\":\(list)" }.joined(separator: ",")
        check(workspace.post(path, "{\(body)}"), "POST \(path) \(list)")
        check(workspace.post(path, "[\(list)]"), "POST \(path) list of \(list)")
      }
      let form = members.map { "\($0)=\(mixed)" }.joined(separator: "&")
      check(
        workspace.post(path, form, type: "application/x-www-form-urlencoded"), "form to \(path)")
      check(
        workspace.post(path, "\(text)\n{\"id\":\(text),\"text\":0}\n", type: LineAnswers.type),
        "lines to \(path)")
    }
  }

  @Test func `is there at all, so that what is looked for could be found`() {
    #expect(Self.fields.isSuperset(of: ["q", "facet", "id", "uri", "label", "remark", "like"]))
    for page in ["/search?q=nasty", "/vocabulary/type", "/review/feedback", "/review/labels"] {
      #expect(workspace.get(page).text.contains("hostile"), "\(page)")
    }
    #expect(workspace.get("/insight/searches").text.contains("hostile"))
    #expect(workspace.get("/search.csv?q=nasty").text.contains("hostile"))
    #expect(workspace.get("/feed.atom?q=nasty").text.contains("hostile"))
  }

  @Test(arguments: HostileWorkspace.texts + [HostileWorkspace.mixed])
  func `of a header is text and nothing else`(text: String) {
    let service = workspace.service
    for header in [
      "host", "origin", "accept", "content-type", "x-forwarded-proto", "authorization",
    ] {
      let headers = [("host", "localhost"), ("accept", "text/html")].filter { $0.0 != header }
      for path in ["/search?q=nasty", "/feed.atom?q=nasty", "/reconcile", "/opensearch.xml", "/x"] {
        for method in ["GET", "POST", "OPTIONS"] {
          check(
            service.answer(ServiceRequest(method, path, headers: headers + [(header, text)])),
            "\(method) \(path) with \(header)")
        }
      }
    }
    var settings = Service.Settings(version: "9.9")
    settings.access.userHeader = "x-user"
    settings.access.trustedProxies = ["127.0.0.1"]
    let guarded = Service(service.keeper, settings)
    check(
      guarded.answer(
        ServiceRequest("GET", "/", headers: [("host", "localhost"), ("x-user", text)])),
      "an account")
  }

  private func check(_ response: ServiceResponse, _ request: String) {
    for fault in AnswerReading.faults(in: response) {
      Issue.record("\(request.prefix(300)) → \(response.status): \(fault.prefix(500))")
    }
  }
}

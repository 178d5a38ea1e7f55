internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The paths of pages, and of what belongs to them.
  static let pageRoutes: [RoutePattern] =
    [
      RoutePattern("", get("search") { try $0.searchPage($1, $2) }),
      RoutePattern("search", get("search") { try $0.searchPage($1, $2) }),
      RoutePattern("document", get("document") { try $0.documentPage($1, $2) }),
      RoutePattern("thumbnail", get("thumbnail") { try $0.thumbnail($1, $2) }),
      RoutePattern("file", get("file") { try $0.file($1, $2) }),
      RoutePattern("vocabulary", get("vocabulary") { try $0.vocabularyPage($1, $2) }),
      RoutePattern("vocabulary/{scheme}") { parts in
        get("vocabulary") { try $0.schemePage(parts[0], $1, $2) }
      },
      RoutePattern(
        "releases",
        get("releases") { service, request, _ in try service.releasesPage(request) }),
      RoutePattern("concept", get("concept") { try $0.conceptPage($1, $2) }),
      RoutePattern("coverage", get("coverage") { try $0.coveragePage($1, $2) }),
      RoutePattern("help", get("help") { service, _, _ in service.helpPage }),
      RoutePattern("feed.atom", get("feed") { try $0.feed($1, $2) }),
      RoutePattern("search.csv", get("sheet") { try $0.sheet($1, $2) }),
      RoutePattern(
        "opensearch.xml",
        get("opensearch") { service, request, _ in service.searchDescription(request) }),
    ]
    + Asset.all.map { asset in
      RoutePattern(asset.path, get("assets") { _, _, _ in asset.response })
    }

  /// An error for a person, with the query that led to it to be mended.
  func errorPage(_ status: Int, _ message: String, query: String = "") -> ServiceResponse {
    // A mark under a place is one only where every character is as wide as the next.
    let isMarked = message.split(separator: "\n").contains { line in
      line.contains("^") && line.allSatisfy { $0 == " " || $0 == "^" }
    }
    let lines =
      isMarked
      ? [HTML("pre", [("class", "message"), ("tabindex", "0")], message)]
      : message.split(separator: "\n").map { HTML("p", [], String($0)) }
    let ways = HTML(
      "p", [], [.link("/", "All documents"), .text(" · "), .link("/vocabulary", "Vocabulary")])
    return Layout(service: self).page(
      Self.title(status), query: query, [HTML("h1", [], Self.title(status))] + lines + [ways],
      status: status)
  }

  /// The file of a document, to be saved; never shown by the browser as a page of this server.
  private func file(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let id = request.query["id"] ?? ""
    guard settings.servesFiles else {
      throw RequestError("This server does not hand out files (--serve-files would).")
    }
    guard let bytes = try keeper.current().file(of: id, for: account) else {
      throw MissingDocument(name: id)
    }
    let name = id.split(separator: "/").last.map(String.init) ?? "document"
    // `filename*` as RFC 8187 has it: names need not be ASCII.
    var response = ServiceResponse(type: "application/octet-stream", bytes)
    response.headers["Content-Disposition"] =
      "attachment; filename*=UTF-8''\(FormFields.encoded(name))"
    return response
  }

  /// The picture of a document's first page, if it was made by now.
  private func thumbnail(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    let id = request.query["id"] ?? ""
    guard
      let picture = try keeper.current().picture(of: id, from: thumbnails, for: account)
    else { throw MissingDocument(name: id) }
    return ServiceResponse(type: picture.type, picture.bytes)
  }

  /// How a browser's own search box asks here (OpenSearch 1.1).
  private func searchDescription(_ request: ServiceRequest) -> ServiceResponse {
    let base = base(of: request)
    let document = HTML(
      "OpenSearchDescription", [("xmlns", "http://a9.com/-/spec/opensearch/1.1/")],
      [
        HTML("ShortName", [], "Parlance"),
        HTML("Description", [], "Documents by the controlled vocabulary"),
        HTML("InputEncoding", [], "UTF-8"),
        HTML(
          "Url",
          [
            ("type", "text/html"), ("method", "get"),
            ("template", "\(base)/search?q={searchTerms}"),
          ]),
        HTML(
          "Url",
          [
            ("type", "application/x-suggestions+json"), ("method", "get"),
            ("template", "\(base)/api/suggest?q={searchTerms}&form=opensearch"),
          ]),
      ])
    return ServiceResponse(
      type: "application/opensearchdescription+xml",
      Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + document.bytes)
  }
}

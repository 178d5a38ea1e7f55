internal import JSONCoding
internal import ParlanceKit

/// The frame of every page.
struct Layout {
  let service: Service

  /// The address of a search.
  static func search(_ fields: FormFields) -> String {
    fields.fields.isEmpty ? "/search" : "/search?\(fields.text)"
  }

  /// The address of a document.
  static func document(_ id: String) -> String { "/document?id=\(FormFields.field(id))" }

  /// The address of a concept.
  static func concept(_ uri: String) -> String { "/concept?uri=\(FormFields.field(uri))" }

  /// A page.
  ///
  /// - Parameters:
  ///   - title: its title.
  ///   - query: what stands in the search box.
  ///   - kept: the fields that a new search keeps.
  ///   - content: what is in it.
  ///   - status: the status that it is sent with.
  /// - Returns: the page.
  func page(
    _ title: String, query: String = "", keeping kept: [FormFields.Field] = [],
    _ content: [HTML], status: Int = 200
  ) -> ServiceResponse {
    let head = HTML(
      "head", [],
      [
        HTML("meta", [("charset", "utf-8")]),
        HTML("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        HTML("meta", [("name", "color-scheme"), ("content", "light dark")]),
        HTML("title", [], "\(title) – Parlance"),
        HTML("link", [("rel", "stylesheet"), ("href", Asset.style.path)]),
        HTML("link", [("rel", "icon"), ("type", "image/svg+xml"), ("href", Asset.icon.path)]),
        HTML(
          "link",
          [
            ("rel", "search"), ("type", "application/opensearchdescription+xml"),
            ("title", "Parlance"), ("href", "/opensearch.xml"),
          ]),
        HTML("script", [("src", Asset.script.path), ("defer", "")]),
      ])
    let body = HTML(
      "body", [],
      [
        HTML("a", [("class", "skip"), ("href", "#main")], "Skip to the content"),
        header(query, kept), HTML("main", [("id", "main"), ("tabindex", "-1")], content), footer,
      ])
    return ServiceResponse(
      status, type: "text/html; charset=utf-8",
      HTML.document(language: "en", below: service.settings.base, [head, body]))
  }

  /// A table that scrolls for itself where the window is narrower.
  static func wide(_ name: String, _ rows: [HTML], class kind: String? = nil) -> HTML {
    HTML(
      "div",
      [("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", name)],
      [HTML("table", [("class", kind)], rows)])
  }

  /// A small page to be shown within another, as a window over a list does.
  static func fragment(_ title: String, _ content: [HTML]) -> ServiceResponse {
    let head = HTML(
      "head", [], [HTML("meta", [("charset", "utf-8")]), HTML("title", [], title)])
    return ServiceResponse(
      type: "text/html; charset=utf-8",
      HTML.document(language: "en", [head, HTML("body", [], content)]))
  }

  private func header(_ query: String, _ kept: [FormFields.Field]) -> HTML {
    let hidden = kept.map(\.hidden)
    return HTML(
      "header", [],
      [
        HTML("a", [("class", "brand"), ("href", "/")], brand),
        HTML(
          "form", [("role", "search"), ("action", "/search"), ("method", "get")],
          [
            HTML("label", [("for", "q"), ("class", "hidden")], "Search"),
            HTML(
              "input",
              [
                ("id", "q"), ("name", "q"), ("type", "search"), ("value", query),
                ("placeholder", "Words, a product by any of its names, a document type …"),
                // A longer query is too long for the links of the page it leads to; the browser's own list would cover ours.
                ("autocomplete", "off"), ("spellcheck", "false"), ("maxlength", "1000"),
              ]),
          ] + hidden + [HTML("button", [("type", "submit")], "Search")]),
        HTML(
          "nav", [("aria-label", "Pages")],
          [
            HTML.link("/vocabulary", "Vocabulary"), HTML.link("/insight", "Insight"),
            HTML.link("/review", "Review"), HTML.link("/help", "Help"),
          ]),
      ])
  }

  private var brand: String {
    let name = service.settings.name
    return name.isEmpty ? "Parlance" : "Parlance: \(name)"
  }

  /// The version, and the way to the other workspaces of the server.
  private var footer: HTML {
    let settings = service.settings
    let others = settings.neighbors.filter { $0 != settings.name }
    let version = HTML("p", [], "Parlance \(settings.version)")
    if others.isEmpty { return HTML("footer", [], [version]) }
    let links = others.map { name in
      HTML(
        "a", [("href", name.isEmpty ? "/" : "/\(name)/")],
        [.text(name.isEmpty ? "the first" : name)], isOfWorkspace: false)
    }
    return HTML(
      "footer", [],
      [
        HTML("p", [], [.text("Other workspaces: ")] + SearchView.joined(links, ", ")), version,
      ])
  }
}

/// A file that pages need, known by what is in it, so that browsers may keep it for ever.
struct Asset: Sendable {
  let path: String
  let response: ServiceResponse

  private init(_ name: String, _ ending: String, type: String, _ text: String) {
    // FNV-1a: the name changes with the content.
    let digest = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    path = "/assets/\(name)-\(String(digest, radix: 16)).\(ending)"
    var response = ServiceResponse(type: type, Array(text.utf8))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    self.response = response
  }

  /// How pages look.
  static let style = Asset("page", "css", type: "text/css; charset=utf-8", PageStyle.text)

  /// What makes pages quick; none needs it.
  static let script = Asset("page", "js", type: "text/javascript; charset=utf-8", PageScript.text)

  /// What a browser shows beside the title.
  static let icon = Asset(
    "icon", "svg", type: "image/svg+xml",
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" \
    fill="#0a58ca"/><path d="M5 13V3h4a3 3 0 0 1 0 6H5" fill="none" stroke="#fff" stroke-width="2"/></svg>

    """)

  /// All of them.
  static let all = [style, script, icon]
}

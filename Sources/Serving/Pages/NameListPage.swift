internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// Names on a page.
  private static let namesOnAPage = 1000

  /// The page of a scheme's names, old and new, by the alphabet.
  func namesPage(_ name: String, _ request: ServiceRequest) throws -> ServiceResponse {
    let scheme = try keeper.current().names(ofScheme: name)
    if request.wantsJSON { return Self.json(scheme) }
    let names = scheme["names"]?.array ?? []
    let page = try Self.number(request.query, "page", 1...100_000, usual: 1)
    let shown = names.dropFirst((page - 1) * Self.namesOnAPage).prefix(Self.namesOnAPage)
    let address = "/vocabulary/\(FormFields.encoded(scheme["key"]?.string ?? ""))"
    let title = "\(scheme["title"]?.string ?? name): all names"
    return Layout(service: self).page(
      title,
      [
        HTML("h1", [], title),
        HTML(
          "p", [], [.link("/vocabulary", "All schemes"), .text(" · "), .link(address, "As a tree")]),
        HTML("ul", [("class", "tree")], shown.map(Self.item)),
        Self.pager(
          "\(address)?order=names&page=", page, of: names.count, onAPage: Self.namesOnAPage,
          "Pages of names"),
      ])
  }

  private static func item(_ name: JSONValue) -> HTML {
    let text = name["text"]?.string ?? ""
    let isPreferred = name["preferred"]?.bool ?? false
    let concept = isPreferred ? "" : " → \(name["name"]?.string ?? "")"
    let until = name["until"]?.string.map { ", until \($0)" } ?? ""
    return HTML(
      "li", [],
      [
        .link(Layout.concept(name["uri"]?.string ?? ""), text),
        isPreferred && until.isEmpty
          ? .nothing : HTML("span", [("class", "note")], concept + until),
      ])
  }

  /// Links to the pages of a long list; nothing for a short one.
  ///
  /// - Parameters:
  ///   - path: the address of a page but for its number.
  ///   - page: the number of the page shown, from 1.
  ///   - count: the length of the list.
  ///   - length: how much of it a page shows.
  ///   - name: what the links are called.
  /// - Returns: the links.
  static func pager(
    _ path: String, _ page: Int, of count: Int, onAPage length: Int, _ name: String
  ) -> HTML {
    let pages = (count + length - 1) / length
    guard pages > 1 else { return .nothing }
    return HTML(
      "nav", [("class", "paging"), ("aria-label", name)],
      (1...pages).map { number in
        HTML(
          "a",
          [("href", "\(path)\(number)"), ("aria-current", number == page ? "page" : nil)],
          "\(number)")
      })
  }
}

extension Service {
  /// The page of what the vocabulary was, release by release; with a number, what that one changed.
  func releasesPage(_ request: ServiceRequest) throws -> ServiceResponse {
    let snapshot = keeper.current()
    guard request.query["number"] != nil else {
      let releases = try snapshot.releases()
      if request.wantsJSON { return Self.json(["releases": .array(releases)]) }
      return releasesPage(releases)
    }
    let number = try Self.number(request.query, "number", 1...Int(Int32.max), usual: 1)
    let notes: JSONValue
    do {
      notes = try snapshot.releaseNotes(number)
    } catch let error as RequestError where error.isMissing && !request.wantsJSON {
      return releasesPage(try snapshot.releases(), missing: error.message)
    }
    if request.wantsJSON { return Self.json(notes) }
    let schemes = (notes["schemes"]?.array ?? []).flatMap { scheme -> [HTML] in
      let name = scheme["scheme"]?.string ?? ""
      return [HTML("h2", [], name.isEmpty ? "The vocabulary" : name)]
        + (scheme["sections"]?.array ?? []).flatMap { section in
          [
            HTML("h3", [], section["title"]?.string ?? ""),
            HTML("ul", [], (section["lines"]?.strings ?? []).map { HTML("li", [], $0) }),
          ]
        }
    }
    return Layout(service: self).page(
      "Release \(number)",
      [
        HTML("h1", [], "What release \(number) changed"),
        HTML("p", [], [.link("/releases", "All releases")]),
      ] + (schemes.isEmpty ? [HTML("p", [], "No differences.")] : schemes))
  }

  /// The list of releases, to which one leads back that is not among them.
  private func releasesPage(
    _ releases: [JSONValue], missing message: String? = nil
  ) -> ServiceResponse {
    let rows = releases.map { release -> HTML in
      let number = release["release"]?.integer ?? 0
      return HTML(
        "tr", [],
        [
          HTML("th", [("scope", "row")], [.link("/releases?number=\(number)", "\(number)")]),
          HTML("td", [], release["date"]?.string ?? ""),
          HTML("td", [], release["by"]?.string ?? ""),
        ])
    }
    return Layout(service: self).page(
      "Releases",
      [
        HTML("h1", [], "Releases of the vocabulary"),
        message.map { HTML("p", [("role", "status")], $0) } ?? .nothing,
        HTML("p", [], [.link("/vocabulary", "Vocabulary")]),
        rows.isEmpty
          ? HTML("p", [], "Nothing was imported yet.")
          : Layout.wide("Releases", [InsightView.head(["Release", "Since", "By"])] + rows),
      ], status: message == nil ? 200 : 404)
  }
}

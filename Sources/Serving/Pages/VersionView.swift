internal import JSONCoding
internal import ParlanceKit

/// How a document stands among the versions and copies of the same thing.
struct VersionView {
  let id: String

  /// What `WorkspaceSnapshot.standings` says of it; `nil` for a document that stands alone.
  let standing: JSONValue?

  private var versions: [JSONValue] { standing?["versions"]?.array ?? [] }

  private var isCurrent: Bool { standing?["current"]?.bool ?? true }

  /// What a card says of it in a word or two; nothing of a document that stands alone.
  var badge: HTML {
    guard standing != nil else { return .nothing }
    let words =
      isCurrent ? "newest version" : versions.count > 1 ? "older version" : "set aside"
    return HTML("span", [("class", isCurrent ? "badge" : "badge past")], words)
  }

  /// What the page of a document says of it.
  var fact: [HTML] {
    if standing == nil { return [.text("the only one that is known")] }
    if isCurrent { return [.text("the newest of \(versions.count)")] }
    guard versions.count > 1, let newest = versions.first, newest["id"]?.string != id else {
      return [.text("set aside: its path says that it is a copy, a draft or old")]
    }
    return [.text("an older one; the newest is "), Self.link(newest)]
  }

  /// The other versions, and the copies, each named once.
  func lists(_ copies: [JSONValue]) -> HTML {
    let named = Set(copies.compactMap { $0["id"]?.string } + [id])
    let others = versions.filter { !named.contains($0["id"]?.string ?? "") }
    return HTML([
      list("Other versions", "versions", others), list("Copies of it", "copies", copies),
    ])
  }

  private func list(_ title: String, _ name: String, _ documents: [JSONValue]) -> HTML {
    guard !documents.isEmpty else { return .nothing }
    return HTML([
      HTML("h2", [("id", name)], title),
      HTML("ul", [], documents.map { HTML("li", [], [Self.link($0)]) }),
    ])
  }

  private static func link(_ document: JSONValue) -> HTML {
    let id = document["id"]?.string ?? ""
    let path = document["path"]?.string ?? ""
    let date = document["date"]?.string.map { HTML("span", [("class", "date")], " \($0)") }
    return HTML([.link(Layout.document(id), path.isEmpty ? id : path), date ?? .nothing])
  }
}

/// What runs and people changed of a document's tags.
struct HistoryView {
  /// The latest first, as `WorkspaceSnapshot.history` tells it.
  let changes: [JSONValue]

  /// More are nothing to read through; `parlance log` has them all.
  private static let most = 100

  /// A table that opens when it is asked for.
  var content: HTML {
    guard !changes.isEmpty else { return .nothing }
    let rows = changes.prefix(Self.most).map { change in
      HTML(
        "tr", [],
        [
          HTML("td", [], String((change["started"]?.string ?? "").prefix(16))),
          HTML("td", [], change["facet"]?.string ?? ""), HTML("td", [], Self.names(change["old"])),
          HTML("td", [], Self.names(change["new"])),
          HTML("td", [], change["command"]?.string ?? ""),
          HTML("td", [], change["account"]?.string ?? ""),
          HTML("td", [("class", "number")], "\(change["run"]?.integer ?? 0)"),
        ])
    }
    let head = InsightView.head(["When", "Facet", "Before", "After", "By", "Account", "Run"])
    return HTML(
      "details", [("class", "add")],
      [
        HTML("summary", [], "History: what was changed of its tags"),
        Layout.wide("History", [head] + rows),
      ])
  }

  private static func names(_ value: JSONValue?) -> String {
    let names = value?.strings ?? []
    return names.isEmpty ? "–" : names.joined(separator: ", ")
  }
}

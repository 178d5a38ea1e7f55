internal import JSONCoding

/// A concept for a person: its names in time, what it belongs to, what replaced it, its documents.
struct ConceptView {
  let concept: JSONValue

  private var uri: String { concept["uri"]?.string ?? "" }

  private var scheme: String? { concept["schemes"]?.strings?.first }

  var content: [HTML] {
    [
      status, documents, HTML("h2", [], "Names"), NameTimeline(labels: labels).content, names,
      HTML("h2", [], "Relations"),
      HTML(
        "dl", [("class", "facts")],
        concepts("Broader", "broader") + concepts("Narrower", "narrower")
          + concepts("Related", "related") + concepts("Parts", "parts")
          + concepts("Replaces", "replaces") + matches + provenance + identifier), notes,
    ]
  }

  private var labels: [JSONValue] { concept["labels"]?.array ?? [] }

  /// That it is not in use any more, and what is instead.
  private var status: HTML {
    if let end = concept["in_use_until"]?.string {
      return note("In use until \(end).", "Then", following)
    }
    guard concept["deprecated"]?.bool == true else { return .nothing }
    if concept["compound"]?.bool == true {
      return note("No concept of its own.", "Stands for all of", following)
    }
    let since = concept["deprecated_since"]?.string.map { " since \($0)" } ?? ""
    let current = (concept["current"]?.array ?? []).filter { $0["uri"]?.string != uri }
    return note("Not in use any more\(since).", "Now", current)
  }

  /// What takes the place of a concept that is in use until a day to come, within the vocabulary.
  private var following: [JSONValue] {
    (concept["successors"]?.array ?? []).filter { $0["name"]?.string != $0["uri"]?.string }
  }

  private func note(_ state: String, _ word: String, _ others: [JSONValue]) -> HTML {
    HTML(
      "p", [("class", "understood"), ("role", "status")],
      [.text(state)]
        + (others.isEmpty
          ? [] : [.text(" \(word): ")] + SearchView.joined(others.map(Self.link), ", ")))
  }

  private var documents: HTML {
    let count = concept["documents"]?.integer ?? 0
    guard let scheme else { return .nothing }
    let filter = FormFields([.init(name: "facet", value: "\(scheme)=\(uri)")])
    return HTML(
      "p", [],
      [
        .link(
          Layout.search(filter),
          "\(count) \(count == 1 ? "document" : "documents") tagged with it, and all narrower ones")
      ])
  }

  private static func link(_ concept: JSONValue) -> HTML {
    .link(Layout.concept(concept["uri"]?.string ?? ""), concept["name"]?.string ?? "")
  }

  private func concepts(_ heading: String, _ member: String) -> [HTML] {
    let found = concept[member]?.array ?? []
    guard !found.isEmpty else { return [] }
    return [
      HTML("dt", [], heading), HTML("dd", [], SearchView.joined(found.map(Self.link), ", ")),
    ]
  }

  /// The concepts of other vocabularies that it matches; their addresses are shown, not followed.
  private var matches: [HTML] {
    let found = concept["matches"]?.array ?? []
    guard !found.isEmpty else { return [] }
    let texts = found.map { "\($0["uri"]?.string ?? "") (\($0["kind"]?.string ?? ""))" }
    return [
      HTML("dt", [], "Matches"), HTML("dd", [], SearchView.joined(texts.map(HTML.text), ", ")),
    ]
  }

  /// Who made it and when, in the words of the vocabulary.
  private var provenance: [HTML] {
    (concept["provenance"]?.array ?? []).flatMap { said in
      [
        HTML("dt", [], Self.heading(said["kind"]?.string ?? "")),
        HTML("dd", [], said["value"]?.string ?? ""),
      ]
    }
  }

  private static func heading(_ kind: String) -> String {
    kind.prefix(1).uppercased() + kind.dropFirst()
  }

  private var identifier: [HTML] {
    [HTML("dt", [], "Identifier"), HTML("dd", [], [HTML("code", [], uri)])]
  }

  /// Names that differ by their language alone are one line.
  private var mergedNames: [(label: JSONValue, languages: [String])] {
    var places: [[String]: Int] = [:]
    var result: [(label: JSONValue, languages: [String])] = []
    for label in labels {
      let key = ["text", "kind", "role", "from", "until"].map { label[$0]?.string ?? "" }
      let language = label["language"]?.string ?? ""
      if let place = places[key] {
        result[place].languages.append(language)
      } else {
        places[key] = result.count
        result.append((label, [language]))
      }
    }
    return result
  }

  private var names: HTML {
    Layout.wide(
      "Names",
      [
        HTML(
          "tr", [],
          ["Name", "Language", "Kind", "From", "Until"].map { HTML("th", [("scope", "col")], $0) })
      ]
        + mergedNames.map { label, languages in
          let role = label["role"]?.string ?? ""
          let kind = label["kind"]?.string ?? ""
          let known = languages.filter { !$0.isEmpty }
          return HTML(
            "tr", [],
            [
              HTML("th", [("scope", "row"), ("lang", known.first)], label["text"]?.string ?? ""),
              HTML("td", [], known.joined(separator: ", ")),
              HTML("td", [], Self.name(ofKind: kind, role: role)),
              HTML("td", [], label["from"]?.string ?? ""),
              HTML("td", [], label["until"]?.string ?? ""),
            ])
        })
  }

  private static func name(ofKind kind: String, role: String) -> String {
    switch role {
    case "", "plain": kind
    case "formerName": "former name"
    default: role
    }
  }

  private var notes: HTML {
    let found = concept["notes"]?.array ?? []
    guard !found.isEmpty else { return .nothing }
    return HTML([
      HTML("h2", [], "Notes"),
      HTML(
        "dl", [("class", "facts")],
        found.flatMap { note -> [HTML] in
          let origin = [note["creator"]?.string ?? "", note["date"]?.string ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
          return [
            HTML("dt", [], note["kind"]?.string ?? ""),
            HTML(
              "dd", [],
              (note["text"]?.string ?? "") + (origin.isEmpty ? "" : " (\(origin))")),
          ]
        }),
    ])
  }
}

/// The names of a concept on a line of time: a bar from when each was in use until when.
struct NameTimeline {
  let labels: [JSONValue]

  private static let width = 640
  private static let rowHeight = 24

  /// A name with its years; `nil` for an end that is open.
  private struct Bar: Hashable {
    var text: String
    var from: Double?
    var until: Double?
  }

  /// The names with a date; if there are none, time says nothing.
  private var bars: [Bar] {
    let dated = labels.compactMap { label -> Bar? in
      guard let text = label["text"]?.string else { return nil }
      let isNamed =
        label["kind"]?.string == "preferred" || label["role"]?.string == "formerName"
        || label["from"]?.string != nil || label["until"]?.string != nil
      guard isNamed else { return nil }
      return Bar(
        text: text, from: Self.year(label["from"]?.string, isEnd: false),
        until: Self.year(label["until"]?.string, isEnd: true))
    }
    guard dated.contains(where: { $0.from != nil || $0.until != nil }) else { return [] }
    var seen: Set<Bar> = []
    // More bars are no picture any more; the table below has all names.
    return Array(dated.filter { seen.insert($0).inserted }.prefix(30))
  }

  /// A date as years with a fraction: 2009-06-30 is 2009.5.
  static func year(_ date: String?, isEnd: Bool) -> Double? {
    guard let parts = date?.split(separator: "-").map({ Double($0) }), let year = parts.first ?? nil
    else { return nil }
    let month = parts.count > 1 ? parts[1] ?? 1 : isEnd ? 13 : 1
    let day = parts.count > 2 ? parts[2] ?? 1 : isEnd && parts.count > 1 ? 31 : 1
    return year + min(1, (month - 1 + (day - 1) / 31) / 12)
  }

  var content: HTML {
    let bars = bars
    guard !bars.isEmpty else { return .nothing }
    let ends = bars.flatMap { [$0.from, $0.until].compactMap(\.self) }
    let first = (ends.min() ?? 0) - 1
    // Names without an end reach beyond the last year that is told.
    let last = (ends.max() ?? 0) + 2
    func place(_ year: Double) -> Int { Int((year - first) / (last - first) * Double(Self.width)) }
    let rows = bars.enumerated().map { number, bar -> HTML in
      let (start, end) = (place(bar.from ?? first), place(bar.until ?? last))
      let y = number * Self.rowHeight
      return HTML([
        HTML(
          "rect",
          [
            ("x", "\(start)"), ("y", "\(y + 4)"), ("width", "\(max(3, end - start))"),
            ("height", "16"), ("rx", "3"), ("class", bar.until == nil ? "now" : "past"),
          ]),
        HTML(
          "text",
          [
            ("x", "\(min(start + 6, Self.width - 200))"), ("y", "\(y + 17)"),
          ], bar.text),
      ])
    }
    let height = bars.count * Self.rowHeight
    let years = Set(ends.map { Int($0) }).sorted().map { year in
      HTML(
        "text", [("x", "\(place(Double(year)))"), ("y", "\(height + 16)"), ("class", "year")],
        "\(year)")
    }
    return HTML(
      "svg",
      [
        ("viewBox", "0 0 \(Self.width) \(height + 20)"), ("class", "timeline"), ("role", "img"),
        ("aria-label", "Names in time; the table below says the same."),
      ], rows + years)
  }
}

import ArgumentParser
import Glibc
import ParlanceKit
import Searching
import Taxonomy

/// Prints the answer to a search.
struct SearchReport {
  let index: SearchIndex
  let results: SearchResults
  let request: SearchRequest
  let took: Duration
  let facetLimit: Int

  /// Prints the answer in a form.
  func print(_ searchFormat: SearchFormat, isNullTerminated: Bool) throws {
    guard let format = searchFormat.general else {
      throw ValidationError("--format trec goes with --batch")
    }
    if format == .table { return printTable() }
    var general = FormatOptions()
    general.format = format
    general.isNullTerminated = isNullTerminated
    let isJSON = format == .json || format == .jsonl
    let fields = HitField.fields(isJSON: isJSON)
    var columns = fields.map(\.column)
    if isJSON, request.collapsesCopies { columns.append(Column("copies")) }
    if isJSON, request.wantsExplanations { columns.append(Column("explanation")) }
    var printer = try RecordPrinter(general, columns: columns, pathField: "path")
    for hit in results.hits {
      var record = fields.map { field in
        field == .path && format == .paths
          ? .string(Self.place(of: hit)) : field.value(of: hit, isJSON: isJSON)
      }
      if isJSON, request.collapsesCopies { record.append(Self.copies(hit)) }
      if isJSON, request.wantsExplanations { record.append(Self.explanation(hit)) }
      printer.print(record)
    }
    printer.finish(envelope: envelope, listName: "hits")
  }

  /// The path from here, if the document lies below; else the whole identifier.
  static func place(of hit: SearchHit) -> String {
    guard hit.id.hasPrefix("/"), let here = unsafe getcwd(nil, 0) else {
      return hit.path.isEmpty ? hit.id : hit.path
    }
    defer { unsafe free(here) }
    let folder = unsafe String(cString: here) + "/"
    return hit.id.hasPrefix(folder) ? String(hit.id.dropFirst(folder.count)) : hit.id
  }

  private static func copies(_ hit: SearchHit) -> JSONValue {
    .array(
      hit.copies.map { copy in
        .object(
          JSONObject([
            .init(name: "id", value: .string(copy.id)),
            .init(name: "path", value: copy.path.isEmpty ? .null : .string(copy.path)),
          ]))
      })
  }

  private static func explanation(_ hit: SearchHit) -> JSONValue {
    .array(
      hit.explanation.map {
        .object(
          JSONObject([
            .init(name: "part", value: .string($0.title)),
            .init(name: "score", value: .number($0.score)),
          ]))
      })
  }

  static func value(_ value: FacetValue) -> JSONValue {
    .object(JSONObject(members(value)))
  }

  private static func members(_ value: FacetValue) -> [JSONObject.Member] {
    [
      .init(name: "value", value: .string(value.label)),
      .init(name: "concept", value: value.concept.map { .string($0) } ?? .null),
    ]
  }

  /// What a JSON answer holds around its hits.
  private var envelope: JSONObject {
    let facets = results.facets.map { facet in
      JSONObject.Member(
        name: facet.key,
        value: .array(
          facet.entries.map { entry in
            .object(
              JSONObject(
                Self.members(entry.value) + [
                  .init(name: "count", value: .integer(entry.count)),
                  .init(name: "depth", value: .integer(entry.depth)),
                ]))
          }))
    }
    let missing = results.facets.map {
      JSONObject.Member(name: $0.key, value: .integer($0.missing))
    }
    let milliseconds = Double(took.components.attoseconds) / 1e15
    var envelope = JSONObject([
      .init(name: "query", value: .string(request.query)),
      .init(name: "understood", value: understood),
      .init(name: "total", value: .integer(results.total)),
      .init(name: "facets", value: .object(JSONObject(facets))),
      .init(name: "missing", value: .object(JSONObject(missing))),
      .init(
        name: "took_ms",
        value: .number(
          ((Double(took.components.seconds) * 1000 + milliseconds) * 1000).rounded() / 1000)),
      .init(name: "suggestions", value: .array(results.suggestions.map { .string($0) })),
      .init(name: "relaxations", value: .array(results.relaxations.map(Self.value))),
    ])
    if let histogram = results.histogram { envelope["histogram"] = Self.value(histogram) }
    return envelope
  }

  static func value(_ histogram: DateHistogram) -> JSONValue {
    .object(
      JSONObject([
        .init(
          name: "periods",
          value: .array(
            histogram.entries.map {
              .object(
                JSONObject([
                  .init(name: "period", value: .string($0.period.description)),
                  .init(name: "count", value: .integer($0.count)),
                ]))
            })),
        .init(name: "undated", value: .integer(histogram.undated)),
      ]))
  }

  static func value(_ relaxation: Relaxation) -> JSONValue {
    let change =
      switch relaxation.change {
      case .facet(let key): "facet:\(key)"
      case .allFacets: "facets"
      case .dates: "dates"
      case .anyWord: "any-word"
      case .anywhere: "title"
      case .anyFolder: "path"
      case .related(let facet, let label): "related:\(facet)=\(label)"
      }
    return .object(
      JSONObject([
        .init(name: "without", value: .string(change)),
        .init(name: "count", value: .integer(relaxation.count)),
      ]))
  }

  static func value(_ notice: Understanding.Notice) -> JSONValue {
    let kind =
      switch notice.kind {
      case .absent: "absent"
      case .ignored: "ignored"
      case .text: "text"
      case .words: "words"
      case .word: "word"
      case .part: "part"
      case .newest: "newest"
      case .narrower: "narrower"
      case .partOfName: "part-of-name"
      }
    return .object(
      JSONObject([
        .init(name: "surface", value: .string(notice.surface)),
        .init(name: "notice", value: .string(kind)),
        .init(name: "note", value: .string(notice.message)),
      ]))
  }

  private var understood: JSONValue {
    .array(
      results.understanding.readings.map { reading in
        .object(
          JSONObject([
            .init(name: "surface", value: .string(reading.surface)),
            .init(name: "facet", value: .string(reading.facet)),
            .init(name: "concepts", value: .array(reading.concepts.map(Self.value))),
            .init(name: "note", value: .string(reading.note)),
            .init(name: "related", value: .array(reading.related.map(Self.value))),
          ]))
      }
        + results.understanding.corrections.map { correction in
          .object(
            JSONObject([
              .init(name: "surface", value: .string(correction.word)),
              .init(
                name: "corrected",
                value: .array(correction.replacements.map { .string($0) })),
            ]))
        }
        + results.understanding.notices.map(Self.value))
  }
}

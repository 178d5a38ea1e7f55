package import JSONCoding

extension Evidence {
  /// The evidence as scripts, plans and the catalog hold it: `field`, `start` and `end` in bytes, `surface`,
  /// `rule`, and where they apply `label`, `source`, `note` (which begins with the source); `weight` at the end.
  package var json: JSONValue {
    var object = JSONObject()
    object["field"] = .string(place.description)
    object["start"] = .integer(range.lowerBound)
    object["end"] = .integer(range.upperBound)
    object["surface"] = .string(surface)
    object["rule"] = .string(rule.rawValue)
    if let label { object["label"] = .string(label) }
    if !source.isEmpty { object["source"] = .string(source) }
    if !note.isEmpty { object["note"] = .string(note) }
    object["weight"] = .number(weight)
    return .object(object)
  }

  /// The evidence of a JSON object; `nil` if a member is missing or not what it has to be.
  package init?(_ json: JSONValue) {
    guard let place = json["field"]?.string.flatMap(Place.init),
      let start = json["start"]?.integer, let end = json["end"]?.integer, 0 <= start, start <= end,
      let surface = json["surface"]?.string, let rule = json["rule"]?.string.flatMap(Rule.init),
      let weight = json["weight"]?.double, weight.isFinite
    else { return nil }
    // What earlier versions wrote has no source, and all of its note is a remark.
    let source = json["source"]?.string ?? ""
    guard let remark = Self.remark(of: json["note"]?.string ?? "", from: source) else { return nil }
    self.init(
      place: place, range: start..<end, surface: surface, rule: rule,
      label: json["label"]?.string, source: source, remark: remark, weight: weight)
  }

  /// What `note(source:remark:)` added to the source; `nil` if it did not make this note.
  private static func remark(of note: String, from source: String) -> String? {
    let remark = source.isEmpty ? note : String(note.dropFirst("\(source); ".count))
    return Self.note(source: source, remark: remark) == note ? remark : nil
  }
}

extension [Evidence] {
  /// The evidence as a JSON array.
  package var json: JSONValue { .array(map(\.json)) }

  /// The text of the JSON array.
  package var jsonText: String {
    var writer = JSONWriter()
    writer.value(json)
    return writer.text
  }

  /// The evidence of a JSON array; `nil` if it is not an array, or an element is not evidence.
  package init?(_ json: JSONValue) {
    guard let values = json.array else { return nil }
    self = values.compactMap(Evidence.init)
    guard count == values.count else { return nil }
  }

  /// The evidence of a text; `nil` if it is not a JSON array of evidence.
  ///
  /// An empty text is none.
  package init?(jsonText: String) {
    guard !jsonText.isEmpty else {
      self = []
      return
    }
    // Whoever asks tells where the text stands that cannot be read.
    guard let value = try? JSONReader.value(of: jsonText) else { return nil }
    self.init(value)
  }
}

internal import Knowledge
internal import Model

/// What a property of a file is to Parlance, whatever its format calls it.
enum PropertyMeaning {
  case title
  case field(MetadataField.Role)
  /// Terms between commas or semicolons.
  case keywords
  case language
  case created
  case modified
}

/// A property that was found: its name in the format, what it is, and its value.
struct FoundProperty {
  var name: String
  var meaning: PropertyMeaning
  var value: String
}

extension DocumentBuilder {
  /// Takes a property under its own name.
  mutating func take(_ property: FoundProperty) {
    let value = property.value
    switch property.meaning {
    case .title:
      offerTitle(OfficeTitle.meaningful(value))
      add(property.name, value, .title)
    case .field(let role): add(property.name, value, role)
    case .keywords: addKeywords(property.name, value)
    case .language: offerLanguage(value)
    case .created: offerCreated(MetadataDates.date(value))
    case .modified: offerModified(MetadataDates.date(value))
    }
  }
}

/// Titles that programs write by themselves.
enum OfficeTitle {
  private static let madeUp = TitleWords.lists["made-up"]
  private static let madeUpStarts = TitleWords.lists.terms("made-up-start").map { $0 + " " }

  /// The title, or an empty string if a program made it up.
  static func meaningful(_ title: String) -> String {
    let plain = TextCollector.singleLine(title.utf8)
    let folded = plain.lowercased()
    if madeUp.contains(folded) { return "" }
    // What stands behind it is the name of the file, which is better than nothing.
    guard let start = madeUpStarts.first(where: { folded.hasPrefix($0) }) else { return plain }
    return String(plain.dropFirst(start.count))
  }
}

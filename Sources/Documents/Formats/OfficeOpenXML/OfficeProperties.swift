/// Finds the property parts of Office files: core, custom and extended.
enum OfficeProperties {
  private static let kinds = ["core-properties", "custom-properties", "extended-properties"]

  /// Some writers leave the relationship of the core part out or misspell its type.
  private static let fallback = ["core-properties": "docProps/core.xml"]

  /// Reads all property parts that the package names.
  static func read(
    _ package: OfficeRelationships, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    for kind in kinds {
      guard let part = package.target(ofKind: kind) ?? fallback[kind] else { continue }
      try PropertyPart.read(part, at: .belowRoot, &reader, &builder)
    }
  }
}

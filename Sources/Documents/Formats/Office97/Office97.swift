extension DocumentFormat {
  /// Word, Excel and PowerPoint files before 2007.
  static let office97 = DocumentFormat(
    "Office 97", names: LegacyOfficeReader.Kind.allCases.map(\.rawValue),
    beginsWithFrame: ["xls", "ppt"],
    reading: .compound({ file in try LegacyOfficeReader.kind(file)?.rawValue }) {
      name, file, source, builder, context in
      guard let kind = LegacyOfficeReader.Kind(rawValue: name) else { return }
      try LegacyOfficeReader.read(kind, file, source, &builder, context)
    })
}

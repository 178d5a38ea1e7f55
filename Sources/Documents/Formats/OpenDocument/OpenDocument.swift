extension DocumentFormat {
  /// The files of LibreOffice and its relatives.
  static let openDocument = DocumentFormat(
    "OpenDocument", names: ["odt", "ods", "odp", "odg", "ott", "ots", "otp", "otg", "odm"],
    beginsWithFrame: ["ods", "ots", "odp", "otp"],
    reading: .archive(OpenDocumentReader.name(_:fileExtension:)) { name, parts, builder in
      try OpenDocumentReader.read(name, &parts, &builder)
    },
    writing: Writing(
      extensions: ["odt", "ods", "odp", "odg", "ott", "ots", "otp", "otg"],
      edits: OpenDocumentWriting.edits))
}

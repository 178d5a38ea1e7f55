extension DocumentFormat {
  /// Word, Excel and PowerPoint files since 2007.
  static let officeOpenXML = DocumentFormat(
    "Office Open XML", names: OfficeReader.names,
    beginsWithFrame: ["xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "ppsm", "potx"],
    reading: .archive(
      { parts, _ in try OfficeReader.name(&parts) },
      { name, parts, builder in try OfficeReader.read(name, &parts, &builder) }),
    writing: Writing(
      extensions: [
        "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "potx",
        "potm", "ppsx", "ppsm",
      ], edits: OfficeOpenXMLWriting.edits))
}

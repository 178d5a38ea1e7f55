extension DocumentFormat {
  /// Messages that Outlook saved.
  static let outlookMessage = DocumentFormat(
    "Outlook message", names: ["msg"], beginsWithFrame: ["msg"],
    reading: .compound({ file in file.find("__properties_version1.0") == nil ? nil : "msg" }) {
      _, file, _, builder, context in
      try OutlookMessageReader.read(file, &builder, context)
    })
}

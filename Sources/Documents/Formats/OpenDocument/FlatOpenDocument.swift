internal import System

extension DocumentFormat {
  /// The files of LibreOffice that are one XML document.
  static let flatOpenDocument = DocumentFormat(
    "flat OpenDocument", names: ["fodt", "fods", "fodp", "fodg"],
    beginsWithFrame: ["fods", "fodp"],
    reading: .text({ sample in
      let isOne =
        sample.isXML
        && BytePattern.contains("office:mimetype=\"application/vnd.oasis", in: sample.head)
      return isOne ? "fodt" : nil
    }) { name, bytes, builder, context in
      try OpenDocumentReader.read(flat: bytes, name, &builder, context)
    })
}

internal import System

extension DocumentFormat {
  /// PDF; what stands before its header, other programs pass over, too.
  static let pdf = DocumentFormat(
    "PDF", names: ["pdf"],
    reading: .bytes(
      { head, fileExtension in
        BytePattern.contains("%PDF-", in: Array(head.prefix(1024))) || fileExtension == "pdf"
          ? "pdf" : nil
      },
      { _, source, builder, context in try PDFReader.read(source, &builder, context) }),
    writing: Writing(extensions: ["pdf"], change: PDFWriting.change))
}

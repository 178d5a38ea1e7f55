internal import System

/// Reads what a file without text says of itself: XMP by ourselves, everything else by ExifTool; the text of
/// DjVu by `djvutxt`, the mails of Outlook's mailboxes by `readpst`.
///
/// Nothing here is a reason to refuse a file: it is a document without that, too.
enum OtherFileReader {
  /// Where an XMP packet is looked for by ourselves; in larger files only ExifTool looks.
  private static let packetLimit = 16 << 20

  /// Reads a file of a kind.
  ///
  /// - Throws: `DocumentRefusal` if the file cannot be read, for a file within another one, or when the time is over.
  static func read(
    _ name: String, _ source: ByteSource, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    guard context.depth == 0 else {
      throw DocumentRefusal(
        .unsupportedFormat, OtherFileKind.words(try source.bytes(in: 0..<4096)))
    }
    let isSmall = source.count <= packetLimit
    if isSmall { try XMPReader.read(source, &builder, context) }
    if name == "djvu" { try readText(source, &builder, context) }
    if name == "pst" { try OutlookMailbox.read(source, &builder, context) }
    try ExifToolFields.read(source, includesXMP: !isSmall, &builder, context)
  }

  private static func readText(
    _ source: ByteSource, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    guard let program = context.tools.path(of: .djvutxt) else {
      builder.remark(ForeignTools.remark(missing: .djvutxt))
      return
    }
    var child = ChildProcess(program, ["/dev/stdin"])
    child.limits = context.limits.child
    let outcome = try child.run(over: source, isCancelled: context.isCancelled)
    guard outcome.status == 0 || outcome.isCut else {
      builder.remark("djvutxt ended with status \(outcome.status): \(outcome.message)")
      return
    }
    builder.text.append(PlainTextReader.limited(outcome.output, builder))
  }
}

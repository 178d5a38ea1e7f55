internal import System

extension DocumentFormat {
  /// Pages of the web.
  static let html = DocumentFormat(
    "HTML", names: ["html"], aliases: ["htm": "html", "xhtml": "html", "shtml": "html"],
    beginsWithFrame: ["html"],
    reading: .text(
      { sample in
        let isPage =
          sample.head.starts(with: "<!doctype html".utf8) || sample.head.starts(with: "<html".utf8)
          || sample.isXML && BytePattern.contains("<html", in: sample.head)
        return isPage ? "html" : nil
      },
      { _, bytes, builder, context in try HTMLReader.read(bytes, &builder, context) }),
    writing: Writing(extensions: ["html", "htm", "xhtml"], edits: HTMLWriting.edits))
}

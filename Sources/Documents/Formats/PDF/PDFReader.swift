import Model
import System

/// Reads PDF: text and Info through poppler's `pdftotext` in a child process, XMP by itself.
enum PDFReader {
  /// Reads a file.
  ///
  /// - Throws: `DocumentRefusal` for encrypted and damaged files, or if `pdftotext` is missing.
  static func read(
    _ source: ByteSource, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    let program = try context.tools.require(.pdftotext, for: "PDF")
    var child = ChildProcess(
      program, ["-htmlmeta", "-enc", "UTF-8", "-eol", "unix", "/dev/stdin", "-"])
    child.limits = context.limits.child
    let outcome = try child.run(over: source, isCancelled: context.isCancelled)
    if outcome.status != 0 && !outcome.isCut { throw refusal(outcome, source, context) }
    if outcome.isCut { builder.remark("text beyond \(child.limits.output) bytes is left out") }
    try XMPReader.read(source, &builder, context)
    let information = PDFInformation(source, limit: context.limits.fileSize)
    take(outcome.output, information, &builder)
    if builder.mark == nil, let mark = information.mark { builder.add(mark.name, mark.value) }
    guard !builder.text.bytes.isEmpty || builder.title != nil || !builder.metadata.isEmpty else {
      builder.remark("no text: the pages may be images")
      return
    }
  }

  private static func refusal(
    _ outcome: ChildProcess.Outcome, _ source: ByteSource, _ context: ReadingContext
  ) -> DocumentRefusal {
    let words = String(decoding: outcome.errors, as: UTF8.self)
    if BytePattern.contains("Incorrect password", in: outcome.errors)
      || BytePattern.contains(
        "Unsupported version/revision of Standard security", in: outcome.errors)
      || BytePattern.contains("Unknown encryption", in: outcome.errors)
    {
      return DocumentRefusal(.encrypted, "the file asks for a password")
    }
    // What pdftotext ends with where the permissions of a file forbid it to copy text.
    if outcome.status == 3 {
      return DocumentRefusal(.encrypted, "copying of text is not allowed")
    }
    let message = words.split(separator: "\n").last.map(String.init) ?? "no message"
    // Status 1 says that it cannot open the file, whatever the cause.
    guard outcome.status == 1 else {
      return DocumentRefusal(
        .toolFailed, "pdftotext ended with status \(outcome.status): \(message)")
    }
    if BytePattern.contains("I/O Error", in: outcome.errors) {
      return DocumentRefusal(.unreadable, "pdftotext: \(message)")
    }
    // Whether the file or the program is to blame: a file that cannot be read whole is not sound either.
    let bytes = (try? source.allBytes(limit: context.limits.fileSize)) ?? []
    let isSound = (try? PDFFile(bytes)) != nil
    return DocumentRefusal(isSound ? .toolFailed : .damaged, "pdftotext: \(message)")
  }

  /// Takes the page that `pdftotext -htmlmeta` writes: Info as `meta`, the text unescaped in `pre`.
  private static func take(
    _ output: [UInt8], _ information: PDFInformation, _ builder: inout DocumentBuilder
  ) {
    guard let start = BytePattern.first("<pre>\n", in: output, from: 0) else { return }
    var index = 0
    while index < start {
      guard output[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let open = index
      guard
        let tag = MarkupTag.scan(output, &index, wantsAttributes: { $0.elementsEqual("meta".utf8) })
      else {
        index = open + 1
        continue
      }
      if tag.name.elementsEqual("title".utf8), !tag.isEnd {
        let end = BytePattern.first("</title>", in: output, from: index) ?? start
        let shown = HTMLEntities.decoded(output[index..<max(index, end)])
        info("Title", information.value("Title", shown: shown), &builder)
      } else if let name = tag.attribute("name"), let content = tag.attribute("content") {
        let name = String(decoding: name, as: UTF8.self)
        info(name, information.value(name, shown: content), &builder)
      }
    }
    let end = BytePattern.last("</pre>", in: output) ?? output.count
    PDFParagraphs.append(output[(start + 6)..<max(start + 6, end)], to: &builder.text)
  }

  private static let properties: [String: PropertyMeaning] = [
    "Title": .title, "Subject": .field(.subject), "Keywords": .keywords, "Author": .field(.author),
    "CreationDate": .created, "ModDate": .modified,
  ]

  private static func info(_ name: String, _ value: String, _ builder: inout DocumentBuilder) {
    let text = TextCollector.singleLine(value.utf8)
    guard !text.isEmpty else { return }
    if ["Creator", "Producer", "LastModifiedDate"].contains(name) { return }
    if name == "Title", text == "Untitled" { return }
    builder.take(
      FoundProperty(name: name, meaning: properties[name] ?? .field(.other), value: text))
  }
}

/// The values of a PDF's information dictionary, whose UTF-8 (PDF 2.0) poppler before 23.08 takes for PDFDocEncoding.
private struct PDFInformation {
  private let source: ByteSource
  private let limit: Int

  init(_ source: ByteSource, limit: Int) {
    self.source = source
    self.limit = limit
  }

  /// The mark of Parlance's own tags, which `pdftotext` does not show.
  var mark: (name: String, value: String)? {
    let name = FacetProperties.propertyName(ofFacet: FacetProperties.markKey)
    guard let bytes = try? source.allBytes(limit: limit),
      ByteSearch.first(Array("/\(name)".utf8), in: bytes, 0..<bytes.count) != nil,
      let file = try? PDFFile(bytes),
      !file.isEncrypted, let info = try? file.resolved(file.trailer["Info"])?.dictionary,
      case .string(let text) = try? file.resolved(info[name])
    else { return nil }
    return (name, PDFText.decoded(text))
  }

  /// The value of a key that a reader shows like this.
  func value(_ key: String, shown: [UInt8]) -> String {
    let text = String(decoding: shown, as: UTF8.self)
    if let meant = PDFText.mistakenUTF8(text) { return meant }
    // Bytes without a character in PDFDocEncoding, UTF-16 with its low byte first, and the marks of a language
    // can be told from the file alone.
    let isDoubtful =
      text.unicodeScalars.contains { $0 == "\u{FFFD}" || $0 == "\u{1B}" }
      || text.hasPrefix("\u{FF}\u{FE}")
    // Where the file itself does not tell, what pdfinfo said stands.
    guard isDoubtful, let bytes = try? source.allBytes(limit: limit),
      let file = try? PDFFile(bytes), !file.isEncrypted,
      let info = try? file.resolved(file.trailer["Info"])?.dictionary,
      case .string(let stored) = try? file.resolved(info[key])
    else { return text }
    return PDFText.decoded(stored)
  }
}

/// Puts the lines of pages back into paragraphs.
enum PDFParagraphs {
  /// Appends text as `pdftotext` writes it: blocks between empty lines, a line for each line.
  ///
  /// A line that fills most of its block's width runs on in the next one; a hyphen at its end
  /// between two letters, the second a small one, goes.
  static func append(_ bytes: ArraySlice<UInt8>, to text: inout TextCollector) {
    var block: [ArraySlice<UInt8>] = []
    for line in bytes.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 12 })
    {
      if line.isEmpty {
        flush(&block, to: &text)
      } else {
        block.append(line)
        if block.count >= 500 { flush(&block, to: &text) }
      }
      if text.isFull { return }
    }
    flush(&block, to: &text)
  }

  private static func flush(_ block: inout [ArraySlice<UInt8>], to text: inout TextCollector) {
    let longest = block.reduce(0) { max($0, $1.count) }
    for (index, line) in block.enumerated() {
      let runsOn = index + 1 < block.count && longest >= 40 && line.count * 10 >= longest * 6
      if runsOn, let joined = unhyphenated(line, block[index + 1]) {
        text.append(joined)
      } else {
        text.append(line)
        text.append(runsOn ? 0x20 : 10)
      }
    }
    block.removeAll(keepingCapacity: true)
  }

  private static func unhyphenated(_ line: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>)
    -> ArraySlice<UInt8>?
  {
    guard let hyphen = hyphens.first(where: { line.suffix($0.count).elementsEqual($0) }),
      let before = line.dropLast(hyphen.count).last, let after = next.first,
      (0x61...0x7A).contains(before) || before >= 0x80, (0x61...0x7A).contains(after)
    else { return nil }
    return line.dropLast(hyphen.count)
  }

  /// The sign of ASCII, and U+2010, which typesetting programs write at the ends of lines.
  private static let hyphens: [[UInt8]] = [[0x2D], [0xE2, 0x80, 0x90]]
}

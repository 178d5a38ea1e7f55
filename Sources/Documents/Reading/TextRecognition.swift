package import Model
package import System

/// Recognizes the text of images and of scanned pages by Tesseract, a child process for each page.
///
/// The pages of a PDF are made images of by `pdftoppm`, one at a time and not compressed: packing a page takes four
/// times as long as recognizing it. Pages that lie on their side or upside down are turned.
package struct TextRecognition: Sendable {
  /// The names of the formats that are images of text, or may be.
  package static let formats: Set<String> = ["png", "jpg", "tif", "gif", "bmp", "webp", "pdf"]

  private let tesseract: String
  private let pages: String?
  private let languages: String

  /// The most pages of one document that are looked at.
  package var pageLimit = 50

  /// The most bytes of the image of a page, enough for A0; a larger one is left out.
  package var imageLimit = 160 << 20

  /// What Tesseract may take for a page.
  package var limits: ChildProcess.Limits = {
    var limits = ChildProcess.Limits()
    limits.seconds = 60
    limits.processorSeconds = 120
    limits.output = 4 << 20
    return limits
  }()

  /// Dots for each inch of a page: what Tesseract's makers advise at least is 300 for small print.
  private static let resolution = 300

  /// A recognition with the programs that are installed; `nil` without Tesseract.
  ///
  /// - Parameters:
  ///   - tools: the programs.
  ///   - languages: the languages of the text as Tesseract names them, such as `eng+deu`.
  package init?(_ tools: ForeignTools, languages: String) {
    guard let tesseract = tools.path(of: .tesseract) else { return nil }
    self.tesseract = tesseract
    pages = tools.path(of: .pdftoppm)
    self.languages = languages
  }

  /// What recognizes, and for which languages: its texts are others when this is.
  package var name: String { "tesseract (\(languages))" }

  /// The text of a file.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - format: the name of its format, one of `formats`.
  ///   - isCancelled: is asked ten times a second whether to give up.
  /// - Returns: the text, a page after the other; empty if nothing is recognized.
  /// - Throws: `DocumentRefusal` if Tesseract fails, or the run is cancelled.
  package func text(
    of source: ByteSource, format: String, isCancelled: () -> Bool
  ) throws(DocumentRefusal) -> String {
    guard format == "pdf" else { return try text(ofImage: source, isCancelled) }
    guard let pages else { return "" }
    var texts: [String] = []
    for number in 1...pageLimit {
      var child = ChildProcess(
        pages,
        [
          "-f", "\(number)", "-l", "\(number)", "-r", "\(Self.resolution)", "-gray", "/dev/stdin",
        ])
      child.limits = limits
      child.limits.output = imageLimit
      let outcome = try child.run(over: source, isCancelled: isCancelled)
      // Behind the last page it fails, or makes no image.
      if outcome.isCut { continue }
      guard outcome.status == 0, !outcome.output.isEmpty else { break }
      texts.append(try text(ofImage: ByteSource(outcome.output), isCancelled))
    }
    return texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func text(
    ofImage source: ByteSource, _ isCancelled: () -> Bool
  ) throws(DocumentRefusal) -> String {
    var child = ChildProcess(tesseract, ["stdin", "stdout", "-l", languages, "--psm", "1"])
    // A page is no work for many threads: they wait for each other.
    child.environment.append("OMP_THREAD_LIMIT=1")
    child.limits = limits
    let outcome = try child.run(over: source, isCancelled: isCancelled)
    guard outcome.status == 0 else {
      throw DocumentRefusal(
        .toolFailed, "tesseract ended with status \(outcome.status): \(outcome.message)")
    }
    return Self.cleaned(String(decoding: outcome.output, as: UTF8.self))
  }

  /// Paragraphs of what Tesseract writes: lines of a block run on, a hyphen at the end of one goes.
  static func cleaned(_ text: String) -> String {
    var paragraphs: [String] = []
    var current = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if words.isEmpty {
        if !current.isEmpty { paragraphs.append(current) }
        current = ""
      } else if let last = current.last, "-\u{2010}".contains(last),
        words.first?.isLowercase == true
      {
        current = current.dropLast() + words
      } else {
        current += (current.isEmpty ? "" : " ") + words
      }
    }
    if !current.isEmpty { paragraphs.append(current) }
    return paragraphs.joined(separator: "\n")
  }
}

extension Document {
  /// What is remarked on a document whose text was recognized.
  package static func recognitionRemark(_ name: String) -> String {
    "the text was recognized by \(name)"
  }

  /// The document with a text that was recognized, which it says.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - name: what recognized it.
  ///   - dateOrder: which number of `03/10/2016` is the day where the text does not show it.
  /// - Returns: the document.
  package func recognized(
    _ text: String, by name: String, dateOrder: DateOrder? = nil
  ) -> Document {
    var result = self
    result.text = text
    result.remarks.append(Self.recognitionRemark(name))
    let date = ContentDates.date(
      title: title, headings: headings, text: text, language: language, assuming: dateOrder)
    if let date, !dates.contains(where: { $0.source == .content }) {
      result.dates.insert(DocumentDate(date, source: .content), at: 0)
    }
    return result
  }
}

internal import Documents
internal import Model
internal import TextAnalysis

/// What the subject of a mail is to the types that it names.
///
/// A mail is a mail whatever it is about; only one that hands something on, or whose subject names a thing as a
/// file name does, may be what it names.
enum MailSubject {
  /// It answers another mail, asks for something or is a sentence.
  case said
  /// It is a name, or hands something on.
  case name
  /// It is a name as it stands for itself, and nothing is attached.
  case bare

  /// Reads the subject of a mail; `nil` for a document that is none.
  init?(of document: Document, lexicon: FormLexicon) {
    guard let format = document.format, lexicon[.mail].contains(format) else { return nil }
    let subject = Array((document.title ?? "").utf8)
    let words = Analyzer.tokens(of: subject)
    guard let first = words.first else {
      self = .name
      return
    }
    let opening = String(decoding: subject[..<first.range.upperBound], as: UTF8.self)
    let isMarked =
      document.title?.dropFirst(opening.count).first.map { ":[(".contains($0) } ?? false
    if isMarked, lexicon[.forward].contains(first.text) {
      self = .name
      return
    }
    let isReply = isMarked && lexicon[.reply].contains(first.text)
    let isSentence =
      subject.last == UInt8(ascii: "?") || lexicon[.request].contains(first.text)
      || words.contains { lexicon[.clause].contains($0.text) && !$0.flags.contains(.allCapitals) }
    if isReply || isSentence {
      self = .said
      return
    }
    let isAttached = document.metadata.contains { $0.name == Self.attachment }
    self = isAttached || words.contains { $0.flags.contains(.hasDigit) } ? .name : .bare
  }

  /// The field in which the readers of mail name what is attached.
  private static let attachment = "Attachment"
}

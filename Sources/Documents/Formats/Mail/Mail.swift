internal import System

extension DocumentFormat {
  /// Messages, pages kept as messages, and mailboxes.
  static let mail = DocumentFormat(
    "mail", names: ["eml", "mht", "mbox"], aliases: ["emlx": "eml", "mhtml": "mht", "mbx": "mbox"],
    beginsWithFrame: ["eml", "mht", "mbox"],
    reading: .text(
      { sample in
        let isEnvelope = sample.head.starts(with: "from ".utf8)
        guard sample.named == nil || sample.named == "txt" && isEnvelope,
          MailHeaders.looksLikeMail(sample.bytes)
        else { return nil }
        return isEnvelope && BytePattern.contains("\n\nFrom ", in: sample.bytes) ? "mbox" : "eml"
      },
      { name, bytes, builder, context in
        if name == "mbox" {
          try MailReader.readMailbox(bytes, &builder, context)
        } else {
          try MailReader.read(bytes, &builder, context)
        }
      }),
    writing: Writing(extensions: ["eml"], edits: MailWriting.edits))
}

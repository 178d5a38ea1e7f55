package import System

/// How much of a file is read: every limit on what a stranger's document may cost.
package struct ReadingLimits: Sendable {
  /// The largest file of a format that is read whole: all but zip archives.
  package var fileSize = 256 << 20

  /// The most bytes of text of one document; the rest is left out, with a remark.
  package var textLength = 8 << 20

  /// The most headings.
  package var headings = 2_000

  /// The most metadata fields.
  package var metadataFields = 1_000

  /// The most bytes of a metadata value, a heading or a title; longer ones are cut.
  package var valueLength = 16 << 10

  /// The length of the mark of Parlance's own tags.
  package var markLength = 256 << 10

  /// How deep messages and attachments may contain each other.
  package var attachmentDepth = 3

  /// The most attachments read of one message, or messages of a mailbox.
  package var attachments = 200

  /// The most files that LibreOffice converts for one document, those that it contains included.
  package var conversions = 4

  /// The most bytes that are written of the mails of an Outlook mailbox.
  package var mailbox = 256 << 20

  /// Wall-clock seconds for one document by our own readers.
  package var seconds = 10.0

  /// What a zip archive's entries may inflate to.
  package var archive = ZipArchive.Limits()

  /// The most bytes that all entries read of one archive may inflate to.
  package var archiveTotal = 512 << 20

  /// What a foreign program may take.
  package var child: ChildProcess.Limits = {
    var limits = ChildProcess.Limits()
    limits.seconds = 10
    limits.processorSeconds = 10
    limits.output = 16 << 20
    return limits
  }()

  /// What LibreOffice may take, which starts slowly and reserves much address space.
  package var conversion: ChildProcess.Limits = {
    var limits = ChildProcess.Limits()
    limits.seconds = 60
    limits.processorSeconds = 30
    limits.memory = 8 << 30
    return limits
  }()

  /// The usual limits.
  package init() {}
}

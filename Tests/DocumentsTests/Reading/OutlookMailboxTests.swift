import Model
import System
import TestSupport
import Testing

@testable import Documents

/// Mailboxes of Outlook, whose mails a program writes.
@Suite struct `An Outlook mailbox` {
  private static let mailbox = Array("!BDN".utf8) + [UInt8](repeating: 1, count: 600)

  /// A reader with a program in readpst's place; the ninth argument is the folder that it writes into.
  private func reader(_ script: String, _ folder: TemporaryFolder) throws -> DocumentReader {
    try folder.writeProgram("readpst", "#!/bin/sh\ncd \"$9\"\n\(script)\n")
    return DocumentReader(tools: ForeignTools(folders: [folder.path]))
  }

  private static func mail(_ number: Int, _ text: String) -> String {
    "From x Mon Nov 30 00:43:15 2009\\nFrom: Ann <ann\(number)@example.com>\\nSubject: Offer \(number)\\n"
      + "Date: Fri, 12 Mar 2010 08:00:00 +0000\\n\\n\(text)\\n\\n"
  }

  @Test func `is read as the mailboxes that its folders are`() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let reader = try reader(
      "test \"$(wc -c < /dev/stdin)\" = 604 && "
        + "printf '\(Self.mail(1, "A zebra."))\(Self.mail(2, "A lion."))' > Inbox.mbox && "
        + "printf '\(Self.mail(3, "A giraffe."))' > Offers.mbox",
      folder)
    let document = try reader.read(Self.mailbox, name: "a.pst").get()
    #expect(document.format == "pst")
    for word in ["Offer 1", "zebra", "lion", "giraffe"] { #expect(document.text.contains(word)) }
    #expect(document.headings == ["Offer 1", "Offer 2", "Offer 3"])
    func values(_ name: String) -> [String] {
      document.metadata.filter { $0.name == name }.map(\.value)
    }
    #expect(values("Folder") == ["Inbox", "Offers"] && values("Messages") == ["3"])
    #expect(document.values(.author).count == 3)
    #expect(!document.remarks.contains { $0.contains("readpst") })
  }

  @Test func `is a document when the program fails, too, with the mails that there are`() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let reader = try reader(
      "printf '\(Self.mail(1, "A zebra."))' > Inbox.mbox; echo no index >&2; exit 1", folder)
    let document = try reader.read(Self.mailbox, name: "a.ost").get()
    #expect(document.text.contains("zebra"))
    #expect(document.remarks.contains("readpst ended with status 1: no index"))
  }

  @Test func `is bounded in bytes, in messages and in time`() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var reader = try reader(
      "n=0; while :; do n=$((n+1)); printf '\(Self.mail(1, "A zebra."))' > $n.mbox; done", folder)
    reader.limits.mailbox = 20_000
    reader.limits.attachments = 1
    let full = try reader.read(Self.mailbox, name: "a.pst").get()
    #expect(full.remarks.contains("mails beyond 20000 bytes are left out"))
    #expect(full.remarks.contains("messages beyond 50 are left out"))
    #expect(full.text.contains("zebra"))

    reader = try self.reader("printf '\(Self.mail(1, "A zebra."))' > a.mbox; sleep 60", folder)
    reader.limits.conversion.seconds = 0.5
    let late = try reader.read(Self.mailbox, name: "a.pst").get()
    #expect(late.remarks.contains("mails are left out: readpst took more than 0.5 s"))
    #expect(late.text.contains("zebra"))
  }

  @Test func `is known by its name alone without the program, which is named`() throws {
    let reader = DocumentReader(tools: ForeignTools(folders: []))
    let document = try reader.read(Self.mailbox, name: "a.pst").get()
    #expect(document.text.isEmpty)
    #expect(
      document.remarks.contains(
        "the content of Outlook mailboxes is left out: readpst is not installed (Debian package "
          + "'pst-utils')"))
    #expect(ForeignTools.missingRemarks.isSuperset(of: document.remarks))
  }
}

internal import System

/// Reads the mails of an Outlook mailbox (PST, OST): `readpst` writes them as mailboxes, which are read like any.
///
/// Deleted mails, appointments and contacts are left out, and the copies of bodies in RTF.
enum OutlookMailbox {
  /// Takes the mails into a document; a remark says what was left out.
  ///
  /// - Throws: `DocumentRefusal` if the run is cancelled, or the time is over.
  static func read(
    _ source: ByteSource, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    guard let program = context.tools.path(of: .readpst) else {
      builder.remark(ForeignTools.remark(missing: .readpst))
      return
    }
    guard let scratch = context.scratch.path else {
      throw DocumentRefusal(.unreadable, "no temporary folder can be made in /tmp")
    }
    let path = "\(scratch)/mails"
    do throws(SystemError) {
      try PathChange.makeFolder(path, mode: 0o700)
    } catch {
      throw DocumentRefusal(.unreadable, "\(error)")
    }
    defer { ScratchFolder.remove(path) }
    try unpack(source, with: program, into: path, &builder, context)
    context.restartClock()
    try readMails(in: path, &builder, context)
  }

  /// Has the mails written, a file for each folder, all in one: in trees of folders, which readpst can write as
  /// well, a folder called `..` would lead out.
  private static func unpack(
    _ source: ByteSource, with program: String, into path: String,
    _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws(DocumentRefusal) {
    // `-b`: without the RTF of bodies; `-8`: in UTF-8; `-j 0`: in one process, so that its limits
    // are those of all; `-t e`: mails alone.
    var child = ChildProcess(
      program, ["-q", "-b", "-8", "-j", "0", "-t", "e", "-o", path, "/dev/stdin"])
    let budget = context.limits.mailbox
    child.limits = context.limits.conversion
    child.limits.fileSize = budget
    let input = try source.openDescriptor()
    var isFull = false
    do throws(ChildProcess.Failure) {
      let outcome = try child.run(input) {
        isFull = isFull || size(of: path) > budget
        return isFull || context.isCancelled()
      }
      guard outcome.status != 0 else { return }
      builder.remark("readpst ended with status \(outcome.status): \(outcome.message)")
    } catch {
      if case .cancelled = error {
        guard isFull else { throw DocumentRefusal(error) }
        builder.remark("mails beyond \(budget) bytes are left out")
      } else {
        builder.remark("mails are left out: \(error)")
      }
    }
  }

  private static func readMails(
    in path: String, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    guard let folder = try? OpenFolder(SharePath(path)), let entries = try? folder.entries() else {
      return
    }
    var reader = MailReader(context)
    for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      guard case .file = entry.kind, !builder.text.isFull else { continue }
      guard let bytes = try? folder.contents(of: entry.name, limit: context.limits.mailbox) else {
        continue
      }
      let name = String(decoding: entry.name, as: UTF8.self)
      builder.add("Folder", name.hasSuffix(".mbox") ? String(name.dropLast(5)) : name)
      try reader.mailbox(bytes, &builder)
    }
    builder.add("Messages", String(reader.messages))
  }

  /// The bytes of the files in a folder.
  private static func size(of path: String) -> Int {
    guard let entries = try? OpenFolder(SharePath(path)).entries() else { return 0 }
    return entries.reduce(0) { sum, entry in
      if case .file(let stamp) = entry.kind { sum + stamp.size } else { sum }
    }
  }
}

internal import System

/// Reads Office 97 files through LibreOffice, which converts them to Office Open XML.
enum OfficeConversion {
  /// Converts a file and reads the result; properties are already known.
  ///
  /// - Throws: `DocumentRefusal` if LibreOffice fails or takes too long.
  static func read(
    _ kind: LegacyOfficeReader.Kind, _ program: String, _ source: ByteSource,
    _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    try context.countConversion()
    guard let folder = context.scratch.path else {
      throw DocumentRefusal(.unreadable, "no temporary folder can be made in /tmp")
    }
    let input = "\(folder)/in.\(kind.rawValue)"
    let output = "\(folder)/in.\(kind.rawValue)x"
    let bytes = try source.allBytes(limit: context.limits.fileSize)
    var child: ChildProcess
    // A full disk passes; the program has not seen the file yet.
    do {
      try AtomicFile.write(bytes, to: input)
      child = try OfficeProgram.conversion(
        of: [input], to: "\(kind.rawValue)x", in: folder, by: program)
    } catch {
      throw DocumentRefusal(.unreadable, "\(error)")
    }
    defer {
      ScratchFolder.remove(input)
      ScratchFolder.remove(output)
    }
    child.limits = context.limits.conversion
    let outcome: ChildProcess.Outcome
    do { outcome = try child.run(isCancelled: context.isCancelled) } catch {
      throw DocumentRefusal(error)
    }
    context.restartClock()
    // Whatever hinders the reading of what it made, it made nothing that can be read.
    guard let share = try? ShareFolder(SharePath(folder)),
      let converted = try? share.open(SharePath("in.\(kind.rawValue)x")).source
    else {
      throw DocumentRefusal(.toolFailed, "LibreOffice does not convert it: \(outcome.message)")
    }
    let (inner, _) = try FormatReading.read(converted, name: output, context)
    builder.text = inner.text
    for heading in inner.headings { builder.addHeading(heading) }
    for remark in inner.remarks { builder.remark(remark) }
    if let title = inner.title { builder.offerTitle(title) }
    if let language = inner.language { builder.offerLanguage(language) }
  }
}

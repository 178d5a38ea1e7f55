internal import System

extension DocumentFormat {
  /// What holds no text, or none that is read: images, sound, film, drawings, archives, programs.
  ///
  /// Such a file is a document by its name, its folder and what it says of itself.
  static let otherFile = DocumentFormat(
    "file without text", names: OtherFileKind.names, aliases: OtherFileKind.aliases,
    beginsWithFrame: Set(OtherFileKind.names),
    reading: .bytes(OtherFileKind.name(head:fileExtension:)) { name, source, builder, context in
      try OtherFileReader.read(name, source, &builder, context)
    })
}

extension DocumentFormat {
  /// Whether files of such an extension, in lower case, are among those without text.
  package static func holdsNoText(pathExtension: String) -> Bool {
    byExtension[pathExtension]?.format == otherFile
  }

  /// The name of the format of files with such an extension, in lower case; `nil` if none is known.
  package static func name(ofExtension pathExtension: String) -> String? {
    byExtension[pathExtension]?.name
  }

  /// Words that are others when other formats are read.
  package static var inventory: String { all.flatMap(\.names).joined(separator: " ") }
}

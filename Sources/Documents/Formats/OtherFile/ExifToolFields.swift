internal import JSONCoding
internal import Model
internal import System

/// The metadata of a file as ExifTool tells it: EXIF, IPTC, ID3 and whatever else it knows.
enum ExifToolFields {
  /// The tags of ExifTool that are asked for, and what each is.
  private static let tags: [(name: String, meaning: PropertyMeaning)] = [
    ("Title", .title), ("ObjectName", .title), ("XPTitle", .title),
    ("Headline", .field(.subject)), ("Subject", .field(.subject)), ("XPSubject", .field(.subject)),
    ("Description", .field(.description)), ("ImageDescription", .field(.description)),
    ("Caption-Abstract", .field(.description)), ("Comment", .field(.description)),
    ("UserComment", .field(.description)), ("XPComment", .field(.description)),
    ("Keywords", .keywords), ("XPKeywords", .keywords), ("Category", .field(.category)),
    ("SupplementalCategories", .field(.category)), ("Genre", .field(.category)),
    ("Artist", .field(.author)), ("Author", .field(.author)), ("By-line", .field(.author)),
    ("XPAuthor", .field(.author)), ("Company", .field(.author)), ("Language", .language),
    ("Album", .field(.other)), ("Credit", .field(.other)), ("City", .field(.other)),
    ("Country-PrimaryLocationName", .field(.other)), ("Duration", .field(.other)),
    ("ImageSize", .field(.other)), ("PageCount", .field(.other)),
    ("RelativePath", .field(.other)), ("LocalBasePath", .field(.other)),
    ("DateTimeOriginal", .created), ("CreateDate", .created), ("DateCreated", .created),
    ("ModifyDate", .modified),
  ]

  /// Takes the metadata of a file; a remark says why there is none.
  ///
  /// - Throws: `DocumentRefusal` if the run is cancelled or no descriptor is left.
  static func read(
    _ source: ByteSource, includesXMP: Bool, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws(DocumentRefusal) {
    guard let tool = context.exifTool else {
      builder.remark(ForeignTools.remark(missing: .exiftool))
      return
    }
    let file = try source.openDescriptor()
    let answer: [UInt8]
    do throws(ChildProcess.Failure) {
      answer = try tool.answer(
        of: file, tags: tags.map(\.name), includesXMP: includesXMP,
        isCancelled: context.isCancelled)
    } catch {
      if error == .cancelled { throw DocumentRefusal(error) }
      builder.remark("metadata are left out: \(error)")
      return
    }
    context.restartClock()
    // What is no JSON is a message of the program, and tells nothing of the file.
    guard let object = (try? JSONReader.value(of: answer))?.array?.first else {
      builder.remark("metadata are left out: exiftool tells none")
      return
    }
    for (name, meaning) in tags {
      guard let value = object[name] else { continue }
      for text in texts(value) {
        builder.take(FoundProperty(name: name, meaning: meaning, value: text))
      }
    }
  }

  private static func texts(_ value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .integer(let number): [String(number)]
    case .number(let number): [String(number)]
    case .array(let values): values.flatMap(texts)
    case .null, .bool, .object: []
    }
  }
}

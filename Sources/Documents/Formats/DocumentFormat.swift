/// A format of documents: how a file of it is known and read, and how tags are written into it.
///
/// A value of it stands beside reader and writer in the format's folder, and once in `all`;
/// `Documentation/AddFormat.md` says how to add one.
package struct DocumentFormat: Sendable {
  /// What the format is called.
  package let title: String

  /// The names that its documents may have as `Document.format`, which are extensions, too.
  let names: [String]

  /// Other extensions of files, and the names that they stand for.
  let aliases: [String: String]

  /// How it is known and read; `nil` for what is not a document of its own.
  let reading: Reading?

  /// How tags are written into it; `nil` if it has no place for them.
  let writing: Writing?

  /// The names of documents that begin with a field, a record or a page's frame instead of a line of text.
  let beginsWithFrame: Set<String>

  /// The names of text whose extension says little: its content may be of another format.
  let vague: Set<String>

  init(
    _ title: String, names: [String], aliases: [String: String] = [:],
    beginsWithFrame: Set<String> = [], vague: Set<String> = [], reading: Reading? = nil,
    writing: Writing? = nil
  ) {
    self.title = title
    self.names = names
    self.aliases = aliases
    self.beginsWithFrame = beginsWithFrame
    self.vague = vague
    self.reading = reading
    self.writing = writing
  }
}

extension DocumentFormat: Hashable {
  package static func == (left: DocumentFormat, right: DocumentFormat) -> Bool {
    left.title == right.title
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(title) }
}

extension DocumentFormat {
  /// How files are known and read, by what they are stored in.
  ///
  /// The first closure returns the document's name if the file is one of the format's, the second reads it.
  enum Reading: Sendable {
    /// A zip archive; what is asked is the archive and the file's extension.
    case archive(
      @Sendable (inout PartReader, _ fileExtension: String) throws -> String?,
      @Sendable (_ name: String, inout PartReader, inout DocumentBuilder) throws -> Void)

    /// A compound file of Microsoft's.
    case compound(
      @Sendable (CompoundFile) throws -> String?,
      @Sendable (
        _ name: String, CompoundFile, ByteSource, inout DocumentBuilder, ReadingContext
      ) throws -> Void)

    /// Bytes that are known by how they begin, of which up to 4,096 are shown, or by the file's extension.
    case bytes(
      @Sendable (_ head: [UInt8], _ fileExtension: String) -> String?,
      @Sendable (_ name: String, ByteSource, inout DocumentBuilder, ReadingContext) throws -> Void)

    /// Text, which is asked only if the extension says nothing certain.
    case text(
      @Sendable (TextSample) -> String?,
      @Sendable (_ name: String, [UInt8], inout DocumentBuilder, ReadingContext) throws -> Void)
  }

  /// How tags are written.
  struct Writing: Sendable {
    /// The extensions of the files that are changed.
    let extensions: Set<String>

    /// Whether an empty file can be given tags.
    let takesEmpty: Bool

    /// The change that a request means; `nil` if everything stands there already.
    let change: @Sendable ([UInt8], TagRequest) throws -> TagWriting.Change?

    /// A writer that has read its result back itself.
    init(
      extensions: Set<String>,
      change: @escaping @Sendable ([UInt8], TagRequest) throws -> TagWriting.Change?
    ) {
      self.extensions = extensions
      takesEmpty = false
      self.change = change
    }

    /// A writer whose result is verified by asking it again.
    init(
      extensions: Set<String>, takesEmpty: Bool = false,
      edits: @escaping @Sendable ([UInt8], TagRequest) throws -> ByteEdits
    ) {
      self.extensions = extensions
      self.takesEmpty = takesEmpty
      change = { bytes, request in
        try TagWriting.verified(bytes) { bytes in try edits(bytes, request) }
      }
    }
  }
}

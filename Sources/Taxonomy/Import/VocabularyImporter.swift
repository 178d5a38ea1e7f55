internal import Glibc
internal import MappedStorage
package import Model
internal import System
internal import XMLReading

/// Reads vocabularies of any dialect, one after the other, into one `Vocabulary`.
///
/// ```swift
/// var importer = VocabularyImporter()
/// try importer.read(path: "enterprise.xml")
/// let result = try importer.finish()
/// ```
package struct VocabularyImporter {
  /// Whether a document that breaks its dialect's rules is read all the same, the breaches being
  /// findings; otherwise it is refused with `VocabularyImportError.invalid`.
  package var acceptsInvalidDocuments = false

  /// Whether successors that only a note names are added as suggestions, and the names of deprecated
  /// concepts are carried over to their successors as former names.
  package var completesHistory = true

  /// Whether, where history is completed, names are carried over, too; otherwise the vocabulary has
  /// each label where the source has it, and a check finds the names that were not carried over.
  package var carriesNamesOver = true

  /// Whether findings that only the statements of SKOS show are looked for, such as relations that
  /// are stated from one side only; it takes time that an import need not spend.
  package var checksStatements = false

  /// The day on which it is imported: names are carried over from what is given up by then.
  package var day = CalendarDate.today

  private var builder = VocabularyBuilder()

  /// An importer that has read nothing.
  package init() {}

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file; a pipe is read into memory first.
  ///   - format: the dialect; found from the root element if `nil`.
  ///   - name: the path that findings bear, if it is another.
  ///   - givenPath: the path that errors bear, if it is not that of findings.
  /// - Throws: `XMLError` with path, line and column if it cannot be read or is not well-formed,
  ///   `VocabularyImportError` if it is not a vocabulary; the importer is to be discarded then.
  package mutating func read(
    path: String, as format: VocabularyFormat? = nil, named name: String? = nil,
    givenPath: String? = nil
  ) throws {
    let name = name ?? path
    // A pipe can be read once only, and its format has to be found first.
    if let found = FileIdentity(followingLinks: path), !found.isRegular, !found.isFolder {
      let bytes = try Self.contents(ofPipe: path)
      try read(XMLInput(path: name, bytes: bytes), as: format, givenPath: givenPath)
    } else {
      try read(XMLInput(path: name, file: path), as: format, givenPath: givenPath)
    }
  }

  /// Reads a document in memory; see `read(path:as:)`.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - path: the name that findings bear, and errors unless `givenPath` is another.
  ///   - format: the dialect; found from the root element if `nil`.
  ///   - givenPath: the path by which a person named the document.
  /// - Throws: `XMLError` or `VocabularyImportError`.
  package mutating func read(
    bytes: [UInt8], path: String, as format: VocabularyFormat? = nil, givenPath: String? = nil
  ) throws {
    try read(XMLInput(path: path, bytes: bytes), as: format, givenPath: givenPath)
  }

  /// Reads a document, errors bearing another path than its name if one is given.
  private mutating func read(
    _ input: XMLInput, as format: VocabularyFormat?, givenPath: String?
  ) throws {
    guard let givenPath, givenPath != input.path else { return try read(input, as: format) }
    do {
      try read(input, as: format)
    } catch var error as XMLError {
      error.path = givenPath
      throw error
    } catch var error as RDFXMLError {
      error.path = givenPath
      throw error
    } catch var error as VocabularyTextError {
      error.path = givenPath
      throw error
    } catch let error as VocabularyImportError {
      throw error.naming(givenPath)
    }
  }

  /// The URIs of the schemes that a document describes, not only names; to be asked before `finish`.
  package func schemes(describedIn path: String) -> [String] {
    builder.schemes(describedIn: path)
  }

  /// The vocabulary of no document.
  ///
  /// - Throws: never in practice.
  package static func empty() throws -> Vocabulary {
    var importer = VocabularyImporter()
    return try importer.finish().vocabulary
  }

  /// Compiles what was read.
  ///
  /// - Throws: never in practice; opening what was just compiled cannot fail.
  package mutating func finish() throws -> VocabularyImport {
    let (bytes, findings) = takeBuilder().compile()
    let vocabulary = try Vocabulary(MappedBytes(bytes), path: "(memory)")
    return VocabularyImport(vocabulary: vocabulary.asked(on: day), findings: findings)
  }

  /// Compiles what was read straight into a snapshot file, in one atomic step.
  ///
  /// - Parameters:
  ///   - path: the file, which is replaced if it exists.
  ///   - prepare: called with the findings before anything is written; may refuse by throwing.
  /// - Returns: the findings of the importers, then those of the compiler.
  /// - Throws: `StorageError.unwritable`, or what `prepare` throws; what was at `path` is then
  ///   unchanged.
  package mutating func finish(
    writingTo path: String, after prepare: ([VocabularyFinding]) throws -> Void = { _ in }
  ) throws -> [VocabularyFinding] {
    return try takeBuilder().compile(to: path, after: prepare)
  }

  /// Takes the builder out, so that nothing else holds its arrays while they are compiled.
  private mutating func takeBuilder() -> VocabularyBuilder {
    var taken = builder
    builder = VocabularyBuilder()
    if completesHistory { taken.completeHistory(until: day, carriesNames: carriesNamesOver) }
    return taken
  }

  private mutating func read(_ input: XMLInput, as format: VocabularyFormat?) throws {
    let format = try format ?? Self.detectFormat(of: input)
    let findingsBefore = builder.findings.count
    // Moved, not copied: two of them would share their buffers, and each append would copy.
    let given = builder
    builder = VocabularyBuilder()
    builder = try format.read(input, into: given, checksStatements: checksStatements)
    if let excess = builder.excess { throw VocabularyTextError(path: input.path, excess) }
    let breaches = builder.findings[findingsBefore...].filter {
      $0.severity == .error && DocumentRule.all.contains($0.rule)
    }
    if !acceptsInvalidDocuments, !breaches.isEmpty {
      throw VocabularyImportError.invalid(
        path: input.path, dialect: format, findings: Array(breaches))
    }
  }

  /// The dialect of a file, found from its root element, or of what is not XML from its first lines and
  /// the end of its name.
  ///
  /// - Throws: `XMLError` if it is not well-formed up to there, `VocabularyImportError` if no dialect
  ///   has such a root.
  package static func format(
    ofFile path: String, named name: String? = nil
  ) throws -> VocabularyFormat {
    try detectFormat(of: XMLInput(path: name ?? path, file: path))
  }

  /// The dialect of a document in memory; see `format(ofFile:named:)`.
  ///
  /// - Throws: as for a file.
  package static func format(of bytes: [UInt8], named name: String) throws -> VocabularyFormat {
    try detectFormat(of: XMLInput(path: name, bytes: bytes))
  }

  private static func detectFormat(of input: XMLInput) throws -> VocabularyFormat {
    if let plain = VocabularyFormat(plainDocument: input.head(), name: input.path) {
      return plain
    }
    var handler = RootHandler()
    do {
      try input.read(XMLReader(limits: .vocabulary), handler: &handler)
    } catch let root as DocumentRoot {
      if let format = VocabularyFormat(root: root) { return format }
      throw VocabularyImportError.unknownDialect(
        path: input.path, line: root.line, column: root.column, root: root.name,
        namespace: root.namespace)
    }
    throw XMLError(.empty, path: input.path)
  }

  private static func contents(ofPipe path: String) throws -> [UInt8] {
    do {
      var result: [UInt8] = []
      try FileDescriptor(reading: path).forEachPiece { piece in
        result.append(contentsOf: piece)
        guard result.count <= XMLInput.contentLimit else {
          throw VocabularyTextError(
            path: path,
            message: "what comes through a pipe is larger than \(XMLInput.contentLimit >> 20) MiB",
            hint: "write it to a file, and import that.")
        }
      }
      return result
    } catch let error as SystemError {
      throw XMLError(.unreadable(errno: error.number), path: path)
    }
  }
}

/// A document to read: a file, or bytes under a name.
struct XMLInput {
  /// The name that findings and errors bear.
  var path: String
  /// The file, if it is not that of the name.
  var file: String?
  var bytes: [UInt8]?

  /// The number of bytes; 0 if it is not known.
  var size: Int {
    if let bytes { return bytes.count }
    return FileIdentity(followingLinks: file ?? path)?.size ?? 0
  }

  /// Whether and where the document is read in two parts, if the dialect allows that.
  var parts = XMLParts()

  /// Passes the events of the document to the handler, or those of a later part to another one.
  func readInParts<Handler: XMLPartHandler>(
    _ reader: XMLReader, handler: inout Handler
  ) throws {
    if let bytes {
      try reader.readInParts(bytes, handler: &handler, parts: parts, path: path)
    } else {
      try reader.readInParts(path: file ?? path, handler: &handler, parts: parts, named: path)
    }
  }

  /// Passes the events of the document to the handler.
  func read<Handler: XMLHandler & ~Copyable>(
    _ reader: XMLReader, handler: inout Handler
  ) throws {
    if let bytes {
      try reader.read(bytes, handler: &handler, path: path)
    } else {
      try reader.read(path: file ?? path, handler: &handler, named: path)
    }
  }
}

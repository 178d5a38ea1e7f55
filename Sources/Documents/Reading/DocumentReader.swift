package import Model
internal import System

/// Reads documents: a file becomes a `Document`, or a `DocumentRefusal` with its reason.
///
/// The format is found by the content, the name's extension deciding between kinds of text. A reader
/// is a value that any number of threads may share.
package struct DocumentReader: Sendable {
  /// How much is read.
  package var limits = ReadingLimits()

  /// The programs that read what our own readers do not.
  package var tools: ForeignTools

  /// The keys of the facets whose properties are recognized in metadata.
  package var facets = FacetProperties.standardKeys

  /// Which number of `03/10/2016` is the day where a document does not show it.
  package var dateOrder: DateOrder?

  /// What tells the bytes of a file from others'; asked by the threads that read, which have them at hand.
  package var digest: (@Sendable (ByteSource) -> String?)?

  /// A reader with the usual limits and the system's programs.
  package init(tools: ForeignTools = ForeignTools()) {
    self.tools = tools
  }

  /// Reads a file of a share; the document's identifier is its path.
  package func read(
    _ file: WalkedFile, in folder: ShareFolder, isCancelled: @escaping () -> Bool = { false }
  ) -> Result<Document, DocumentRefusal> {
    read(file, in: folder, makeContext(isCancelled))
  }

  /// Reads a file's content; `name` is what it is called, and the document's identifier.
  package func read(_ bytes: [UInt8], name: String) -> Result<Document, DocumentRefusal> {
    read(ByteSource(bytes), name: name, makeContext({ false }))
  }

  func makeContext(_ isCancelled: @escaping () -> Bool) -> ReadingContext {
    ReadingContext(
      limits: limits, tools: tools, facets: facets, dateOrder: dateOrder, isCancelled: isCancelled)
  }

  func read(_ file: WalkedFile, in folder: ShareFolder, _ context: ReadingContext)
    -> Result<Document, DocumentRefusal>
  {
    read(NamedFile(file), in: folder, context).outcome
  }

  /// Reads a file of a share, and says what is known of the file besides.
  package func read(_ file: NamedFile, in folder: ShareFolder) -> ReadFile {
    read(file, in: folder, makeContext { false })
  }

  func read(_ file: NamedFile, in folder: ShareFolder, _ context: ReadingContext) -> ReadFile {
    do {
      let (source, stamp, origin) = try folder.openKnown(file.path)
      var result = read(source, name: file.name, context)
      if case .success(var document) = result {
        Self.date(&document, by: stamp)
        result = .success(document)
      }
      return ReadFile(
        outcome: result, stamp: stamp, origin: origin, digest: digest.flatMap { $0(source) })
    } catch {
      return ReadFile(outcome: .failure(error), stamp: nil)
    }
  }

  /// What is known of a file that is refused: its name, its folder, its dates.
  ///
  /// - Parameter file: the file.
  /// - Returns: a document without text.
  package func remnant(of file: WalkedFile) -> Document {
    var document = makeContext { false }.makeBuilder()
      .finish(id: file.path.string, format: file.path.pathExtension)
    Self.date(&document, by: file.stamp)
    return document
  }

  private static func date(_ document: inout Document, by stamp: FileStamp) {
    let days = Int((Double(stamp.modified) / 1e9 / 86_400).rounded(.down))
    if let date = CalendarDate(daysSince1970: days) {
      document.dates.append(DocumentDate(date, source: .file))
    }
  }

  private func read(_ source: ByteSource, name: String, _ context: ReadingContext)
    -> Result<Document, DocumentRefusal>
  {
    context.begin()
    do {
      let (builder, format) = try FormatReading.read(source, name: name, context)
      return .success(builder.finish(id: name, format: format))
    } catch let refusal as DocumentRefusal {
      return .failure(refusal)
    } catch let error as ZipError {
      return .failure(error.refusal)
    } catch {
      return .failure(DocumentRefusal(.damaged, "\(error)"))
    }
  }
}

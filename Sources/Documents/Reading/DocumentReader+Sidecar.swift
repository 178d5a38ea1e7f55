package import Model

extension DocumentReader {
  /// The mark of Parlance's own tags in a sidecar; `nil` if it has none, or cannot be read.
  ///
  /// - Parameters:
  ///   - file: the sidecar.
  ///   - folder: the share.
  /// - Returns: the mark.
  package func mark(inSidecar file: WalkedFile, in folder: ShareFolder) -> TagMark? {
    guard let (source, _) = try? folder.open(file.path) else { return nil }
    return (try? readSidecar(source))?.mark
  }

  /// Reads the metadata of a sidecar.
  ///
  /// - Throws: `DocumentRefusal` if it cannot be read.
  func readSidecar(_ source: ByteSource) throws -> DocumentBuilder {
    let context = makeContext { false }
    context.begin()
    var builder = DocumentBuilder(limits: limits, facets: facets)
    try XMPReader.read(source, &builder, context)
    return builder
  }
}

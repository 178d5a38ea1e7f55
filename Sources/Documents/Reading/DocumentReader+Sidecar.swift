package import Model

extension DocumentReader {
  /// The mark of Parlance's own tags in a sidecar; `nil` if it has none.
  ///
  /// - Parameters:
  ///   - file: the sidecar.
  ///   - folder: the share.
  /// - Returns: the mark.
  /// - Throws: `DocumentRefusal` if the sidecar cannot be read, which is not to be taken for one without a mark.
  package func mark(
    inSidecar file: WalkedFile, in folder: ShareFolder
  ) throws(DocumentRefusal) -> TagMark? {
    let (source, _) = try folder.open(file.path)
    do {
      return try readSidecar(source).mark
    } catch let refusal as DocumentRefusal {
      throw refusal
    } catch {
      throw DocumentRefusal(.damaged, "\(error)")
    }
  }

  /// Reads the metadata of a sidecar.
  ///
  /// - Throws: `DocumentRefusal` if it cannot be read, or ends before its end, as a copy does that was broken off.
  func readSidecar(_ source: ByteSource) throws -> DocumentBuilder {
    let context = makeContext { false }
    context.begin()
    var builder = DocumentBuilder(limits: limits, facets: facets)
    guard try XMPReader.read(source, &builder, context) else {
      throw DocumentRefusal(.damaged, "the XMP packet is damaged, or not there to its end")
    }
    return builder
  }
}

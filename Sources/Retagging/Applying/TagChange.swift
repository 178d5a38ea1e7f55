internal import Documents
internal import Journaling
internal import Model
internal import System

extension TagWritingItem {
  /// The changes that write the tags at a place; none if everything stands there already.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - proof: proves of images that nothing else changes.
  /// - Returns: the changes.
  /// - Throws: `DocumentRefusal` if the file does not allow it.
  func changes(
    _ place: TagPlace, _ proof: ImageProof = ImageProof()
  ) throws(DocumentRefusal) -> [PreparedChange] {
    let results: [ChangePreparation.Result] =
      switch place {
      case .catalog: []
      case .documents: [try editOrSidecar(proof)]
      case .sidecar: [try sidecar()]
      case .xattr: [try attribute(), try markAttribute()]
      }
    return results.compactMap { if case .prepared(let change) = $0 { change } else { nil } }
  }

  private func attribute() throws(DocumentRefusal) -> ChangePreparation.Result {
    try ChangePreparation.attribute(target, name: TagWriting.attributeName) { current in
      TagWriting.attributeValue(changing: current, request: request)
    }
  }

  private func markAttribute() throws(DocumentRefusal) -> ChangePreparation.Result {
    try ChangePreparation.attribute(target, name: TagWriting.markAttributeName) { current in
      TagWriting.markAttributeValue(changing: current, request: request)
    }
  }

  private var target: ChangeTarget {
    ChangeTarget(id: id, path: path, expected: expected, mayOverwrite: mayOverwrite)
  }

  /// The change of a document, or of its sidecar if its format has no place for tags.
  private func editOrSidecar(
    _ proof: ImageProof
  ) throws(DocumentRefusal) -> ChangePreparation.Result {
    let format = DocumentFormat.writable(pathExtension: path.pathExtension)
    if format == .image { return try imageOrSidecar(proof) }
    do {
      return try edit(format)
    } catch  where error.reason == .unsupportedFormat {
      return try sidecar()
    }
  }

  /// The change of an image; of its sidecar where there is one already, or the image does not take the tags.
  ///
  /// An image that has tags of Parlance's keeps them up to date, or says why not: nothing out of date is left in it.
  private func imageOrSidecar(
    _ proof: ImageProof
  ) throws(DocumentRefusal) -> ChangePreparation.Result {
    let hasSidecar = FileIdentity(of: path.extended(by: ".xmp")) != nil
    var isTagged = false
    do {
      return try ChangePreparation.edit(target, limit: TagWriting.imageLimit) {
        (bytes) throws(DocumentRefusal) in
        isTagged = ImageWriting.bearsTags(bytes)
        guard isTagged || !hasSidecar else {
          throw DocumentRefusal(.unsupportedFormat, "the image has a sidecar")
        }
        let change = try TagWriting.change(bytes, format: .image, request: request)
        guard let change else { return nil }
        try proof.confirm(bytes, change.bytes, request)
        return (change.edits, change.bytes)
      }
    } catch {
      // A file that is locked now, or was changed, takes its tags at a later run; a sidecar would stay beside it for good.
      if isTagged || [.changed, .locked].contains(error.reason) { throw error }
      return try sidecar()
    }
  }

  private func edit(
    _ format: DocumentFormat?
  ) throws(DocumentRefusal) -> ChangePreparation.Result {
    guard let format else {
      throw DocumentRefusal(
        .unsupportedFormat, "tags cannot be written into files of this kind",
        hint: "write the tags to a sidecar file")
    }
    return try ChangePreparation.edit(target, limit: TagWriting.sizeLimit) {
      (bytes) throws(DocumentRefusal) in
      try TagWriting.change(bytes, format: format, request: request).map { ($0.edits, $0.bytes) }
    }
  }

  private func sidecar() throws(DocumentRefusal) -> ChangePreparation.Result {
    try ChangePreparation.companion(
      of: target, suffix: ".xmp", limit: TagWriting.sizeLimit,
      isVoid: { takesOut && TagWriting.saysNothing(sidecar: $0) }
    ) {
      (bytes) throws(DocumentRefusal) in
      guard let bytes else {
        return try TagWriting.newSidecar(request).map { (ByteEdits(), $0) }
      }
      return try TagWriting.change(bytes, format: .xmp, request: request)
        .map { ($0.edits, $0.bytes) }
    }
  }
}

internal import Documents
internal import Journaling
internal import Model
internal import System

extension TagWritingItem {
  /// The changes that write the tags at a place; none if everything stands there already.
  ///
  /// - Throws: `DocumentRefusal` if the file does not allow it.
  func changes(_ place: TagPlace) throws(DocumentRefusal) -> [PreparedChange] {
    let results: [ChangePreparation.Result] =
      switch place {
      case .catalog: []
      case .documents: [try editOrSidecar()]
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
  private func editOrSidecar() throws(DocumentRefusal) -> ChangePreparation.Result {
    do {
      return try edit()
    } catch  where error.reason == .unsupportedFormat {
      return try sidecar()
    }
  }

  private func edit() throws(DocumentRefusal) -> ChangePreparation.Result {
    guard let format = DocumentFormat.writable(pathExtension: path.pathExtension) else {
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

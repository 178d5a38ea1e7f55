/// Writing tags into documents: which bytes of a file have to become which others.
///
/// Nothing here touches a file. The change is worked out on the file's bytes, checked by reading
/// the result back, and handed to whoever replaces the file.
package enum TagWriting {
  /// The largest file that is changed; larger ones get a sidecar.
  package static let sizeLimit = 1 << 30

  /// The largest image that is changed; it is kept in memory twice, and ExifTool looks at both.
  package static let imageLimit = 256 << 20

  /// A change worked out and read back.
  package struct Change: Sendable {
    /// Which bytes give way to which others.
    package var edits: ByteEdits
    /// The whole file after it.
    package var bytes: [UInt8]

    /// A change of its parts.
    package init(edits: ByteEdits, bytes: [UInt8]) {
      self.edits = edits
      self.bytes = bytes
    }
  }

  /// The edits of `change(_:format:request:)`; empty if everything stands there already.
  package static func edits(_ bytes: [UInt8], format: DocumentFormat, request: TagRequest)
    throws(DocumentRefusal) -> ByteEdits
  {
    try change(bytes, format: format, request: request)?.edits ?? ByteEdits()
  }

  /// The change that makes a document say what the request says.
  ///
  /// The same request to the changed bytes gives no change.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - format: what kind of file it is.
  ///   - request: the values, and those of the last time.
  /// - Returns: the change; `nil` if everything stands there already.
  /// - Throws: `DocumentRefusal` if the file does not allow it: signed, encrypted, damaged …
  package static func change(_ bytes: [UInt8], format: DocumentFormat, request: TagRequest)
    throws(DocumentRefusal) -> Change?
  {
    guard let writing = format.writing else {
      throw DocumentRefusal(
        .unsupportedFormat, "tags cannot be written into files of this kind",
        hint: "write the tags to a sidecar file")
    }
    guard !bytes.isEmpty || writing.takesEmpty else {
      throw DocumentRefusal(.empty, "the file is empty")
    }
    guard bytes.count <= sizeLimit else {
      throw DocumentRefusal(.tooLarge, "\(bytes.count) bytes, at most \(sizeLimit) are changed")
    }
    do {
      return try writing.change(bytes, request)
    } catch let refusal as DocumentRefusal {
      throw refusal
    } catch let error as ZipError {
      throw error.refusal
    } catch {
      throw DocumentRefusal(.damaged, "\(error)")
    }
  }

  /// The change of edits that leave nothing to do when they are asked for again.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - plan: the edits of a file.
  /// - Returns: the change; `nil` if there is none.
  /// - Throws: what `plan` throws, or `DocumentRefusal` if the result does not read back.
  static func verified(_ bytes: [UInt8], plan: ([UInt8]) throws -> ByteEdits) throws -> Change? {
    let edits = try plan(bytes)
    guard !edits.isEmpty else { return nil }
    guard let new = edits.applied(to: bytes) else {
      throw DocumentRefusal(.unverified, "the edits overlap")
    }
    guard new != bytes else { return nil }
    let again: ByteEdits
    do {
      again = try plan(new)
    } catch {
      throw DocumentRefusal(.unverified, "the result does not read back: \(error)")
    }
    // A plan may write once more what stands there; that changes nothing.
    guard again.isEmpty || again.applied(to: new) == new else {
      throw DocumentRefusal(.unverified, "the values do not read back from the result")
    }
    return Change(edits: edits, bytes: new)
  }

  /// The bytes of a new sidecar, or `nil` if there is nothing to say.
  package static func newSidecar(_ request: TagRequest) throws(DocumentRefusal) -> [UInt8]? {
    try XMPWriting.packet(request, XMPWriting.Options())
  }

  /// Whether a sidecar says nothing any more: it holds no property but an empty list of subjects.
  package static func saysNothing(sidecar bytes: [UInt8]) -> Bool {
    (try? XMPWriting.isEmpty(bytes)) ?? false
  }

  /// The attribute that holds the mark of Parlance's own tags among those.
  package static let markAttributeName = "user.parlance.tagged-by"

  /// The value of the attribute of the mark after the change; `nil` to take it away.
  package static func markAttributeValue(
    changing current: [UInt8]?, request: TagRequest
  ) -> [UInt8]? {
    let text = current.map { String(decoding: $0, as: UTF8.self) }
    return switch request.markProperty?.change(from: text) ?? .keep {
    case .keep: current
    case .set(let value): Array(value.utf8)
    case .remove: nil
    }
  }

  /// The attribute that desktop programs keep tags in.
  package static let attributeName = "user.xdg.tags"

  /// The value of `user.xdg.tags` after the change: a list of terms separated by commas.
  ///
  /// A comma within a term would cut it in two, so it becomes a semicolon.
  ///
  /// - Parameters:
  ///   - current: the value as it is; `nil` if the attribute is missing.
  ///   - request: the values, and those of the last time.
  /// - Returns: the value to write; `nil` to take the attribute away or leave it missing.
  package static func attributeValue(changing current: [UInt8]?, request: TagRequest) -> [UInt8]? {
    func clean(_ values: [String]) -> [String] {
      values.map { String($0.map { $0 == "," ? ";" : $0 }) }
    }
    let request = TagRequest(
      TagValues(keywords: clean(request.values.keywords)),
      previous: TagValues(keywords: clean(request.previous.keywords)))
    let text = String(decoding: current ?? [], as: UTF8.self)
    let terms = text.split(separator: ",").map { KeywordText.trimmed($0) }.filter { !$0.isEmpty }
    let changed = request.terms(changing: terms)
    // Byte for byte: blanks that other programs put between terms stay.
    if changed == terms { return current }
    return changed.isEmpty ? nil : Array(changed.joined(separator: ",").utf8)
  }
}

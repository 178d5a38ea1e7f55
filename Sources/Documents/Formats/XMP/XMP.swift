extension DocumentFormat {
  /// An XMP packet of its own, the sidecar of another file.
  package static let xmp = DocumentFormat(
    "XMP", names: [],
    writing: Writing(extensions: ["xmp"]) { bytes, request in
      let changed = try XMPWriting(bytes, request).changed(XMPWriting.Options())
      return changed.map { ByteEdits(replacing: 0..<bytes.count, with: $0).trimmed(of: bytes) }
        ?? ByteEdits()
    })
}

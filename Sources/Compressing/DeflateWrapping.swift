/// What surrounds a deflate stream, as zlib's number for it.
package enum DeflateWrapping: Int32, Sendable {
  /// Nothing, as in zip archives.
  case raw = -15
  /// zlib's header and checksum (RFC 1950), as in PDF.
  case zlib = 15
  /// The header and checksum of gzip files (RFC 1952).
  case gzip = 31
}

/// Where the tags of documents are written; the names are those of `--write-to`, of settings, plans and runs.
public enum TagPlace: String, Sendable, CaseIterable {
  /// Into the catalog of the workspace only.
  case catalog = "catalog"
  /// Into the documents themselves; what takes no tags gets a sidecar, or keeps them in the catalog.
  case documents = "documents"
  /// Into a file NAME.EXT.xmp beside each document.
  case sidecar = "sidecar"
  /// Into the extended attribute user.xdg.tags.
  case xattr = "xattr"

  /// Whether something is written into documents or beside them.
  package var isInFiles: Bool { self != .catalog }
}

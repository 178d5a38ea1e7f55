internal import Cataloging
internal import Documents
internal import Model
internal import System

extension RetagPlan {
  /// Whether tags of a line go where its author's own metadata stand.
  func writesInto(_ line: RetagLine) -> Bool {
    place == .documents
      && DocumentFormat.writable(pathExtension: SharePath(line.path).pathExtension) != nil
  }

  /// Which values the document had before Parlance wrote into it; none where it writes beside documents.
  func others(
    among values: TagValues, of line: RetagLine, _ catalog: Catalog
  ) throws -> [TagMark.Entry] {
    guard writesInto(line), !values.isEmpty else { return [] }
    return try catalog.document(line.document)?.others(among: values) ?? []
  }
}

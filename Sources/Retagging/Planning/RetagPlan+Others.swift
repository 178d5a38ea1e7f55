internal import Cataloging
internal import Documents
internal import Model
internal import System

extension RetagPlan {
  /// Which values the document had before Parlance wrote into it; none where it writes beside documents.
  func others(
    among values: TagValues, of line: RetagLine, _ catalog: Catalog
  ) throws -> [TagMark.Entry] {
    guard place == .documents, !values.isEmpty,
      DocumentFormat.writable(pathExtension: SharePath(line.path).pathExtension) != nil
    else { return [] }
    return try catalog.document(line.document)?.others(among: values) ?? []
  }
}

internal import Model
internal import Taxonomy

extension VocabularyStore {
  /// What becomes of the vocabulary on days to come, the nearest first: a line for each concept that is in
  /// use until then.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func upcoming() throws -> [String] {
    let vocabulary = try current()
    var lines: [(day: CalendarDate, text: String)] = []
    for concept in vocabulary.concepts {
      guard let day = vocabulary.upcomingDeprecation(of: concept) else { continue }
      let successors = vocabulary.successors(of: concept).map { successor in
        successor.concept.map { "\"\(vocabulary.preferredLabel(of: $0))\"" } ?? successor.uri
      }
      let place =
        successors.isEmpty
        ? "nothing takes its place" : "then " + successors.joined(separator: ", ")
      lines.append(
        (day, "\"\(vocabulary.preferredLabel(of: concept))\" is in use until \(day), \(place)"))
    }
    return lines.sorted { $0.day.firstDay.rawValue < $1.day.firstDay.rawValue }.map(\.text)
  }
}

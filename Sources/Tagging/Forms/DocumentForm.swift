/// How a document is written, whatever it is about: what technical writers call its information type.
enum DocumentForm: String, CaseIterable, Sendable {
  /// Leads through a task: the title says what is done, the text has steps.
  case procedure = "procedure"
  /// Says what something is and what it is for.
  case overview = "overview"
  /// Explains how something works.
  case concept = "concept"
  /// Lists facts to look up.
  case reference = "reference"
}

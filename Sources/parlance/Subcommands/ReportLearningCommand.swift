import ArgumentParser
import ParlanceKit

/// `parlance report learning`: how well documents are tagged after ever more decisions.
struct ReportLearningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learning",
    abstract: "Report after how many decisions documents are tagged no better.",
    discussion: """
      What people decided in the workspace, or a file as parlance learn reads it, is put into fifths.
      Each is asked of what 10, 20, 40 … documents of the others teach; a line has the F1 of what is
      accepted in each scheme, and the notes say from which number on it stays the same within 0.01,
      once twice as many taught nothing more.
      Of more than 200 documents two fifths are asked, and no more than 2,000 documents are used.

      EXAMPLES
        parlance report learning
        parlance report learning gold.jsonl --format csv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "JSON Lines with documents and their tags.", completion: .file())
  var file: String?

  func run() throws {
    guard let lesson = try TagLesson(try global.existingWorkspace(), from: file) else {
      try endWithoutCurve(
        "Nobody has accepted or refused a tag yet: answer r to the question of parlance retag.")
    }
    let curve = try lesson.curve()
    guard !curve.isEmpty else {
      try endWithoutCurve(
        "Fewer than ten documents with decisions tell nothing of what more would teach.")
    }
    var printer = try RecordPrinter(output, columns: lesson.curveColumns(curve))
    for record in lesson.curveRecords(curve) { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "curve")
    for warning in lesson.warnings { Diagnostics.warning(warning) }
    for note in lesson.curveNotes(curve) { Diagnostics.note(note) }
  }

  /// Says why there is no curve; programs get one without points.
  private func endWithoutCurve(_ reason: String) throws -> Never {
    var printer = try RecordPrinter(output, columns: TagLesson.emptyCurveColumns)
    printer.finish(envelope: JSONObject(), listName: "curve")
    Diagnostics.note(reason)
    throw ExitStatus.nothing
  }
}

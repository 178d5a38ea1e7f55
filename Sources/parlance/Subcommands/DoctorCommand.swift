import ArgumentParser
import ParlanceKit

/// `parlance doctor`: whether everything is as it should be, and what to do where it is not.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at tools, rights, space, vocabulary, catalog, shares, index and journals.",
    discussion: """
      One line for each thing: how it stands, what was found, what to do. Nothing is changed. The
      status is 3 if something does not work.

      EXAMPLES
        parlance doctor
        parlance doctor --format jsonl --workspace /srv/parlance
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let diagnosis = Diagnosis(try global.workspaceIfThere(), version: ProgramVersion.text)
    if output.format == .table {
      for line in diagnosis.lines { show(line) }
    } else {
      var printer = try RecordPrinter(output, columns: Diagnosis.columns)
      for record in diagnosis.records { printer.print(record) }
      printer.finish(envelope: JSONObject(), listName: "checks")
    }
    if diagnosis.hasErrors { throw ExitStatus.partly }
  }

  private func show(_ line: Diagnosis.Line) {
    let state = line.state.rawValue
    let role: ReportText.Role =
      switch line.state {
      case .good, .note: .faint
      case .warning: .warning
      case .error: .error
      }
    let subject = line.subject + String(repeating: " ", count: max(0, 10 - line.subject.count))
    let mark = state + String(repeating: " ", count: max(0, 7 - state.count))
    StandardOutput.shared.writeLine(
      ReportText(mark, role) + ReportText("  \(subject)  \(line.finding)"))
    guard !line.remedy.isEmpty else { return }
    StandardOutput.shared.writeLine(
      ReportText(String(repeating: " ", count: 21) + line.remedy, .faint))
  }
}

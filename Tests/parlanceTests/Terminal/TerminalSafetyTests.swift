import Testing

struct TerminalSafetyTests {
  private static let names = [
    "a\u{1B}[2Jb", "a\u{1B}[31mb", "a\u{61C}b", "a\u{202E}b", "a\u{9B}b", "a\u{7}b", "a\u{2066}b",
    "a\u{2028}b",
  ]

  private static let commands: [[String]] = [
    ["NAME"], ["search", "--NAME"], ["search", "--limit", "NAME"], ["search", "--facet", "NAME"],
    ["search", "--workspace", "NAME", "x"], ["import", "NAME"], ["check", "NAME"],
    ["show", "NAME"], ["retag", "NAME"], ["index", "NAME"], ["export", "--to", "NAME"],
    ["undo", "NAME"], ["query", "save", "NAME", "x"], ["init", "--shared", "NAME"],
    ["search", "type:NAME"], ["search", "\"NAME"], ["tag", "NAME"], ["normalize", "NAME"],
    ["export", "--to", "skos", "-o", "/none/NAME"], ["log", "--color", "always", "NAME"],
    ["search", "--color", "always", "--facet", "NAME=x"],
  ]

  @Test(arguments: commands)
  func `nothing that an argument says reaches the terminal as a command to it`(
    command: [String]
  ) throws {
    let tool = try RetagShare.make()
    for name in Self.names {
      let arguments = command.map { $0.replacing("NAME", with: name) }
      let result = try tool.run(arguments)
      let raw = result.errors.unicodeScalars.filter { scalar in
        scalar != "\n" && Self.isCommand(scalar)
      }
      // The program's own colors are a mark in front, and end before the message.
      let marks = result.errors.contains("\u{1B}[") && command.contains("always") ? 2 : 0
      #expect(raw.count <= marks, "\(arguments) \(result.errors.debugDescription)")
    }
  }

  private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar == "\u{61C}"
      || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}

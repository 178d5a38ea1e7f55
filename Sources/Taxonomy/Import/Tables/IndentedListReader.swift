internal import XMLReading

/// A list with a name on each line, below the last one that is indented less: by tabs, or by blanks.
///
/// Keyword lists of Adobe Bridge and Lightroom are of this kind: `{a synonym}` one step deeper than a
/// keyword, and `[a category]`, which groups keywords and is none itself.
enum IndentedListReader: DialectReader {
  static let title = "indented list"

  static func claims(_ root: DocumentRoot) -> Bool { false }

  static func read(_ input: XMLInput, into context: DialectContext) throws {
    let labelsBefore = context.builder.labels.count
    let text = try input.text()
    var outline = Outline(Table(names: [], rows: [], path: input.path), context)
    var indents: [Int] = []
    for (number, line) in text.lines {
      guard line.count <= VocabularyLimits.identifierLength else {
        throw VocabularyTextError(
          path: input.path, line: number,
          message: "the line is longer than \(VocabularyLimits.identifierLength >> 10) KiB")
      }
      let content = line.drop { $0 == 0x09 || $0 == 0x20 }
      let name = TextNormalization.collapsed(Array(content))
      guard !name.isEmpty else { continue }
      let indent = width(of: line[..<content.startIndex])
      while let last = indents.last, last >= indent { indents.removeLast() }
      guard indents.count < Outline.levelLimit else {
        throw VocabularyTextError(
          path: input.path, line: number,
          message: "the list is deeper than "
            + "\(Outline.levelLimit) levels")
      }
      try add(name, level: indents.count, line: number, to: &outline, context)
      // What stands deeper than a synonym belongs to its keyword, too.
      if !name.hasPrefix("{") { indents.append(indent) }
    }
    if context.builder.labels.count == labelsBefore { context.reportLackOfConcepts(title) }
  }

  private static func add(
    _ name: String, level: Int, line: Int, to outline: inout Outline, _ context: DialectContext
  ) throws {
    func inner(_ open: Character, _ close: Character) -> String? {
      guard name.first == open, name.last == close, name.count > 2 else { return nil }
      return String(name.dropFirst().dropLast())
    }
    if let synonym = inner("{", "}") {
      guard level > 0 else {
        context.ignore(
          "a synonym without a keyword above",
          at: SourcePosition(source: context.source, line: UInt32(clamping: line), column: 1))
        return
      }
      outline.addSynonym(synonym, ofLevel: level - 1, line: line)
    } else if let category = inner("[", "]") {
      try outline.add(category, level: level, line: line)
      context.ignore(
        "that a category in brackets is not a keyword itself",
        at: SourcePosition(source: context.source, line: UInt32(clamping: line), column: 1))
    } else {
      try outline.add(name, level: level, line: line)
    }
  }

  /// The width of an indentation; a tab goes to the next multiple of eight.
  private static func width(of indent: ArraySlice<UInt8>) -> Int {
    indent.reduce(0) { $1 == 0x09 ? ($0 / 8 + 1) * 8 : $0 + 1 }
  }
}

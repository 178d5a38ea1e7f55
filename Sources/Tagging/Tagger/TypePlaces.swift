internal import Documents
internal import Matching
internal import Model
internal import TextAnalysis

/// What a label of a document type says by where it stands.
struct TypePlaces {
  private let lexicon: FormLexicon
  private let numbers: TypeNumbers
  private let description: SelfDescription

  init(lexicon: FormLexicon, numbers: TypeNumbers) {
    self.lexicon = lexicon
    self.numbers = numbers
    description = SelfDescription(lexicon: lexicon, within: numbers.selfWithin)
  }

  /// What a label adds by where it stands, in log-odds; 0 where it says nothing.
  ///
  /// - Parameters:
  ///   - mention: the label.
  ///   - scan: the document.
  ///   - tellsForms: whether the vocabulary tells forms of documents apart.
  /// - Returns: the weight.
  func weight(
    of mention: Mention, in scan: DocumentScan, tellsForms: Bool
  ) -> Double {
    let field = scan.fields[mention.field]
    if field.field == .text { return description.holds(mention, in: field) ? numbers.selfName : 0 }
    var weight = numbers.weight(of: field.rule)
    guard weight > 0 else { return 0 }
    let isName = field.field == .title || field.field == .heading(0) || field.rule == .file
    weight *= numbers.share(
      of: position(of: mention, in: scan, joinsByDash: tellsForms),
      isDocumentation: tellsForms && isName)
    if field.rule == .file || field.rule == .folder { weight *= surprise(of: mention, in: field) }
    if !mention.isInOrder { weight *= numbers.anyOrder }
    if case .heading(let heading) = field.field, heading > 0 {
      weight *= tellsForms ? numbers.documentationLaterHeading : numbers.laterHeading
    }
    if field.rule == .metadata || field.rule == .category || field.rule == .keyword {
      weight *= numbers.valuePart
    }
    return weight
  }

  /// Where in its place a label stands.
  ///
  /// What stands behind a preposition is what the document is about, not what it is: "Reference table
  /// for all recommendations".
  ///
  /// - Parameters:
  ///   - mention: the label.
  ///   - scan: the document.
  ///   - joinsByDash: whether a dash in a file name is no more than a blank ("get-started-with-acme.md").
  /// - Returns: its position.
  private func position(
    of mention: Mention, in scan: DocumentScan, joinsByDash: Bool
  ) -> LabelPosition {
    let tokens = scan.tokenCounts[mention.field]
    let first = Int(mention.found.firstToken)
    let next = first + Int(mention.found.tokenCount)
    if first == 0, next == tokens { return .whole }
    let bytes = scan.fields[mention.field].bytes
    let before = Self.clause(bytes[..<Int(mention.found.start)])
    if before.contains(where: { lexicon.prepositions.contains($0.text) }) { return .topic }
    let rest = bytes[Int(mention.found.end)...]
    if Self.isTail(rest) { return .tail }
    guard first == 0 else { return .inside }
    let isJoined = joinsByDash && scan.fields[mention.field].rule == .file && rest.first != 0x20
    let mark = rest.first { $0 != 0x20 }
    // 0xE2 begins the dashes of UTF-8.
    let marks: [UInt8?] = [0x3A, 0x2D, 0x5F, 0x7C, 0xE2]
    if marks.contains(mark), !isJoined { return .head }
    let follower = Analyzer.tokens(of: Array(rest.prefix(Self.longestPreposition))).first
    return follower.map { lexicon.prepositions.contains($0.text) } ?? false ? .object : .first
  }

  /// The bytes in which the next word is looked for.
  private static let longestPreposition = 24

  /// The words before a place, back to the last colon, bar, parenthesis or dash with a blank before it.
  private static func clause(_ bytes: ArraySlice<UInt8>) -> [Token] {
    // 0xE2 begins the dashes of UTF-8.
    let marks: Set<UInt8> = [0x3A, 0x7C, 0x28, 0xE2]
    let start = bytes.indices.last { place in
      marks.contains(bytes[place])
        || (bytes[place] == 0x2D && place > bytes.startIndex && bytes[place - 1] == 0x20)
    }
    return Analyzer.tokens(of: Array(bytes[(start ?? bytes.startIndex)...]))
  }

  /// How much of its weight a label deserves in a path, where some words name anything.
  private func surprise(of mention: Mention, in field: ScannedField) -> Double {
    let words = Analyzer.tokens(of: Array(field.bytes[mention.found.range]))
    guard words.count == 1, let word = words.first?.text else { return 1 }
    if lexicon.everydayWords.contains(word) { return numbers.everyday }
    return lexicon.commonWords.contains(word) ? numbers.common : 1
  }

  /// Whether only numbers, versions and single letters follow ("price list 2010 v3").
  private static func isTail(_ rest: ArraySlice<UInt8>) -> Bool {
    Analyzer.tokens(of: Array(rest)).allSatisfy { token in
      token.flags.contains(.hasDigit) || token.text.utf8.count <= 2
        || tailWords.contains(token.text)
    }
  }

  private static let tailWords: Set<String> = [
    "final", "draft", "copy", "new", "old", "rev", "version", "internal", "external", "public",
    "confidential", "kopie", "neu", "alt", "entwurf", "copie", "brouillon",
  ]
}

internal import Documents
internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// What a label of a document type says by where it stands.
struct TypePlaces {
  private let lexicon: FormLexicon
  private let numbers: TypeNumbers
  private let description: SelfDescription
  private let neighbors: LabelNeighbors

  init(lexicon: FormLexicon, numbers: TypeNumbers) {
    self.lexicon = lexicon
    self.numbers = numbers
    description = SelfDescription(lexicon: lexicon, within: numbers.selfWithin)
    neighbors = LabelNeighbors(lexicon: lexicon)
  }

  /// What a label says by where it stands.
  struct Reading {
    /// What it adds, in log-odds.
    var weight: Double

    /// Where in its place it stands; `nil` in the running text.
    var position: LabelPosition?

    /// It says nothing.
    static let nothing = Reading(weight: 0, position: nil)
  }

  /// What a label says by where it stands.
  ///
  /// - Parameters:
  ///   - mention: the label.
  ///   - language: the language of the label.
  ///   - scan: the document.
  ///   - names: what else the document names.
  ///   - tellsForms: whether the vocabulary tells forms of documents apart.
  /// - Returns: its weight, 0 where it says nothing, and its position.
  func reading(
    of mention: Mention, language: String, in scan: DocumentScan, names: NamesInPlaces,
    tellsForms: Bool
  ) -> Reading {
    let field = scan.fields[mention.field]
    if field.field == .text {
      let isSelf = description.holds(mention, in: field)
      return isSelf ? Reading(weight: numbers.selfName, position: nil) : .nothing
    }
    var weight = numbers.weight(of: field.rule)
    guard weight > 0 else { return .nothing }
    let isName = field.field == .title || field.field == .heading(0) || field.rule == .file
    var position = position(of: mention, in: scan, joinsByDash: tellsForms)
    if field.rule != .metadata, !tellsForms {
      let before = LabelNeighbors.behindBreak(field.bytes[..<Int(mention.found.start)])
      let words = LabelNeighbors.words(before)
      if neighbors.deny(words) { return .nothing }
      if !words.isEmpty, neighbors.makeSentence(words) { position = .topic }
      if neighbors.answer(mention.found.range, in: field.bytes) { position = .answered }
      if isPart(mention, position, language, in: scan, names) { position = .part }
    }
    weight *= numbers.share(of: position, isDocumentation: tellsForms && isName)
    weight *= surprise(of: mention, in: field, tellsForms: tellsForms)
    if !mention.isInOrder { weight *= numbers.anyOrder }
    if case .heading(let heading) = field.field, heading > 0 {
      weight *= tellsForms ? numbers.documentationLaterHeading : numbers.laterHeading
    }
    if field.rule == .metadata || field.rule == .category || field.rule == .keyword {
      weight *= numbers.valuePart
    }
    return Reading(weight: weight, position: position)
  }

  /// How much of its weight a cue deserves by where in a place it stands.
  ///
  /// A heading that names a thing somewhere is not its heading: "Offers we refused".
  ///
  /// - Parameters:
  ///   - range: the cue.
  ///   - field: the place.
  /// - Returns: a factor, 0 where the cue is denied.
  func share(ofCueAt range: Range<Int>, in field: ScannedField) -> Double {
    guard field.holdsSentences || field.rule == .file else { return 1 }
    // In a text only the nearest words are looked at.
    let near = field.bytes[max(0, range.lowerBound - Self.nearest)..<range.lowerBound]
    let before = LabelNeighbors.words(LabelNeighbors.behindBreak(near))
    if neighbors.deny(before) { return 0 }
    guard case .heading = field.field else { return 1 }
    // "3. Technical data", "The product at a glance"
    let isBeginning = before.allSatisfy {
      $0.flags.contains(.hasDigit) || $0.text.utf8.count <= 2 || lexicon[.article].contains($0.text)
    }
    guard isBeginning else { return 0 }
    let title = TitleText(
      field.bytes, isPath: false, names: [], types: [], text: OpeningWords([], within: 0))
    return neighbors.makePart(range, of: title, language: "")
      ? numbers.share(of: .part, isDocumentation: false) : 1
  }

  /// The bytes before a cue in which words that deny it are looked for.
  private static let nearest = 48

  /// Whether a label is only a part of a longer name or of a sentence.
  private func isPart(
    _ mention: Mention, _ position: LabelPosition, _ language: String, in scan: DocumentScan,
    _ names: NamesInPlaces
  ) -> Bool {
    let field = scan.fields[mention.field]
    switch (field.rule, position) {
    case (.title, .first), (.title, .object), (.heading, .first), (.heading, .object),
      (.file, .first), (.file, .object), (.folder, .first), (.folder, .object):
      break
    case (.file, .head), (.folder, .head):
      // "invoice-processing", "Price_list_generator": marks in place of blanks.
      let rest = field.bytes[Int(mention.found.end)...].prefix(2)
      guard rest.first == 0x2D || rest.first == 0x5F, rest.last != 0x20 else { return false }
    default: return false
    }
    let title = TitleText(
      field.bytes, isPath: field.field == .path, names: names.others(in: mention.field),
      types: names.types(in: mention.field), text: names.text)
    return neighbors.makePart(mention.found.range, of: title, language: language)
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
    let before = LabelNeighbors.words(
      LabelNeighbors.behindBreak(bytes[..<Int(mention.found.start)]))
    if before.contains(where: { lexicon.prepositions.contains($0.text) }) { return .topic }
    let rest = bytes[Int(mention.found.end)...]
    if isTail(rest) { return .tail }
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

  /// How much of its weight a label deserves in a path, where some words name anything; in a title hardly any does.
  private func surprise(
    of mention: Mention, in field: ScannedField, tellsForms: Bool
  ) -> Double {
    let isPath = field.rule == .file || field.rule == .folder
    guard isPath || field.rule == .title || field.rule == .heading else { return 1 }
    let words = Analyzer.tokens(of: Array(field.bytes[mention.found.range]))
    guard words.count == 1, let word = words.first?.text else { return 1 }
    if lexicon.everydayWords.contains(word) {
      return isPath ? numbers.everyday : tellsForms ? 1 : numbers.everydayTitle
    }
    guard isPath else { return 1 }
    if lexicon.commonWords.contains(word) { return numbers.common }
    // A department or a place may be called so; a file name begins with what the file is. A house that tells forms apart
    // has few short names, and means them: "FAQ".
    guard field.rule == .folder, !tellsForms else { return 1 }
    switch word.count {
    case ...2: return numbers.twoLetters
    case 3: return numbers.threeLetters
    default: return 1
    }
  }

  /// Whether only numbers, versions, single letters and words for the state of a document follow ("price list 2010 v3").
  private func isTail(_ rest: ArraySlice<UInt8>) -> Bool {
    Analyzer.tokens(of: Array(rest)).allSatisfy { token in
      token.flags.contains(.hasDigit) || token.text.utf8.count <= 2
        || lexicon[.state].contains(token.text)
    }
  }
}

/// Where a document names types and other concepts, but for its running text.
struct NamesInPlaces {
  private var starts: [Int: (types: Set<Int>, others: Set<Int>)] = [:]

  /// The words of the running text.
  let text: OpeningWords

  /// Of a document in which types of a scheme are looked for.
  init(
    _ analysis: DocumentAnalysis, _ scheme: SchemeOrdinal, tables: ConceptTables, within limit: Int
  ) {
    let fields = analysis.scan.fields
    text = OpeningWords(fields.last { $0.field == .text }?.bytes ?? [], within: limit)
    for wording in analysis.wordings where wording.meaningCount > 0 {
      let isType = tables.home[Int(wording.concept.rawValue)] == scheme
      for place in analysis.places(of: wording) {
        let mention = analysis.scan.mentions[Int(place)]
        guard fields[mention.field].field != .text else { continue }
        var known = starts[mention.field] ?? ([], [])
        if isType {
          known.types.insert(Int(mention.found.start))
        } else {
          known.others.insert(Int(mention.found.start))
        }
        starts[mention.field] = known
      }
    }
  }

  /// Where types are named in a field.
  func types(in field: Int) -> Set<Int> { starts[field]?.types ?? [] }

  /// Where other concepts are named in a field.
  func others(in field: Int) -> Set<Int> { starts[field]?.others ?? [] }
}

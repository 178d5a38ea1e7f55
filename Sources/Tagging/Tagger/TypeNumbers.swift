internal import Knowledge
internal import Model

/// Where in a title, heading or name a label stands, as far as it matters to what it says of the document.
enum LabelPosition: String, CaseIterable {
  /// It is all of it.
  case whole = "whole"
  /// It begins it, before a colon or dash: "Quickstart: …".
  case head = "head"
  /// It begins it, before a preposition: "Price list for …".
  case object = "object"
  /// It begins it, before another word.
  case first = "first"
  /// It ends it: "Harbor Archive price list 2010".
  case tail = "tail"
  /// It stands in the middle.
  case inside = "inside"
  /// It stands behind a preposition or in a sentence: what the document is about.
  case topic = "topic"
  /// It begins it and is only a part of a longer name or of a sentence: "Invoice processing", "Invoice is missing".
  case part = "part"
  /// It stands beside a word that answers it: "Reply to the RFP".
  case answered = "answered"

  /// Whether the place says by it what the document is, not only what it is about.
  var isStated: Bool {
    switch self {
    case .whole, .head, .object, .first, .tail: true
    case .inside, .topic, .part, .answered: false
    }
  }
}

/// What evidence for a document type weighs, in log-odds, as `type-evidence.tsv` says.
struct TypeNumbers: Sendable {
  /// The numbers that are compiled into the library.
  static let shared = TypeNumbers(
    NumberTable(PackageResources.type_evidence_tsv, file: "type-evidence.tsv"))

  let none: Double
  let accept: Double
  let review: Double
  let leaf: Double
  let unlikeRules: Double
  let unlikeMost: Double
  let unlikeSharpness: Double
  let own: Double
  let inheritance: Double
  let confirmation: Double
  let habit: Double
  let documentationForms: Int
  let documentationNone: Double
  let laterHeading: Double
  let documentationLaterHeading: Double
  let selfName: Double
  let selfWithin: Int
  let valuePart: Double
  let anyOrder: Double
  let everyday: Double
  let everydayTitle: Double
  let common: Double
  let twoLetters: Double
  let threeLetters: Double
  let folderBesideName: Double
  let mail: Double
  let mailSaid: Double
  let mailTopic: Double
  let mailBare: Double
  let headingShare: Double
  let fileShare: Double
  let layoutBesideTitle: Double
  private let places: [Evidence.Rule: Double]
  private let shares: [LabelPosition: Double]
  private let documentationShares: [LabelPosition: Double]
  private let cues: [String: Double]
  private let forms: [DocumentForm: [FormSign: Double]]
  private let layout: [LayoutSign: Double]

  init(_ table: NumberTable) {
    none = table["none"]
    accept = table["accept"]
    review = table["review"]
    leaf = table["leaf"]
    unlikeRules = table["unlike-rules"]
    unlikeMost = table["unlike-most"]
    unlikeSharpness = table["unlike-sharpness"]
    own = table["own"]
    inheritance = table["inheritance"]
    confirmation = table["confirmation"]
    habit = table["habit"]
    documentationForms = Int(table["documentation-forms"])
    documentationNone = table["documentation-none"]
    laterHeading = table["later-heading"]
    documentationLaterHeading = table["documentation-later-heading"]
    selfName = table["self"]
    selfWithin = Int(table["self-within"])
    valuePart = table["value-part"]
    anyOrder = table["any-order"]
    everyday = table["everyday"]
    everydayTitle = table["everyday-title"]
    common = table["common"]
    twoLetters = table["letters.two"]
    threeLetters = table["letters.three"]
    folderBesideName = table["folder-beside-name"]
    mail = table["mail"]
    mailSaid = table["mail-said"]
    mailTopic = table["mail-topic"]
    mailBare = table["mail-bare"]
    headingShare = table["form-share.heading"]
    fileShare = table["form-share.file"]
    layoutBesideTitle = table["layout-beside-title"]
    places = [
      .facet: table["place.facet"], .category: table["place.category"],
      .keyword: table["place.keyword"], .metadata: table["place.metadata"],
      .title: table["place.title"], .heading: table["place.heading"], .file: table["place.file"],
      .folder: table["place.folder"],
    ]
    func each<Key: CaseIterable & RawRepresentable<String>>(_ prefix: String) -> [Key: Double] {
      Dictionary(
        uniqueKeysWithValues: Key.allCases.map { ($0, table["\(prefix).\($0.rawValue)"]) })
    }
    shares = each("share")
    documentationShares = each("documentation")
    layout = each("layout")
    forms = Dictionary(
      uniqueKeysWithValues: DocumentForm.allCases.map { ($0, each("form.\($0.rawValue)")) })
    cues = Dictionary(
      uniqueKeysWithValues: table.names.filter { $0.hasPrefix("cue.") }.map {
        (String($0.dropFirst(4)), table[$0])
      })
  }

  /// What a label that is a whole place adds; 0 where a place says nothing.
  func weight(of rule: Evidence.Rule) -> Double { places[rule] ?? 0 }

  /// How much of that a label deserves by its position.
  ///
  /// - Parameters:
  ///   - position: where it stands.
  ///   - isDocumentation: whether it is a title in a vocabulary that tells forms of documents apart.
  /// - Returns: a factor.
  func share(of position: LabelPosition, isDocumentation: Bool) -> Double {
    (isDocumentation ? documentationShares : shares)[position] ?? 0
  }

  /// How much of its weight a name in the subject of a mail deserves.
  func share(of subject: MailSubject, isWhole: Bool) -> Double {
    switch subject {
    case .said: mailTopic
    case .bare: isWhole ? mailBare : 1
    case .name: 1
    }
  }

  /// What a name that is answered says of the type of answers, beside what it says of its own.
  var answering: Double {
    (shares[.first] ?? 0) / (shares[.answered] ?? 1)
  }

  /// What a cue of the vocabulary adds in a kind of place.
  func weight(ofCueIn place: String) -> Double { cues[place] ?? 0 }

  /// What a sign in a title adds for its form.
  func weight(of sign: FormSign, for form: DocumentForm) -> Double { forms[form]?[sign] ?? 0 }

  /// What a sign of the layout adds.
  func weight(of sign: LayoutSign) -> Double { layout[sign] ?? 0 }
}

/// What in a title tells the form of the document.
enum FormSign: String, CaseIterable {
  case opening = "opening"
  case verb = "verb"
  case closing = "closing"
  case telling = "telling"
}

/// What in the layout tells the form of the document.
enum LayoutSign: String, CaseIterable {
  case section = "section"
  case steps = "steps"
  case table = "table"
}

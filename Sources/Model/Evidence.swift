/// One reason for a tag, as it is recorded: where something stands, what it says, and what it weighs.
package struct Evidence: Sendable, Hashable {
  /// Where it stands.
  package var place: Place

  /// The bytes of the place.
  package var range: Range<Int>

  /// The words as they stand there.
  package var surface: String

  /// The rule by which it counts.
  package var rule: Rule

  /// The text of the label that the words were taken for; `nil` for cues, formats and what was learned.
  package var label: String?

  /// The metadata field that it stands in, by its name, and how its value was read where that was asked,
  /// such as `cp:category, typo`; empty elsewhere.
  package var source: String

  /// What is special about it, such as "former name until 2009-06-30"; empty if nothing.
  package var remark: String

  /// What it adds to the log-odds of the score, in thousandths; negative if it takes away.
  package let weight: Double

  /// A piece of evidence; the weight is rounded to thousandths, so that it is the same when read back.
  package init(
    place: Place, range: Range<Int>, surface: String, rule: Rule, label: String? = nil,
    source: String = "", remark: String = "", weight: Double
  ) {
    self.place = place
    self.range = range
    self.surface = surface
    self.rule = rule
    self.label = label
    self.source = source
    self.remark = remark
    self.weight = (weight * 1000).rounded() / 1000
  }

  /// Source and remark in one line, as people read them.
  package var note: String { Self.note(source: source, remark: remark) }

  /// A source and a remark in one line.
  package static func note(source: String, remark: String) -> String {
    source.isEmpty || remark.isEmpty ? source + remark : "\(source); \(remark)"
  }
}

extension Evidence {
  /// A part of a document; offsets count the UTF-8 of its string.
  package enum Place: Sendable, Hashable {
    /// The title.
    case title
    /// A heading, by its number from 0.
    case heading(Int)
    /// The running text.
    case text
    /// The path, folders and file name.
    case path
    /// A metadata value, by its number from 0.
    case metadata(Int)
    /// The format; the range is empty.
    case format
    /// No place: what was learned of the document as a whole.
    case document
  }

  /// The rule by which a place counts.
  package enum Rule: String, Sendable, Hashable, CaseIterable {
    /// A value that a person or an earlier run put into the field of the facet.
    case facet = "facet"
    /// A category field.
    case category = "category"
    /// A keyword field.
    case keyword = "keyword"
    /// Another metadata field.
    case metadata = "metadata"
    /// A label in the title.
    case title = "title"
    /// A label in a heading.
    case heading = "heading"
    /// A label in the file name.
    case file = "file"
    /// A label in the name of a folder.
    case folder = "folder"
    /// A label in the text.
    case text = "text"
    /// The words of a label close together in a sentence, in another order.
    case orderFree = "order_free"
    /// A cue of the vocabulary.
    case cue = "cue"
    /// The file's format.
    case format = "format"
    /// How a title is put, such as beginning with a plain verb.
    case form = "form"
    /// How the text is laid out: steps, tables, headings.
    case layout = "layout"
    /// What was learned from documents tagged by people.
    case learned = "learned"
    /// What people assigned in the same folder or to the same author.
    case habit = "habit"
    /// What the other documents of the folder are assigned.
    case neighborDocuments = "neighbor_documents"
    /// Neighbours in the vocabulary that the document names, too.
    case neighbors = "neighbors"
    /// Further places that are not listed one by one.
    case further = "further"
    /// What the score starts from, and what others take of it.
    case start = "start"

    /// Whether it names a kind of place, or of knowledge, in a few words; the others only make the
    /// sum complete.
    package var isTelling: Bool { self != .neighbors && self != .further && self != .start }
  }
}

extension Evidence.Place: LosslessStringConvertible {
  /// The name in output: `title`, `headings[2]`, `text`, `path`, `metadata[0]`, `format`, `document`.
  package var description: String {
    switch self {
    case .title: "title"
    case .heading(let number): "headings[\(number)]"
    case .text: "text"
    case .path: "path"
    case .metadata(let number): "metadata[\(number)]"
    case .format: "format"
    case .document: "document"
    }
  }

  /// The place of a name in output; `nil` if there is none of that name.
  package init?(_ description: String) {
    func number(after prefix: String) -> Int? {
      guard description.hasPrefix(prefix), description.hasSuffix("]") else { return nil }
      let digits = description.dropFirst(prefix.count).dropLast()
      // `Int` takes a sign and leading zeros, which no place has that was written here.
      return Int(digits).flatMap { $0 >= 0 && "\($0)" == digits ? $0 : nil }
    }
    switch description {
    case "title": self = .title
    case "text": self = .text
    case "path": self = .path
    case "format": self = .format
    case "document": self = .document
    default:
      if let heading = number(after: "headings[") {
        self = .heading(heading)
      } else if let field = number(after: "metadata[") {
        self = .metadata(field)
      } else {
        return nil
      }
    }
  }
}

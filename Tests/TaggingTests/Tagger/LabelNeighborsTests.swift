import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What the words beside a type's name in a title make of it.
struct LabelNeighborsTests {
  private static let numbers = TypeNumbers.shared

  /// Types in two languages, one whose format are mails, one that answers another, and a product.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    let types: [(name: String, labels: [(String, String)])] = [
      ("invoice", [("Invoice", "en"), ("Rechnung", "de"), ("Bill", "en"), ("Facture", "fr")]),
      ("contract", [("Contract", "en"), ("Vertrag", "de")]),
      ("quote", [("Quote", "en"), ("Offer", "en"), ("Offers", "en"), ("Angebot", "de")]),
      ("prices", [("Price list", "en"), ("Preisliste", "de")]),
      ("exam", [("Exam", "en"), ("Prüfung", "de")]),
      ("minutes", [("Minutes", "en"), ("Protokoll", "de")]),
      ("mail", [("Email", "en"), ("Mail", "en")]),
      ("drawing", [("Drawing", "en"), ("Plan", "de")]),
      ("tender", [("Request for proposal", "en"), ("RFP", "en"), ("Ausschreibung", "de")]),
      ("bid", [("RFP response", "en")]),
    ]
    for type in types {
      let concept = builder.entity("urn:\(type.name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      for (text, language) in type.labels {
        builder.addLabel(Label(text, language: language), to: concept)
      }
    }
    builder.addCue(Cue("eml", in: .format), to: builder.entity("urn:mail"))
    builder.addCue(Cue("Angebot", in: .heading), to: builder.entity("urn:quote"))
    builder.addCue(Cue("Invoices", in: .folder), to: builder.entity("urn:invoice"))
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    let archive = builder.entity("urn:archive")
    builder.declareConcept(archive)
    builder.addRelation(.scheme, from: archive, to: products)
    builder.addLabel(Label("Harbor Archive"), to: archive)
    return builder.build().vocabulary
  }()

  private func tag(_ document: Document) throws -> [TagSuggestion] {
    let tagger = Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary))
    return tagger.tag(document).filter { Self.vocabulary.uri(of: $0.concept) != "urn:archive" }
  }

  private func title(_ title: String, text: String = "Some words.") throws -> [TagSuggestion] {
    try tag(Document(id: "d", title: title, text: text))
  }

  private func name(_ suggestion: TagSuggestion?) -> String? {
    suggestion.map { String(Self.vocabulary.uri(of: $0.concept).dropFirst(4)) }
  }

  @Test(arguments: [
    "Invoice processing with Harbor Archive", "Contract workers in the warehouse",
    "Price list import fails", "Mail server down", "Bill Miller joins Harbor",
    "Exam room booking", "Invoice Processing", "Invoice 4711 is missing",
    "Contract expired on web server", "Quote of the day", "invoice workflow",
    "Rechnung fehlt noch", "Angebot und Nachfrage", "Vertrag verloren gegangen",
    "Angebot abgelehnt", "Prüfung der Feuerlöscher", "Offers we refused",
  ])
  func `a name before a noun or a verb is not accepted`(text: String) throws {
    #expect(try title(text).allSatisfy { $0.outcome != .accepted }, "\(text)")
  }

  @Test(arguments: [
    ("Invoice 4711", "invoice"), ("Invoice Acme", "invoice"), ("Rechnung Nr. 12", "invoice"),
    ("Rechnung Bürobedarf", "invoice"), ("Facture impayée Nordbank", "invoice"),
    ("Contract Acme Corp", "contract"), ("Angebot Müller GmbH", "quote"),
    ("Price list Harbor Archive 2010", "prices"), ("price list harbor archive", "prices"),
    ("Price list 2010 for partners", "prices"), ("Price list Widget 300", "prices"),
    ("Preisliste Partner 2010", "prices"), ("Minutes board meeting May 2010", "minutes"),
    ("Protokoll der Sitzung vom 3. Mai", "minutes"), ("Contract with Acme", "contract"),
    ("Invoice: toner for the workshop", "invoice"), ("Contract Acme signed", "contract"),
  ])
  func `a name before a name, a number or a date is accepted`(text: String, type: String) throws {
    let first = try title(text).first
    #expect(name(first) == type && first?.outcome == .accepted, "\(text)")
  }

  @Test func `where all words have capitals, the text tells nouns from names`() throws {
    let noun = try title("Contract Warehouse", text: "The workers of the warehouse were paid.")
    #expect(noun.first?.outcome != .accepted)
    let name = try title("Contract Warehouse", text: "We met them at Warehouse in Kiel.")
    #expect(name.first?.outcome == .accepted)
  }

  @Test(arguments: [
    "Kein Angebot von Müller", "No offer", "Not an invoice", "Lieferung ohne Rechnung",
    "Delivery without invoice", "Delivery without a contract",
  ])
  func `what is denied says nothing`(text: String) throws {
    #expect(try title(text).isEmpty)
    #expect(try tag(Document(id: "d", headings: [text], text: "Some words.")).isEmpty)
  }

  @Test(arguments: [("Angebot", 1.0), ("2. Angebot 4711", 1), ("Ihr Angebot an uns", 0)])
  func `a cue counts where the heading begins with it`(heading: String, share: Double) throws {
    let found = try tag(Document(id: "d", headings: [heading], text: "Some words."))
    let cues = found.flatMap(\.evidence).filter { $0.rule == .cue }.map(\.weight)
    #expect((cues.max() ?? 0) == Self.numbers.weight(ofCueIn: "heading") * share)
  }

  @Test(arguments: [
    "RFP Nordbank - our response", "Response to Request for proposal 2010-7",
    "Antwort auf die Ausschreibung der Nordbank", "Reply to the RFP of the ministry",
  ])
  func `what answers a tender is none, but what answers tenders`(text: String) throws {
    let found = try title(text)
    #expect(name(found.first) == "bid")
    #expect(!found.contains { name($0) == "tender" && $0.outcome == .accepted })
  }

  private func mail(
    _ subject: String, attachment: String? = nil
  ) throws -> (type: String?, outcome: TagSuggestion.Outcome?) {
    let metadata = attachment.map { [MetadataField(name: "Attachment", value: $0, role: .other)] }
    let document = Document(
      id: "d", format: "eml", title: subject, text: "Some words.", metadata: metadata ?? [])
    let first = try tag(document).first
    return (name(first), first?.outcome)
  }

  @Test(arguments: [
    "Re: Minutes", "AW: Rechnung 4711", "RE: RE: contract draft", "SV: Offer",
    "Please send me the price list", "Where is the invoice", "Can we have a contract?",
    "Haben Sie die Rechnung bekommen?",
  ])
  func `a reply, a question and a sentence are mails`(subject: String) throws {
    let found = try mail(subject)
    #expect(found.type == "mail" && found.outcome == .accepted, "\(subject)")
  }

  @Test func `a mail that names nothing is proposed as one`() throws {
    #expect(try mail("Lunch on Thursday").type == "mail")
    #expect(try mail("offer").type == "mail")
  }

  @Test(arguments: [
    ("Fwd: Invoice 4711", nil), ("WG: Rechnung", nil), ("Invoice 4711", nil),
    ("Invoice", "invoice.pdf"),
  ])
  func `a mail that hands something on is what it names`(
    subject: String, attachment: String?
  ) throws {
    let found = try mail(subject, attachment: attachment)
    #expect(found.type == "invoice" && found.outcome == .accepted, "\(subject)")
  }

  @Test(arguments: [
    ("Plan/a.txt", nil), ("plan.txt", nil), ("a/b.txt", "Plan"), ("offer/a.txt", nil),
    ("RFP/a.txt", nil), ("Bill/a.txt", nil),
  ])
  func `words that may stand for anything are not accepted in a path`(
    path: String, title: String?
  ) throws {
    let found = try tag(Document(id: "d", path: path, title: title, text: "Some words."))
    #expect(found.allSatisfy { $0.outcome != .accepted }, "\(path)")
  }

  @Test(arguments: [
    ("Invoices/2010/m.txt", "Minutes of meeting 3 May", "minutes"),
    ("Invoices/m.txt", "Contract Acme", "contract"),
    ("Invoices/m.txt", "Contract workflow", "invoice"),
  ])
  func `a title that begins with a type outweighs the folder`(
    path: String, title: String, type: String
  ) throws {
    let found = try tag(Document(id: "d", path: path, title: title, text: "Some words."))
    #expect(name(found.first) == type)
  }
}

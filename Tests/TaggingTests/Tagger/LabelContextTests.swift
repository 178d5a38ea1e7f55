import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// Names that count only beside certain words, or not beside them.
struct LabelContextTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:product")
    builder.declareScheme(scheme, key: "product")
    func concept(_ name: String, _ label: Label) {
      let entity = builder.entity("urn:\(name)")
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      builder.addLabel(label, to: entity)
    }
    concept("python", Label("Python", requiredContext: ["software", "programming language"]))
    concept("mercury", Label("Mercury", excludedContext: ["planet"]))
    let vocabulary = builder.build().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  private func names(
    _ text: String, title: String? = nil, path: String? = nil
  ) throws -> Set<String> {
    let (vocabulary, index) = try Self.fixture.get()
    return Set(
      Tagger(vocabulary: vocabulary, labelIndex: index)
        .mentions(in: Document(id: "1", path: path, title: title, text: text))
        .map { String(vocabulary.uri(of: $0.concept).dropFirst(4)) })
  }

  @Test(arguments: [
    ("Our software is in Python.", ["python"]), ("We fed the Python.", []),
    // The plural of a word is the word, and each word of a phrase may stand anywhere near.
    ("Softwares, and a Python.", ["python"]),
    ("A language for Python and for programming.", ["python"]),
    ("A programming course with a Python.", []), ("SOFTWARE: Python", ["python"]),
    ("The Mercury is a car.", ["mercury"]), ("The planet Mercury.", []), ("Planets: Mercury", []),
    ("Planetary Mercury", ["mercury"]),
  ])
  func `words near a name let it count, or keep it from counting`(
    text: String, expected: [String]
  ) throws {
    #expect(try names(text) == Set(expected))
  }

  @Test func `near is 400 bytes on either side`() throws {
    func filler(_ bytes: Int) -> String { String(repeating: "w ", count: bytes / 2) }
    #expect(try names("software \(filler(380))Python") == ["python"])
    #expect(try names("software \(filler(400))Python") == [])
    #expect(try names("Python \(filler(380))software") == ["python"])
    #expect(try names("Python \(filler(420))software") == [])
    #expect(try names("Mercury \(filler(420))planet") == ["mercury"])
  }

  @Test func `title and path are near to every place`() throws {
    let far = String(repeating: "word ", count: 200)
    #expect(try names("\(far) Python", title: "Software we use") == ["python"])
    #expect(try names("\(far) Python", path: "software/list.txt") == ["python"])
    #expect(try names("\(far) Mercury", path: "planets/list.txt") == [])
  }

  @Test(
    arguments: [
      (nil, nil, ""), (2_012, nil, "since 2012"), (nil, 2_009, "until 2009"),
      (2_012, 2_016, "2012–2016"),
    ] as [(Int?, Int?, String)])
  func `years of use are told as they are written`(from: Int?, until: Int?, words: String) {
    let validity = Validity(
      from: from.flatMap { CalendarDate(year: $0) }, until: until.flatMap { CalendarDate(year: $0) }
    )
    #expect(LabelNote.period(validity) == words)
  }

  @Test func `days of use have blanks between them`() {
    let validity = Validity(
      from: CalendarDate(year: 2004, month: 3, day: 1), until: CalendarDate(year: 2009, month: 6))
    #expect(LabelNote.period(validity) == "2004-03-01 – 2009-06")
  }
}

import Documents
import Foundation
import Matching
import Model
import RandomNumbers
import Taxonomy
import Testing

@testable import Tagging

struct ScorePartsTests {
  @Test func `the parts of a score are the score`() {
    var random = SeededGenerator(seed: 7)
    var table = CandidateTable()
    for row in 0..<500 {
      table.append(TagCandidate(concept: ConceptOrdinal(0), isOrdinary: row % 3 == 0))
      for feature in CandidateFeature.allCases {
        table[row, feature] = random.nextUnit() < 0.4 ? 0 : Float(random.nextUnit() * 4)
      }
      // From the shortest to longer than a short text.
      table[row, .documentLength] = Float(random.nextUnit() * 9)
    }
    for (row, logOdds) in SalienceScorer.logOdds(table).enumerated() {
      let parts = SalienceScorer.parts(of: table, row: row)
      #expect(abs(parts.total - logOdds) < 1e-4, "row \(row)")
    }
  }

  @Test func `what evidence weighs adds up to the score`() throws {
    var context = TaggingContext()
    let brochure = try #require(TaggerFixture.vocabulary.concept(uri: "urn:type/brochure"))
    context.habits = [brochure: 0.8]
    var settings = TaggerSettings()
    settings.thresholds = TaggerSettings.Thresholds(accept: 0.6, review: 0)
    settings.evidenceLimit = 3
    let tagger = try TaggerFixture.makeTagger(settings: settings)
    let documents = [
      Document(
        id: "1", path: "price list/Harbor Archive.txt", title: "Brochure: Harbor Archive",
        headings: ["Product at a glance", "Price list"],
        text: "Harbor Archive. Acme Vault. Harbor Archive. Harbor Archive. HA and Harbor Cluster."),
      Document(id: "2", title: "HA", text: "Harbor Mail on premises, flyer."),
      Document(id: "3", text: String(repeating: "nothing more of it ", count: 999) + "Harbor Safe"),
    ]
    var rules: Set<Evidence.Rule> = []
    for document in documents {
      for suggestion in tagger.tag(document, context: context) {
        let sum = suggestion.evidence.reduce(0) { $0 + $1.weight }
        #expect(abs(1 / (1 + exp(-sum)) - suggestion.score) < 1e-6, "\(suggestion.uri)")
        #expect(suggestion.evidence.last?.rule == .start)
        rules.formUnion(suggestion.evidence.map(\.rule))
      }
    }
    #expect(rules.isSuperset(of: [.title, .text, .file, .cue, .habit, .further, .start]))
  }
}

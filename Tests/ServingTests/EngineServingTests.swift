import JSONCoding
import Serving
import ServingSupport
import Synchronization
import Taxonomy
import Testing

@testable import ParlanceKit
@testable import Searching

/// A server whose searches a search engine answers.
struct EngineServingTests {
  /// An engine that has one document, which the workspace does not have, and answers as it is told.
  private final class OneDocument: RemoteEngine, RemoteService, Sendable {
    enum Mood: Sendable { case well, partly, gone, unpublished }

    private let vocabulary: UInt64
    private let mood: Mood
    /// The identifiers that were asked for.
    let asked = Mutex<[String]>([])

    init(_ vocabulary: UInt64, _ mood: Mood) {
      self.vocabulary = vocabulary
      self.mood = mood
    }

    var engine: any RemoteEngine { self }

    func store(named name: String, pause: @escaping (Double) -> Void) throws -> any PublicationStore
    {
      throw RemoteTransportFailure(description: "nothing is published here")
    }

    func collection(named name: String) throws -> RemoteCollection? {
      if mood == .gone { throw RemoteTransportFailure(description: "http://engine: no answer") }
      if mood == .unpublished { return nil }
      return RemoteCollection(
        index: name, vocabulary: vocabulary, languages: ["en"], facets: ["type"])
    }

    func rights(in collection: RemoteCollection, limit: Int) -> RemoteRights {
      RemoteRights(counts: RemoteCounts(values: [("r", 1)]))
    }

    func learn(_ lookup: RemoteLookup, in collection: RemoteCollection) -> RemoteLearnt {
      RemoteLearnt(
        words: (lookup.words[.written] ?? []).map { .init(kind: .written, word: $0, stem: $0) },
        beginnings: lookup.beginnings.map { _ in [] }, counts: lookup.clauses.map { _ in 1 })
    }

    func find(_ question: RemoteQuestion, in collection: RemoteCollection) -> RemoteFound {
      if case .values(RemoteField.id, let ids) = question.matching {
        asked.withLock { $0 += ids.sorted() }
        if ids != ["far"] { return RemoteFound() }
      }
      return RemoteFound(
        total: 1,
        hits: [
          (
            [
              "id": "far", "path": "far/offer.txt", "title": "An offer from afar",
              "language": "en", "text": ["en": "The vault <b>of others</b>."],
              "tags": ["type": ["https://id.example/type/brochure"]],
            ], 1
          )
        ], counts: question.counted.map { _ in RemoteCounts() },
        defect: mood == .partly ? "1 of 2 parts does not answer" : nil)
    }
  }

  private let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  private func ask(
    _ target: String, _ mood: OneDocument.Mood = .well, accept: String = "text/html"
  ) throws -> (status: Int, text: String, engine: OneDocument) {
    let own = workspace.keeper.current()
    let engine = OneDocument(try own.vocabulary().fingerprint, mood)
    let keeper = try SnapshotKeeper(
      own.workspace, .atOnce, searching: RemoteSource(name: "docs") { engine })
    var settings = Service.Settings(version: "9.9")
    settings.servesFiles = true
    let response = Service(keeper, settings).answer(
      ServiceRequest(
        "GET", target, headers: [("host", "localhost:7311"), ("accept", accept)]))
    return (response.status, String(decoding: response.body, as: UTF8.self), engine)
  }

  @Test func `a search is answered by the engine, and understood by the vocabulary here`() throws {
    let (status, text, _) = try ask("/api/search?q=acme+vault")
    #expect(status == 200)
    let answer = try JSONReader.value(of: Array(text.utf8))
    #expect(answer["hits"]?.array?.map { $0["id"]?.string } == ["far"])
    #expect(answer["understood"]?.array?.first?["note"]?.string?.contains("2009-06-30") == true)
    #expect(
      answer["hits"]?.array?.first?["tags"]?["type"]?.array?.first?["value"]?.string == "Brochure")
  }

  @Test func `a document that the engine alone has is shown with what the engine stores`() throws {
    let (status, text, engine) = try ask("/document?id=far")
    #expect(status == 200)
    #expect(text.contains("An offer from afar"))
    #expect(text.contains("The vault &lt;b&gt;of others&lt;/b&gt;."))
    #expect(text.contains("Brochure"))
    // There is no file here to be fetched, and nothing to be decided about.
    #expect(!text.contains("Download the file"))
    #expect(engine.asked.withLock(\.self) == ["far"])
  }

  @Test func `a document of the workspace is shown as without an engine, which is not asked`()
    throws
  {
    let (status, text, engine) = try ask("/document?id=a")
    #expect(status == 200)
    #expect(text.contains("Brochure of the archive"))
    #expect(text.contains("Download the file"))
    #expect(engine.asked.withLock(\.self).isEmpty)
  }

  @Test func `what neither has is not found`() throws {
    #expect(try ask("/document?id=nowhere").status == 404)
    #expect(try ask("/api/documents/nowhere").status == 404)
  }

  @Test func `what is like a document is asked of the index here`() throws {
    let (status, text, _) = try ask("/api/search?like=a")
    #expect(status == 200)
    #expect(!text.contains("far"))
  }

  @Test func `an answer that is not whole says so, on the page and as JSON`() throws {
    let page = try ask("/search?q=offer", .partly)
    #expect(page.text.contains("not the whole answer: 1 of 2 parts does not answer"))
    let answer = try JSONReader.value(of: Array(try ask("/api/search?q=offer", .partly).text.utf8))
    #expect(answer["partial"]?.string == "1 of 2 parts does not answer")
  }

  @Test(arguments: ["/search?q=offer", "/api/search?q=offer"])
  func `an engine that does not answer is told as such, not as nothing found`(target: String) throws
  {
    let (status, text, _) = try ask(target, .gone)
    #expect(status == 503)
    #expect(text.contains("no answer"))
    #expect(try ask(target, .unpublished).status == 503)
  }

  @Test func `what an engine cannot do is a wrong request`() throws {
    let (status, text, _) = try ask("/api/search?q=offer&explain=1")
    #expect(status == 400)
    #expect(text.contains("--explain is not answered by a search engine"))
  }
}

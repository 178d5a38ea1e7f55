import Foundation
import TestSupport
import Testing

/// `parlance publish` and `parlance search --engine` beside stand-ins for real servers.
struct EngineCommandTests {
  /// The folder of a venv with the stand-ins, if there is one.
  private static let servers: String? = {
    let named = ProcessInfo.processInfo.environment["PARLANCE_TEST_ENGINES"]
    return [named, repositoryFile(".build/engines")].compactMap(\.self).first { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/bin/noida-db")
    }
  }()

  @Test(
    .enabled(
      if: servers != nil,
      "no stand-ins for search engines: make engines, or PARLANCE_TEST_ENGINES=VENV with osmem-server and noida-db"
    ))
  func `stand-ins for OpenSearch and Elasticsearch find and count the same`() throws {
    let script = repositoryFile("Benchmarks/Cluster/engines.py")
    let servers = try #require(Self.servers)
    let tool = try Tool()
    let result = try tool.shell(
      "'\(servers)/bin/python' '\(script)' \"$0\" --servers '\(servers)' --queries 12 2>&1")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/searchd")
      } == true, "no searchd on the PATH: apt install sphinxsearch"))
  func `Sphinx on two servers finds and counts the same, and tells when one is down`() throws {
    let script = repositoryFile("Benchmarks/Cluster/engines.py")
    let tool = try Tool()
    let result = try tool.shell("python3 '\(script)' \"$0\" --sphinx --queries 12 2>&1")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `what does not speak SphinxQL is told, and no secret is taken for it`() throws {
    let tool = try RetagShare.make()
    let absent = try tool.run("search", "price", "--engine", "sphinxql://127.0.0.1:1")
    #expect(absent.status == 2)
    #expect(
      absent.errors.contains("sphinxql://127.0.0.1:1: Connection refused"), "\(absent.errors)")
    let secret = try tool.run("publish", "--engine", "sphinxql://ada:hunter2@127.0.0.1")
    #expect(secret.status == 2)
    #expect(!secret.errors.contains("hunter2") && secret.errors.contains("without a secret"))
  }

  @Test func `an engine that is not there, and a secret that would be read, are told`() throws {
    let tool = try RetagShare.make()
    let absent = try tool.run("search", "price", "--engine", "http://127.0.0.1:1")
    #expect(absent.status == 2)
    #expect(absent.errors.contains("http://127.0.0.1:1"), "\(absent.errors)")
    let open = try tool.run("search", "price", "--engine", "http://ada:hunter2@search.example")
    #expect(open.status == 2)
    #expect(open.errors.contains("https://"), "\(open.errors)")
    #expect(!open.errors.contains("hunter2"), "\(open.errors)")
  }
}

import Glibc

/// Writes a SKOS RDF/XML vocabulary of any size, the same one each time: six statements and some
/// 940 bytes for each concept, as in thesauri with definitions.
enum VocabularyGenerator {
  private static let words = [
    "archive", "backup", "cloud", "data", "engine", "field", "gateway", "harbor", "index",
    "journal", "kernel", "ledger", "market", "network", "object", "portal", "query", "record",
    "server", "table", "unit", "vault", "warehouse", "yard", "zone", "audit", "brochure",
    "customer", "delivery", "evaluation",
  ]

  static func write(concepts: Int, path: String) throws {
    guard let file = unsafe fopen(path, "w") else { throw BenchmarkError.cannotWrite(path) }
    defer { unsafe fclose(file) }
    unsafe put(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
      xmlns:skos="http://www.w3.org/2004/02/skos/core#">
      <skos:ConceptScheme rdf:about="http://example.org/scheme"/>

      """, file)
    for number in 0..<concepts { unsafe put(concept(number), file) }
    unsafe put("</rdf:RDF>\n", file)
  }

  private static func concept(_ number: Int) -> String {
    let uri = "http://example.org/concept/\(number)"
    let name = phrase(number, 3)
    let parent =
      number == 0
      ? "<skos:topConceptOf rdf:resource=\"http://example.org/scheme\"/>"
      : "<skos:broader rdf:resource=\"http://example.org/concept/\((number - 1) / 8)\"/>"
    return """
        <skos:Concept rdf:about="\(uri)">
          <skos:prefLabel xml:lang="en">\(name) \(number)</skos:prefLabel>
          <skos:prefLabel xml:lang="de">\(phrase(number * 7 + 1, 3)) \(number)</skos:prefLabel>
          <skos:altLabel xml:lang="en">\(phrase(number * 13 + 5, 4)) \(number)</skos:altLabel>
          \(parent)
          <skos:definition xml:lang="en">\(phrase(number * 17 + 3, 66))</skos:definition>
        </skos:Concept>

      """
  }

  private static func phrase(_ seed: Int, _ count: Int) -> String {
    var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
    var result: [String] = []
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      result.append(words[Int(state >> 33) % words.count])
    }
    return result.joined(separator: " ")
  }

  private static func put(_ text: String, _ file: UnsafeMutablePointer<FILE>) {
    var text = text
    text.withUTF8 { _ = unsafe fwrite($0.baseAddress, 1, $0.count, file) }
  }
}

/// Why a measurement was given up.
enum BenchmarkError: Error {
  case cannotWrite(String)
  case cannotStart(String)
  case failed(String, status: Int32)
}

import Glibc
import RandomNumbers
import Taxonomy
import XMLReading

/// Imports damaged pieces of real files: each try must end in a vocabulary or an error.
struct Fuzzing {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Tries `count` damaged documents and prints how they ended.
  mutating func run(count: Int, files: [String]) throws {
    let originals = try files.map { try Self.head(of: $0) }
    var imported = 0
    var errors: [String: Int] = [:]
    for number in 1...max(1, count) {
      let document = damage(originals[number % originals.count])
      do {
        var importer = VocabularyImporter()
        try importer.read(bytes: document, path: "fuzz.rdf")
        _ = try importer.finish()
        imported += 1
      } catch {
        errors["\(type(of: error))", default: 0] += 1
      }
      if number % 10_000 == 0 { print("\(number) tries, \(imported) imported, \(errors)") }
    }
    print("\(count) tries: \(imported) imported, \(errors), no crash")
  }

  /// The beginning of a file up to the end of an element, some kilobytes.
  private static func head(of path: String) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "r") else { throw BenchmarkError.cannotWrite(path) }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 6_000)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe fread($0.baseAddress, 1, $0.count, file)
    }
    bytes.removeLast(bytes.count - count)
    for closing in ["</skos:Concept>", "</rdf:Description>", "</skos:ConceptScheme>"] {
      let wanted = [UInt8](closing.utf8)
      for start in stride(from: bytes.count - wanted.count, to: 0, by: -1)
      where bytes[start..<start + wanted.count].elementsEqual(wanted) {
        return Array(bytes[..<(start + wanted.count)]) + [UInt8]("</rdf:RDF>".utf8)
      }
    }
    return bytes
  }

  private mutating func damage(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...Int(random.next() % 6) {
      guard !bytes.isEmpty else { break }
      let place = Int(random.next() % UInt64(bytes.count))
      let length = min(Int(random.next() % 40), bytes.count - place)
      switch random.next() % 7 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[place] ^= 1 << UInt8(random.next() % 8)
      case 2: bytes.removeSubrange(place..<place + length)
      case 3:
        bytes.insert(
          contentsOf: bytes[place..<place + length], at: Int(random.next() % UInt64(bytes.count)))
      case 4: bytes.removeLast(min(bytes.count, Int(random.next() % 200)))
      case 5: bytes.swapAt(place, Int(random.next() % UInt64(bytes.count)))
      default:
        let pieces = [
          "<", ">", "\"", "&", "rdf:ID=\"a\"", "]]>", "<!--", "rdf:parseType=\"Literal\"",
          "xml:lang=\"\"",
        ]
        bytes.insert(
          contentsOf: [UInt8](pieces[Int(random.next() % UInt64(pieces.count))].utf8), at: place)
      }
    }
    return bytes
  }
}

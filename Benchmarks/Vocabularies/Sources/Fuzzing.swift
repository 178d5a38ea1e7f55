import Glibc
import Taxonomy
import XMLReading

/// Imports damaged pieces of real files: each try must end in a vocabulary or an error.
struct Fuzzing {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

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
    guard let file = unsafe fopen(path, "r") else { throw GeneratorError.cannotWrite(path) }
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
    for _ in 0...Int(next() % 6) {
      guard !bytes.isEmpty else { break }
      let place = Int(next() % UInt64(bytes.count))
      let length = min(Int(next() % 40), bytes.count - place)
      switch next() % 7 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
      case 1: bytes[place] ^= 1 << UInt8(next() % 8)
      case 2: bytes.removeSubrange(place..<place + length)
      case 3:
        bytes.insert(
          contentsOf: bytes[place..<place + length], at: Int(next() % UInt64(bytes.count)))
      case 4: bytes.removeLast(min(bytes.count, Int(next() % 200)))
      case 5: bytes.swapAt(place, Int(next() % UInt64(bytes.count)))
      default:
        let pieces = [
          "<", ">", "\"", "&", "rdf:ID=\"a\"", "]]>", "<!--", "rdf:parseType=\"Literal\"",
          "xml:lang=\"\"",
        ]
        bytes.insert(
          contentsOf: [UInt8](pieces[Int(next() % UInt64(pieces.count))].utf8), at: place)
      }
    }
    return bytes
  }

  /// A small seeded generator (Steele, Lea, Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

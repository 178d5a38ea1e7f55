import System
import XMLReading

@testable import Taxonomy

/// A statement in the notation of N-Triples, its parts apart; blank nodes begin with `_:`.
struct Triple: Hashable {
  var subject: String
  var predicate: String
  var object: String

  func renaming(_ names: [String: String]) -> Triple {
    Triple(
      subject: names[subject] ?? subject, predicate: predicate, object: names[object] ?? object)
  }
}

/// Writes every statement down.
struct TripleList: RDFSink {
  enum Object {
    case node(RDFNode)
    case literal(text: String, language: UInt16, datatype: UInt32?)
  }

  var rows: [(RDFNode, UInt32, Object)] = []

  mutating func describe(_ node: RDFNode, line: Int, column: Int) {}

  mutating func add(_ subject: RDFNode, _ predicate: UInt32, _ object: RDFNode, line: Int) {
    rows.append((subject, predicate, .node(object)))
  }

  mutating func add(
    _ subject: RDFNode, _ predicate: UInt32, _ text: Span<UInt8>, _ object: RDFLiteral, line: Int
  ) {
    rows.append(
      (
        subject, predicate,
        .literal(text: text.text, language: object.language, datatype: object.datatype)
      ))
  }
}

/// The statements of an RDF/XML document.
func triples(_ bytes: [UInt8], base: String) throws -> Set<Triple> {
  var parser = RDFXMLParser(sink: TripleList(), resources: ByteInterner(), base: base)
  let reader = XMLReader(names: RDFName.names, limits: .vocabulary)
  try reader.read(bytes, handler: &parser)
  return parser.sink.triples(parser.resources, parser.languages.tags)
}

extension TripleList {
  /// The statements, numbers being names again.
  func triples(_ resources: ByteInterner, _ languages: [[UInt8]]) -> Set<Triple> {
    func name(_ node: RDFNode) -> String {
      node.isBlank ? "_:b\(node.number)" : "<\(resources.string(of: node.rawValue))>"
    }
    return Set(
      rows.map { subject, predicate, object in
        var value: String
        switch object {
        case .node(let node): value = name(node)
        case .literal(let text, let language, let datatype):
          value = "\"\(text)\""
          let tag = String(decoding: languages[Int(language)], as: UTF8.self)
          if let datatype {
            value += "^^<\(resources.string(of: datatype))>"
          } else if !tag.isEmpty {
            value += "@" + tag.lowercased()
          }
        }
        return Triple(
          subject: name(subject), predicate: "<\(resources.string(of: predicate))>",
          object: value)
      })
  }
}

/// The statements of an N-Triples document.
func nTriples(_ text: String) -> Set<Triple> {
  var result: Set<Triple> = []
  for line in text.split(whereSeparator: \.isNewline) {
    var scanner = NTriplesScanner(rest: Array(line.unicodeScalars)[...])
    guard let subject = scanner.term(), let predicate = scanner.term(), let object = scanner.term()
    else { continue }
    result.insert(Triple(subject: subject, predicate: predicate, object: object))
  }
  return result
}

/// Reads the terms of a line of N-Triples.
private struct NTriplesScanner {
  var rest: ArraySlice<Unicode.Scalar>

  mutating func term() -> String? {
    while let next = rest.first, next == " " || next == "\t" { rest.removeFirst() }
    switch rest.first {
    case "<": return "<" + take(until: ">") + ">"
    case "_":
      let name = rest.prefix { $0 != " " && $0 != "\t" }
      rest = rest.dropFirst(name.count)
      return String(String.UnicodeScalarView(name))
    case "\"":
      var value = "\"" + take(until: "\"") + "\""
      if rest.first == "@" {
        let tag = rest.prefix { $0 != " " && $0 != "\t" }
        rest = rest.dropFirst(tag.count)
        value += String(String.UnicodeScalarView(tag)).lowercased()
      } else if rest.first == "^" {
        rest = rest.dropFirst(2)
        value += "^^<" + take(until: ">") + ">"
      }
      return value
    default: return nil
    }
  }

  /// What is between the first scalar and `end`, escapes resolved.
  private mutating func take(until end: Unicode.Scalar) -> String {
    rest.removeFirst()
    var result = ""
    while let next = rest.popFirst(), next != end {
      guard next == "\\", let code = rest.popFirst() else {
        result.unicodeScalars.append(next)
        continue
      }
      switch code {
      case "n": result += "\n"
      case "r": result += "\r"
      case "t": result += "\t"
      case "u", "U":
        let digits = rest.prefix(code == "u" ? 4 : 8)
        rest = rest.dropFirst(digits.count)
        let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0
        result.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
      default: result.unicodeScalars.append(code)
      }
    }
    return result
  }
}

/// Whether two graphs are the same but for the names of their blank nodes; for small graphs.
func areIsomorphic(_ left: Set<Triple>, _ right: Set<Triple>) -> Bool {
  guard left.count == right.count else { return false }
  func blanks(_ graph: Set<Triple>) -> [String] {
    Set(graph.flatMap { [$0.subject, $0.object] }.filter { $0.hasPrefix("_:") }).sorted()
  }
  func signature(_ node: String, _ graph: Set<Triple>) -> [String] {
    graph.filter { $0.subject == node || $0.object == node }.map { triple in
      let subject =
        triple.subject == node ? "*" : triple.subject.hasPrefix("_:") ? "_" : triple.subject
      let object = triple.object == node ? "*" : triple.object.hasPrefix("_:") ? "_" : triple.object
      return "\(subject) \(triple.predicate) \(object)"
    }.sorted()
  }
  let names = blanks(left)
  let others = blanks(right)
  guard names.count == others.count else { return false }
  let wanted = Dictionary(grouping: others) { signature($0, right) }
  func assign(_ index: Int, _ chosen: [String: String]) -> Bool {
    guard index < names.count else { return Set(left.map { $0.renaming(chosen) }) == right }
    let taken = Set(chosen.values)
    for candidate in wanted[signature(names[index], left)] ?? [] where !taken.contains(candidate) {
      var next = chosen
      next[names[index]] = candidate
      if assign(index + 1, next) { return true }
    }
    return false
  }
  return assign(0, [:])
}

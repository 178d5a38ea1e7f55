import CHTMLParser
import Foundation
import FoundationXML
import JSONCoding
import Serving

/// Reads an answer as its media type has it, and looks for what a text of somebody else has become.
enum AnswerReading {
  /// What is wrong with an answer.
  static func faults(in response: ServiceResponse) -> [String] {
    var faults = headerFaults(response)
    let type = response.headers["Content-Type"]?.split(separator: ";").first.map(String.init) ?? ""
    switch type {
    case "text/html": faults += HTMLReading(response.body).faults
    case "application/json", "application/problem+json", "application/ld+json",
      "application/x-suggestions+json":
      faults += jsonFaults(response.body)
    case "application/x-ndjson":
      for line in response.body.split(separator: 0x0A) { faults += jsonFaults(Array(line)) }
    case "application/atom+xml", "application/rdf+xml", "application/opensearchdescription+xml":
      faults += xmlFaults(response.body)
    case "text/csv": faults += tableFaults(response.text)
    case "application/n-triples": faults += tripleFaults(response.text)
    case "text/turtle": faults += turtleFaults(response.text)
    case "text/plain": faults += response.text.contains("hostile") ? ["hostile in plain text"] : []
    // What is the program's own, and files as they are, which no browser shows as a page.
    case "text/css", "text/javascript", "image/svg+xml":
      faults += response.text.contains("hostile") ? ["hostile in \(type)"] : []
    case "application/octet-stream":
      if response.headers["Content-Disposition"]?.hasPrefix("attachment") != true {
        faults.append("a file that is not to be saved")
      }
    case "": faults += response.body.isEmpty ? [] : ["a body without a type"]
    default: faults.append("an unknown type: \(type)")
    }
    return faults
  }

  private static func headerFaults(_ response: ServiceResponse) -> [String] {
    var faults: [String] = []
    for (name, value) in response.headers {
      if (name + value).utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) {
        faults.append("header \(name): \(value.debugDescription)")
      }
      if name == "Location", !value.hasPrefix("/") || value.hasPrefix("//") {
        faults.append("leads to \(value)")
      }
    }
    if response.headers["Content-Security-Policy"]?.contains("default-src 'none'") != true
      || response.headers["X-Content-Type-Options"] != "nosniff"
    {
      faults.append("headers that guard are missing")
    }
    return faults
  }

  private static func jsonFaults(_ body: [UInt8]) -> [String] {
    guard let value = try? JSONReader.value(of: body),
      (try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)) != nil
    else { return ["no JSON: \(String(decoding: body, as: UTF8.self))"] }
    // Some interfaces give a piece of a page within JSON.
    guard let page = value["html"]?.string else { return [] }
    return HTMLReading(Array("<!DOCTYPE html><title>x</title>\(page)".utf8)).faults
  }

  private static func xmlFaults(_ body: [UInt8]) -> [String] {
    do {
      let document = try XMLDocument(data: Data(body))
      let nodes = try document.nodes(
        forXPath: "//* | //@* | //comment() | //processing-instruction()")
      return nodes.compactMap { node in
        let name = node.name ?? ""
        // A comment has no name, and no answer has one.
        return name.isEmpty || name.lowercased().contains("hostile") || name == "script"
          ? "became \(node.xmlString)" : nil
      }
    } catch {
      return ["no XML: \(error) \(String(decoding: body, as: UTF8.self))"]
    }
  }

  /// No cell of a table (RFC 4180) is a formula, and all records are of one length.
  private static func tableFaults(_ text: String) -> [String] {
    var records: [[String]] = [[]]
    var (cell, isQuoted) = ("", false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted, "\n" where !isQuoted:
        records[records.count - 1].append(cell)
        cell = ""
        if scalar == "\n" { records.append([]) }
      default: cell.unicodeScalars.append(scalar)
      }
    }
    records.removeLast()
    let lengths = Set(records.map(\.count))
    return (lengths.count == 1 ? [] : ["records of \(lengths) cells"])
      + records.joined().filter { $0.first.map { "=+-@\t\r".contains($0) } ?? false }
      .map { "a formula: \($0)" }
  }

  private static func tripleFaults(_ text: String) -> [String] {
    let iri = #"<[^\x00-\x20<>"{}|^`\\]*>"#
    let literal = #""([^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*""#
    let line =
      "^(\(iri)|_:\\w+) \(iri) (\(iri)|_:\\w+|\(literal)(@[A-Za-z0-9-]+|\\^\\^\(iri))?) \\.$"
    guard let pattern = try? Regex(line) else { return ["no pattern"] }
    return text.split(separator: "\n").filter { $0.firstMatch(of: pattern) == nil }
      .map { "no triple: \($0)" }
  }

  /// Outside of names in angle brackets and of literals nothing of what is hostile is left.
  private static func turtleFaults(_ text: String) -> [String] {
    guard let quoted = try? Regex(#"<[^\x00-\x20<>"{}|^`\\]*>|"([^"\\\n\r]|\\.)*""#) else {
      return ["no pattern"]
    }
    let rest = text.replacing(quoted, with: "")
    return rest.contains("hostile") || rest.contains("\"") ? ["no Turtle: \(rest)"] : []
  }
}

/// A page as libxml2 reads it.
private struct HTMLReading {
  private(set) var faults: [String] = []

  private static let addresses: Set<String> = ["href", "src", "action", "formaction", "data"]

  /// Elements that no page has.
  ///
  /// Pages draw with `svg` themselves: what is foreign in one shows by its attributes.
  private static let foreign: Set<String> = [
    "iframe", "object", "embed", "base", "math", "style", "b",
  ]

  init(_ bytes: [UInt8]) {
    if bytes.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F }) {
      faults.append("a control character")
    }
    if String(validating: bytes, as: UTF8.self) == nil { faults.append("no UTF-8") }
    let elements = unsafe bytes.withUnsafeBytes { buffer in
      unsafe parlance_html_elements(buffer.baseAddress, Int32(buffer.count))
    }
    guard let elements = unsafe elements else {
      faults.append("no page")
      return
    }
    defer { unsafe free(elements) }
    for record in unsafe String(cString: elements).split(separator: "\u{1E}") {
      let fields = record.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(
        String.init)
      check(fields[0], isEmpty: fields.dropFirst().first != "1", Array(fields.dropFirst(2)))
    }
  }

  private mutating func check(_ name: String, isEmpty: Bool, _ fields: [String]) {
    if name == "!" { faults.append("a comment or instruction") }
    if name.contains("hostile") || Self.foreign.contains(name) {
      faults.append("an element \(name)")
    }
    var attributes: [String: String] = [:]
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      attributes[fields[index]] = fields[index + 1]
    }
    for (key, value) in attributes {
      if key.hasPrefix("on") || key == "style" || key.contains("hostile") || key == "http-equiv" {
        faults.append("an attribute \(key)=\(value) of \(name)")
      }
      let isPlace = value.hasPrefix("/") && !value.hasPrefix("//") || value.hasPrefix("#")
      if Self.addresses.contains(key), !isPlace { faults.append("\(name) leads to \(value)") }
    }
    if name == "script", attributes["src"]?.contains("/assets/") != true || !isEmpty {
      faults.append("a script")
    }
    if name == "img", attributes["src"]?.contains("/thumbnail?") != true {
      faults.append("a picture")
    }
  }
}

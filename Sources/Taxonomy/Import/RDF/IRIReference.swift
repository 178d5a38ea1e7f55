/// An IRI reference in its five parts, resolved against a base as RFC 3986, section 5.2, says.
struct IRIReference {
  let bytes: [UInt8]
  private(set) var scheme: Range<Int>?
  private(set) var authority: Range<Int>?
  private(set) var path: Range<Int>
  private(set) var query: Range<Int>?
  private(set) var fragment: Range<Int>?

  /// Cuts a reference into its parts; any bytes are some reference.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var end = bytes.count
    var start = 0
    if let hash = bytes.firstIndex(of: UInt8(ascii: "#")) {
      fragment = hash + 1..<end
      end = hash
    }
    if let mark = bytes[..<end].firstIndex(of: UInt8(ascii: "?")) {
      query = mark + 1..<end
      end = mark
    }
    if let colon = Self.schemeEnd(bytes) {
      scheme = 0..<colon
      start = colon + 1
    }
    if bytes[start..<end].starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
      let slash = bytes[(start + 2)..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
      authority = start + 2..<slash
      start = slash
    }
    path = start..<end
  }

  /// Where the scheme of a reference ends, at its colon; nil for a relative reference.
  static func schemeEnd(_ bytes: some Collection<UInt8>) -> Int? {
    var index = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        if index == 0 { return nil }
      case UInt8(ascii: ":"): return index == 0 ? nil : index
      default: return nil
      }
      index += 1
    }
    return nil
  }

  /// What `reference` means in a document whose base this is.
  ///
  /// An absolute reference is kept as it is written, dot segments included, because RDF compares
  /// IRIs as strings.
  func resolving(_ reference: [UInt8]) -> [UInt8] {
    let other = IRIReference(reference)
    if other.scheme != nil { return reference }
    var result: [UInt8] = []
    if let scheme {
      result += bytes[scheme]
      result.append(UInt8(ascii: ":"))
    }
    if let authority = other.authority ?? nil {
      result += [UInt8(ascii: "/"), UInt8(ascii: "/")]
      result += other.bytes[authority]
      result += Self.removingDotSegments(other.bytes[other.path])
      return other.appendingQuery(to: result, fragmentOf: other)
    }
    if let authority {
      result += [UInt8(ascii: "/"), UInt8(ascii: "/")]
      result += bytes[authority]
    }
    if other.path.isEmpty {
      result += bytes[path]
      return (other.query == nil ? self : other).appendingQuery(to: result, fragmentOf: other)
    }
    if other.bytes[other.path].first == UInt8(ascii: "/") {
      result += Self.removingDotSegments(other.bytes[other.path])
    } else {
      result += Self.removingDotSegments(merged(with: other)[...])
    }
    return other.appendingQuery(to: result, fragmentOf: other)
  }

  private func appendingQuery(to result: [UInt8], fragmentOf other: IRIReference) -> [UInt8] {
    var result = result
    if let query {
      result.append(UInt8(ascii: "?"))
      result += bytes[query]
    }
    if let fragment = other.fragment {
      result.append(UInt8(ascii: "#"))
      result += other.bytes[fragment]
    }
    return result
  }

  /// The path of a relative reference behind the directory of this one (5.2.3).
  private func merged(with other: IRIReference) -> [UInt8] {
    if authority != nil && path.isEmpty { return [UInt8(ascii: "/")] + other.bytes[other.path] }
    let own = bytes[path]
    guard let slash = own.lastIndex(of: UInt8(ascii: "/")) else {
      return Array(other.bytes[other.path])
    }
    return Array(own[...slash]) + other.bytes[other.path]
  }

  /// A path without `.` and `..` (5.2.4).
  static func removingDotSegments(_ path: ArraySlice<UInt8>) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    var output: [[UInt8]] = []
    let segments = path.split(separator: slash, omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if segment.elementsEqual([UInt8(ascii: ".")]) {
        if isLast { output.append([]) }
      } else if segment.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
        // The empty piece before a leading slash stays: `..` does not lead out of the root.
        if output.count > 1 || (output.count == 1 && !(output[0].isEmpty)) { output.removeLast() }
        if isLast { output.append([]) }
      } else {
        output.append(Array(segment))
      }
    }
    return Array(output.joined(separator: [slash]))
  }
}

extension IRIReference {
  /// Who gives IRIs of this kind out: the host with its port, or what an IRI without one has before its
  /// second colon (`urn:isbn`), in small letters.
  static func authority(of iri: String) -> String {
    let reference = IRIReference(Array(iri.utf8))
    let name = reference.authority.map { reference.bytes[$0] }
    let parts = reference.bytes.split(
      separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
    let bytes = name ?? Array(parts.prefix(2).joined(separator: [UInt8(ascii: ":")]))[...]
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}

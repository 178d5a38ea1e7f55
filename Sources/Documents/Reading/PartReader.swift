internal import System
internal import XMLReading

/// XML parts of zip-based documents.
enum PartError {
  /// The refusal that follows from an error in a part.
  static func refusal(_ error: XMLError, part: String) -> DocumentRefusal {
    let place = error.position.map { " at line \($0.line)" } ?? ""
    let words = "\(part)\(place): \(error.message)"
    switch error.code {
    case .limitExceeded: return DocumentRefusal(.limit, words)
    case .unreadable: return DocumentRefusal(.unreadable, words)
    default: return DocumentRefusal(.damaged, words)
    }
  }
}

/// A zip-based document while it is read: the archive, its parts and what they may cost together.
struct PartReader {
  let archive: ZipArchive
  let context: ReadingContext
  private var total = 0
  private var storedMediaType: String?

  init(_ archive: ZipArchive, _ context: ReadingContext) {
    self.archive = archive
    self.context = context
  }

  /// The content of a part, or `nil` if there is no such part.
  ///
  /// - Throws: `DocumentRefusal` or `ZipError` if it cannot be read.
  mutating func contents(_ name: String) throws -> [UInt8]? {
    guard let entry = archive.directory.entry(part: name) else { return nil }
    try context.checkTime()
    let bytes = try archive.contents(of: entry, using: context.inflater)
    // As often as it is read: a small part that is referred to a thousand times costs a thousand times.
    total += bytes.count
    guard total <= context.limits.archiveTotal else {
      throw DocumentRefusal(
        .limit, "the parts together inflate to more than \(context.limits.archiveTotal) bytes")
    }
    return bytes
  }

  /// What the part `mimetype` says; empty if there is none.
  ///
  /// - Throws: `DocumentRefusal` or `ZipError` if it cannot be read.
  mutating func mediaType() throws -> String {
    if let storedMediaType { return storedMediaType }
    let type = TextCollector.singleLine(try contents("mimetype") ?? [])
    storedMediaType = type
    return type
  }

  /// Reads a part's XML; returns whether there is such a part.
  ///
  /// - Throws: `DocumentRefusal` or `ZipError` if it cannot be read.
  @discardableResult
  mutating func read<Handler: XMLHandler>(
    _ name: String, names: XMLNames, handler: inout Handler
  ) throws -> Bool {
    guard let bytes = try contents(name) else { return false }
    do {
      try XMLReader(names: names, limits: .documentPart).read(bytes, handler: &handler)
    } catch let error as XMLError {
      throw PartError.refusal(error, part: name)
    }
    return true
  }

  /// Reads a part that the document can do without: an error becomes a remark.
  mutating func readOptional<Handler: XMLHandler>(
    _ name: String, names: XMLNames, handler: inout Handler, _ builder: inout DocumentBuilder
  ) throws {
    do {
      try read(name, names: names, handler: &handler)
    } catch let refusal as DocumentRefusal where ![.timeout, .cancelled].contains(refusal.reason) {
      builder.remark("\(name) is left out: \(refusal.detail)")
    } catch let error as ZipError {
      builder.remark("\(name) is left out: \(error.refusal.detail)")
    }
  }
}

/// Paths of parts.
enum PartPath {
  /// `target` seen from the folder of the part `base`; a leading `/` is the archive's root.
  static func resolve(_ target: String, from base: String) -> String {
    var target = target[...]
    if let fragment = target.firstIndex(of: "#") { target = target[..<fragment] }
    var components =
      target.hasPrefix("/") ? [] : base.split(separator: "/").dropLast().map(String.init)
    for component in target.split(separator: "/") {
      if component == ".." {
        _ = components.popLast()
      } else if component != "." {
        components.append(String(component))
      }
    }
    return components.joined(separator: "/")
  }

  /// The path with `%20` and the like replaced.
  static func unescaped(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
    return String(decoding: unescaped(Array(path.utf8)), as: UTF8.self)
  }

  /// Bytes with those that are written as `%` and two digits in place of them.
  static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(hexadecimal: bytes[index + 1], bytes[index + 2])
      {
        result.append(value)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}

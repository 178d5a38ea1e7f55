internal import Documents
internal import JSONCoding
internal import System

/// What is to be extracted, piece by piece: a path a line, or an object with `id` and `path`.
struct ExtractionInput {
  /// One piece: a file, or the line that is answered instead.
  enum Item: Sendable {
    /// A file that is to be read.
    case file(id: JSONValue, NamedFile)
    /// Why there is none.
    case failure(JSONValue)
  }

  private let root: ExtractionRoot
  private let isNullTerminated: Bool
  private var lines: DescriptorLines

  private static let batchSize = 256
  private static let lineLimit = 1 << 20
  private static let shownInput = 200

  /// The input of a descriptor.
  ///
  /// - Parameters:
  ///   - descriptor: stays open.
  ///   - isNullTerminated: whether each path ends with NUL, as it is on disk; no piece is an object then.
  ///   - root: where paths begin.
  init(_ descriptor: Int32, isNullTerminated: Bool, root: ExtractionRoot) {
    self.root = root
    self.isNullTerminated = isNullTerminated
    lines = DescriptorLines(
      descriptor, limit: Self.lineLimit, terminator: isNullTerminated ? 0 : 0x0A)
  }

  /// The next pieces, as many as are there already; `nil` at the end.
  ///
  /// - Throws: `DescriptorLinesError.unreadable`.
  mutating func nextBatch() throws -> [Item]? {
    var batch: [Item] = []
    while batch.count < Self.batchSize {
      // Whoever writes a path and waits for its answer before the next would wait forever.
      if !batch.isEmpty, !lines.isReady { break }
      do {
        guard let line = try lines.next() else { break }
        if line.isEmpty || !isNullTerminated && JSONLines.isBlank(line[...]) { continue }
        batch.append(item(line))
      } catch .lineTooLong(let number, let limit) {
        // The rest of it would be taken for a path of its own.
        try lines.skipLine()
        batch.append(
          .failure([
            "id": .null,
            "error": .string("line \(number): it is longer than \(InputLimits.shown(limit))"),
          ]))
      }
    }
    return batch.isEmpty ? nil : batch
  }

  /// The piece of a path, which is its identifier.
  static func item(path: SharePath, in root: ExtractionRoot) -> Item {
    item(id: .string(path.string), path, in: root)
  }

  private func item(_ line: [UInt8]) -> Item {
    guard !isNullTerminated, line.first == UInt8(ascii: "{") else {
      return Self.item(path: SharePath(bytes: line), in: root)
    }
    switch JSONLines.read(line[...], number: lines.count).value {
    case .failure(let error): return bad(line, "\(error)")
    case .success(let value):
      guard let path = value["path"]?.string else { return bad(line, "the object has no \"path\"") }
      switch value["id"] {
      case nil: return Self.item(path: SharePath(path), in: root)
      case .some(let id) where id.string != nil || id.double != nil:
        return Self.item(id: id, SharePath(path), in: root)
      default: return bad(line, "\"id\" is neither a string nor a number")
      }
    }
  }

  private static func item(id: JSONValue, _ path: SharePath, in root: ExtractionRoot) -> Item {
    do throws(DocumentRefusal) {
      return .file(id: id, try root.file(at: path))
    } catch {
      return .failure(error.line(id: id, path: path.string))
    }
  }

  private func bad(_ line: [UInt8], _ reason: String) -> Item {
    .failure([
      "id": .null, "error": .string("line \(lines.count): \(reason)"),
      "input": .string(String(decoding: line.prefix(Self.shownInput), as: UTF8.self)),
    ])
  }
}

extension DocumentRefusal {
  /// The line that stands for a file that was not read.
  func line(id: JSONValue, path: String) -> JSONValue {
    var object = JSONObject()
    object["id"] = id
    object["path"] = .string(path)
    object["error"] = .string(description)
    object["reason"] = .string(reason.rawValue)
    if let hint { object["hint"] = .string(hint) }
    return .object(object)
  }
}

internal import Documents
internal import JSONCoding
internal import Model
internal import Retagging
internal import System
internal import Tagging
internal import Taxonomy

/// A line that `extract` or `tag` wrote on some machine.
enum ResultLine {
  /// A document, or why it could not be read; `id` is what its tags are known by.
  case document(id: String, ShareReading.Given)

  /// The tags of a document.
  case tags(id: String, basis: String, [ProposedTag])

  /// What `tag` could not take.
  case failure(id: String?)

  /// Why a line is none of them, in words.
  struct Defect: Error {
    let reason: String
  }

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - value: the line.
  ///   - vocabulary: the vocabulary that tags are of.
  /// - Throws: `Defect`.
  init(_ value: JSONValue, in vocabulary: Vocabulary) throws(Defect) {
    guard value.object != nil else { throw Defect(reason: "the line is not a JSON object") }
    let id = value["id"].flatMap { $0.string ?? $0.integer.map(String.init) }
    if let tags = value["tags"]?.array, value["text"] == nil {
      guard let id else { throw Defect(reason: "the object has no \"id\"") }
      guard let basis = value["basis"]?.string else {
        throw Defect(reason: "the object has no \"basis\": it is not what parlance tag writes")
      }
      self = .tags(id: id, basis: basis, try Self.proposals(tags, in: vocabulary))
    } else if value["error"] != nil, value["path"] == nil {
      self = .failure(id: id)
    } else {
      let given = try Self.given(value)
      self = .document(id: id ?? given.path, given)
    }
  }

  private static func given(_ value: JSONValue) throws(Defect) -> ShareReading.Given {
    if value["path"]?.string?.utf8.contains(0) == true {
      throw Defect(reason: "the path has a NUL")
    }
    guard let path = value["path"]?.string, isWithinShare(path) else {
      throw Defect(
        reason: "the object has no \"path\" within a share\nHint: parlance extract --root SHARE")
    }
    if let reason = value["reason"]?.string, let error = value["error"]?.string {
      let kind = DocumentRefusal.Reason(rawValue: reason) ?? .unreadable
      let mark = reason + ": "
      let detail = error.hasPrefix(mark) ? String(error.dropFirst(mark.count)) : error
      return ShareReading.Given(
        path: path, stamp: stamp(value) ?? FileStamp(size: 0, modified: 0),
        outcome: .failure(DocumentRefusal(kind, detail)))
    }
    guard let stamp = stamp(value) else {
      throw Defect(reason: "the object has no \"size\" and \"modified\" of its file")
    }
    do throws(TaggingRecord.Defect) {
      // Beside a list of dates it decides nothing, and is wrong all the same.
      if let date = value["date"]?.string, !date.isEmpty, CalendarDate(date) == nil {
        throw .unreadableDate(date)
      }
      var document = try TaggingRecord(value).document
      document.id = path
      return ShareReading.Given(path: path, stamp: stamp, outcome: .success(document))
    } catch {
      throw Defect(reason: error.message)
    }
  }

  private static func isWithinShare(_ path: String) -> Bool {
    // The line is from another machine: its path must not lead out of the share.
    let steps = path.split(separator: "/", omittingEmptySubsequences: false)
    return !steps.contains { $0.isEmpty || $0 == "." || $0 == ".." }
  }

  private static func stamp(_ value: JSONValue) -> FileStamp? {
    guard let size = value["size"]?.integer, size >= 0,
      let modified = value["modified"]?.string.flatMap(Int64.init)
    else { return nil }
    return FileStamp(size: size, modified: modified)
  }

  /// The tags that planning takes: the accepted ones, and those that are worth a person's look.
  private static func proposals(
    _ tags: [JSONValue], in vocabulary: Vocabulary
  ) throws(Defect) -> [ProposedTag] {
    var result: [ProposedTag] = []
    for tag in tags {
      guard let concept = tag["concept"]?.string, let key = tag["scheme"]?.string,
        let score = tag["score"]?.double, (0...1).contains(score),
        let outcome = tag["outcome"]?.string.flatMap(TagSuggestion.Outcome.init(rawValue:)),
        let evidence = tag["evidence"].flatMap([Evidence].init)
      else { throw Defect(reason: "a tag is not what parlance tag writes") }
      guard let scheme = vocabulary.scheme(named: key),
        let known = vocabulary.concept(uri: concept),
        vocabulary.schemes(of: known).contains(scheme)
      else {
        throw Defect(
          reason: "the vocabulary has no concept <\(concept)> of \"\(key)\"\n"
            + "Hint: make a bundle of this workspace, and tag with it again")
      }
      let others = (tag["alternatives"]?.strings ?? []).compactMap(vocabulary.concept(uri:))
      let isAccepted = outcome == .accepted
      // Of a facet that takes several concepts, a low score alone is no question to a person.
      guard isAccepted || !others.isEmpty || vocabulary.assignment(of: scheme) == .one else {
        continue
      }
      let names = others.map { vocabulary.preferredLabel(of: $0) }
      let usual = names.isEmpty ? "low score" : "or \(names.joined(separator: ", "))"
      result.append(
        ProposedTag(
          concept: concept, facet: key, score: score, isAccepted: isAccepted, evidence: evidence,
          reason: tag["reason"]?.string ?? (isAccepted ? "" : usual)))
    }
    return result
  }
}

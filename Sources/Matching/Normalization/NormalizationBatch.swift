internal import System
internal import Taxonomy

/// A label to be matched with what is known beside it.
package struct LabelRequest: Sendable, Hashable {
  /// The label.
  package var label: String

  /// What is known beside it.
  package var context: LabelContext

  /// The folder or source it is from; the majority of a folder may decide between candidates.
  package var folder: String?

  /// A request.
  package init(_ label: String, context: LabelContext = .none, folder: String? = nil) {
    self.label = label
    self.context = context
    self.folder = folder
  }
}

extension Normalizer {
  /// What labels mean, in their order; equal requests are worked out once.
  ///
  /// Labels that stay ambiguous are looked at again when the majority of their folder is known. The
  /// outcome does not depend on `concurrency`.
  package func matches(_ requests: [LabelRequest], concurrency: Int = 1) -> [LabelMatch] {
    var numbers: [LabelRequest: Int] = [:]
    var distinct: [LabelRequest] = []
    let positions = requests.map { request in
      if let number = numbers[request] { return number }
      numbers[request] = distinct.count
      distinct.append(request)
      return distinct.count - 1
    }
    var matches = matchAll(distinct, concurrency: concurrency)
    let majorities = majorities(distinct, matches)
    if !majorities.isEmpty {
      let open = distinct.indices.filter {
        matches[$0].outcome == .review && distinct[$0].folder.map { majorities[$0] != nil } ?? false
      }
      let again = open.map { index in
        var request = distinct[index]
        request.context.majority = request.folder.flatMap { majorities[$0] } ?? [:]
        return request
      }
      for (index, match) in zip(open, matchAll(again, concurrency: concurrency)) {
        matches[index] = match
      }
    }
    return positions.map { matches[$0] }
  }

  /// How often each concept was accepted in each folder.
  private func majorities(
    _ requests: [LabelRequest], _ matches: [LabelMatch]
  ) -> [String: [ConceptOrdinal: Int]] {
    var result: [String: [ConceptOrdinal: Int]] = [:]
    for (request, match) in zip(requests, matches) where match.outcome == .accepted {
      guard let folder = request.folder, let concept = match.concept else { continue }
      result[folder, default: [:]][concept, default: 0] += 1
    }
    return result
  }

  private func matchAll(_ requests: [LabelRequest], concurrency: Int) -> [LabelMatch] {
    let size = 512
    let parts = (requests.count + size - 1) / size
    @Sendable func match(_ part: Int, _ session: NormalizerSession) -> [LabelMatch] {
      requests[part * size..<min((part + 1) * size, requests.count)].map {
        session.match($0.label, context: $0.context)
      }
    }
    guard concurrency > 1, parts > 1 else {
      let session = makeSession()
      return (0..<parts).flatMap { match($0, session) }
    }
    // Making a session cannot fail, and nothing stops the workers.
    let matches = try? concurrentMap(parts, workers: concurrency) { _ in
      makeSession()
    } _: { part, session in
      match(part, session)
    }
    return (matches.flatMap { $0 } ?? []).flatMap { $0 }
  }
}

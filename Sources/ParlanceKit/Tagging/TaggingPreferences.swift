internal import Glibc
package import JSONCoding
internal import MappedStorage
internal import System
package import Tagging
package import Taxonomy

/// What the owner of a workspace settled about tagging: `.parlance/tagging.settings.json`.
///
/// Schemes are known by their keys and concepts by their URIs, so that it survives new releases.
package struct TaggingPreferences: Sendable, Hashable {
  /// The scores at which tags of a scheme are accepted and shown.
  package struct Threshold: Sendable, Hashable {
    /// From this score on a tag is accepted.
    package var accept: Double

    /// From this score on it goes to review.
    package var review: Double

    /// Two scores.
    package init(accept: Double, review: Double) {
      self.accept = accept
      self.review = review
    }
  }

  /// A concept or a whole scheme that is not assigned, everywhere or in one share.
  package struct Block: Sendable, Hashable {
    /// The URI of the concept, or the key of the scheme.
    package var name: String

    /// Whether a whole scheme is meant.
    package var isScheme: Bool

    /// The root folder of the share; `nil` for all.
    package var share: String?

    /// A block.
    package init(_ name: String, isScheme: Bool, share: String?) {
      self.name = name
      self.isScheme = isScheme
      self.share = share
    }
  }

  /// The thresholds by the scheme's key.
  package var thresholds: [String: Threshold] = [:]

  /// The keys of the schemes whose labels count with their words in any order, too.
  package var anyOrder: Set<String> = []

  /// The keys of the schemes of which what is named only in passing is assigned, too.
  package var mentions: Set<String> = []

  /// What is blocked, in the order in which it was.
  package var blocks: [Block] = []

  /// Nothing settled.
  package init() {}

  /// Adds what is settled to a tagger's settings.
  ///
  /// - Parameters:
  ///   - settings: thresholds that they have already stay.
  ///   - vocabulary: the vocabulary; what it does not have is left out.
  ///   - share: the root folder of the share, if a share is tagged.
  package func apply(to settings: inout TaggerSettings, in vocabulary: Vocabulary, share: String?) {
    for (key, threshold) in thresholds {
      guard let scheme = vocabulary.scheme(named: key), settings.schemeThresholds[scheme] == nil
      else { continue }
      settings.schemeThresholds[scheme] = TaggerSettings.Thresholds(
        accept: threshold.accept, review: threshold.review)
    }
    settings.anyOrder.formUnion(anyOrder.compactMap(vocabulary.scheme(named:)))
    settings.countsMentions.formUnion(mentions.compactMap(vocabulary.scheme(named:)))
    for block in blocks where block.share == nil || block.share == share {
      if block.isScheme {
        guard let scheme = vocabulary.scheme(named: block.name) else { continue }
        settings.schemes = (settings.schemes ?? Set(vocabulary.schemes)).subtracting([scheme])
      } else if let concept = vocabulary.concept(uri: block.name) {
        // Tags are concepts in use: who blocks an old one means what is assigned in its place.
        settings.blocked.formUnion(vocabulary.currentConcepts(for: concept))
      }
    }
  }
}

extension TaggingPreferences {
  /// The preferences as JSON.
  package var json: JSONValue {
    var limits = JSONObject()
    for (key, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
      limits[key] = ["accept": .number(threshold.accept), "review": .number(threshold.review)]
    }
    return [
      "thresholds": .object(limits),
      "anyOrder": .array(anyOrder.sorted().map { .string($0) }),
      "mentions": .array(mentions.sorted().map { .string($0) }),
      "blocked": .array(
        blocks.map { block in
          var object = JSONObject()
          object[block.isScheme ? "scheme" : "concept"] = .string(block.name)
          if let share = block.share { object["share"] = .string(share) }
          return .object(object)
        }),
    ]
  }

  /// Reads what `json` gave; `nil` if it has another shape.
  init?(_ value: JSONValue) {
    guard let object = value.object else { return nil }
    for member in object["thresholds"]?.object?.members ?? [] {
      guard let accept = member.value["accept"]?.double, let review = member.value["review"]?.double
      else { return nil }
      thresholds[member.name] = Threshold(accept: accept, review: review)
    }
    for item in object["anyOrder"]?.array ?? [] {
      guard let key = item.string else { return nil }
      anyOrder.insert(key)
    }
    for item in object["mentions"]?.array ?? [] {
      guard let key = item.string else { return nil }
      mentions.insert(key)
    }
    for item in object["blocked"]?.array ?? [] {
      guard let name = (item["scheme"] ?? item["concept"])?.string else { return nil }
      blocks.append(Block(name, isScheme: item["scheme"] != nil, share: item["share"]?.string))
    }
  }
}

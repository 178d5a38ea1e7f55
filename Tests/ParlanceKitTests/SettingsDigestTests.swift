import Testing

@testable import ParlanceKit

@Suite struct `A digest of settings` {
  private struct Limits: Hashable {
    var accept = 0.6
    var note: String?
  }

  private struct Settings {
    var limits: [Int: Limits] = [1: Limits(), 2: Limits(accept: 0.7), 3: Limits(accept: 0.8)]
    var names: Set<String> = ["a", "b", "c", "d"]
    var order: [Int] = [1, 2]
    var isOn = false
  }

  private static func digest(_ change: (inout Settings) -> Void = { _ in }) -> UInt64 {
    var settings = Settings()
    change(&settings)
    var digest = SettingsDigest()
    digest.add(settings)
    return digest.value
  }

  @Test func `is the same for the same settings, however sets are ordered in memory`() {
    #expect(Self.digest() == Self.digest { $0.names = Set($0.names.shuffledByInsertion()) })
    #expect(
      Self.digest() == Self.digest { $0.limits = .init(uniqueKeysWithValues: $0.limits.map { $0 }) }
    )
  }

  @Test func `changes with each property, however deep`() {
    let digests = [
      Self.digest(), Self.digest { $0.limits[2]?.accept = 0.71 },
      Self.digest { $0.limits[2]?.note = "" }, Self.digest { $0.limits[3] = nil },
      Self.digest { $0.names.remove("c") }, Self.digest { $0.order = [2, 1] },
      Self.digest { $0.isOn = true },
    ]
    #expect(Set(digests).count == digests.count)
  }
}

extension Set<String> {
  /// The elements, added one by one from the last, with room for more.
  fileprivate func shuffledByInsertion() -> Set<String> {
    var result = Set<String>(minimumCapacity: 512)
    for element in sorted().reversed() { result.insert(element) }
    return result
  }
}

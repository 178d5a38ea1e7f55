internal import MappedStorage

/// A number that changes with any stored property of some settings, whatever is added to their types.
///
/// It is the same on every machine: sets and dictionaries count in the order of what their elements say.
struct SettingsDigest {
  private var text = ""

  /// Takes settings into account: a structure of structures, collections, enumerations and plain values.
  mutating func add(_ settings: Any) { text += Self.description(of: settings) + "\n" }

  /// The number; never 0.
  var value: UInt64 { max(1, Checksum.of(Array(text.utf8))) }

  private static func description(of value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    guard let style = mirror.displayStyle, !mirror.children.isEmpty else { return "\(value)" }
    var parts = mirror.children.map { child in
      (child.label.map { "\($0)=" } ?? "") + description(of: child.value)
    }
    if style == .set || style == .dictionary { parts.sort() }
    return "(\(parts.joined(separator: ",")))"
  }
}

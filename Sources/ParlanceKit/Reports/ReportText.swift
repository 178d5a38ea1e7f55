/// A line of a report for people, in parts that are shown in different ways.
///
/// `"\(count) × \(name, .strong)"` makes one. What is put in may hold anything; whoever shows it escapes it.
package struct ReportText: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// What a part is.
  package enum Role: Sendable, Hashable {
    /// Text like any other.
    case plain
    /// What the lines below are about.
    case strong
    /// The name of a field.
    case field
    /// Of less weight.
    case faint
    /// What comes.
    case added
    /// What goes.
    case removed
    /// What a person should look at.
    case warning
    /// What failed.
    case error
  }

  /// A part with its role.
  package struct Part: Sendable, Hashable {
    /// The text.
    package let text: String
    /// What it is.
    package let role: Role
  }

  /// The parts in their order.
  package private(set) var parts: [Part]

  /// A text of one part.
  package init(_ text: String, _ role: Role = .plain) { parts = [Part(text: text, role: role)] }

  /// A text of one plain part.
  package init(stringLiteral text: String) { self.init(text) }

  /// A text of what was put in.
  package init(stringInterpolation interpolation: Interpolation) { parts = interpolation.parts }

  /// Two texts as one.
  package static func + (left: ReportText, right: ReportText) -> ReportText {
    var both = left
    both.parts += right.parts
    return both
  }

  /// The text without roles.
  package var plain: String { parts.map(\.text).joined() }

  /// What is put into a literal.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    /// An empty one.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds what stands in the literal itself.
    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { parts.append(Part(text: text, role: .plain)) }
    }

    /// Adds text in a role.
    package mutating func appendInterpolation(_ text: String, _ role: Role = .plain) {
      parts.append(Part(text: text, role: role))
    }

    /// Adds a number.
    package mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }

    /// Adds a text with its roles.
    package mutating func appendInterpolation(_ text: ReportText) { parts += text.parts }
  }
}

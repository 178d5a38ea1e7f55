/// The name of an element or attribute as a dense number, the same for the whole of one run.
///
/// Names that the reader was told of beforehand (`XMLNames`) have the raw values of their enum;
/// all others are numbered from there on, in the order in which they first appear.
@usableFromInline
@frozen package struct XMLName: Hashable, Sendable {
  /// The number.
  @usableFromInline package let rawValue: UInt32

  /// Makes a name of its number.
  @inlinable
  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }
}

/// Names that a handler knows and switches over, as an enum with raw values from 0 on.
///
/// ```swift
/// enum CoreName: UInt32, XMLKnownName {
///   case title, creator
///   static let localNames = ["title", "creator"]
///   var namespaceURIs: [String] { ["http://purl.org/dc/elements/1.1/"] }
/// }
/// ```
@usableFromInline
package protocol XMLKnownName: CaseIterable, RawRepresentable, Sendable where RawValue == UInt32 {
  /// The names as files have them, in the order of the cases: a case may be renamed, what it is called in files not.
  static var localNames: [String] { get }

  /// The namespaces in which the local name has this meaning; "" is none, "*" any.
  var namespaceURIs: [String] { get }
}

extension XMLKnownName {
  /// The name as files have it.
  package var localName: String { Self.localNames[Int(rawValue)] }

  /// The known name with this number, or nil for a name that the enum does not have.
  @inlinable
  package init?(_ name: XMLName) {
    self.init(rawValue: name.rawValue)
  }

  /// The number of the name.
  @inlinable package var xmlName: XMLName { XMLName(rawValue: rawValue) }
}

/// The names that a handler knows, compiled once and shared by all runs.
@usableFromInline
package final class XMLNames: Sendable {
  /// How many names are known; unknown ones are numbered from here on.
  @usableFromInline package let count: Int

  private let ordinals: [String: UInt32]

  /// No known name: every name is numbered as it appears.
  package init() {
    count = 0
    ordinals = [:]
  }

  /// Compiles all cases of an enum.
  ///
  /// - Parameter names: an enum whose raw values are 0, 1, 2 … in the order of its cases.
  package init<Names: XMLKnownName>(_ names: Names.Type) {
    var ordinals: [String: UInt32] = [:]
    var count: UInt32 = 0
    let locals = Names.localNames
    precondition(
      locals.count == Names.allCases.count,
      "\(locals.count) names are written down for the \(Names.allCases.count) cases of \(Names.self)"
    )
    for name in Names.allCases {
      precondition(name.rawValue == count, "raw value \(name.rawValue) of \(name) is not \(count)")
      count += 1
      for uri in name.namespaceURIs {
        let key = Self.key(uri: uri, local: locals[Int(name.rawValue)])
        precondition(ordinals[key] == nil, "\(name) has the same spelling as another name")
        ordinals[key] = name.rawValue
      }
    }
    self.count = Int(count)
    self.ordinals = ordinals
  }

  /// The known number of a name, an exact namespace before any namespace.
  func ordinal(uri: String, local: String) -> UInt32? {
    ordinals[Self.key(uri: uri, local: local)] ?? ordinals[Self.key(uri: "*", local: local)]
  }

  private static func key(uri: String, local: String) -> String { uri + " " + local }
}

/// An enumeration whose cases have fixed names in XML, JSON and tables, whatever they are called in
/// code.
package protocol WireNamed: CaseIterable {
  /// The name in files and outputs.
  var wireName: String { get }
}

extension WireNamed {
  /// The case of that name in files and outputs.
  package init?(wireName: String) {
    guard let found = Self.allCases.first(where: { $0.wireName == wireName }) else { return nil }
    self = found
  }

  /// The names of all cases.
  package static var wireNames: [String] { allCases.map(\.wireName) }
}

extension Label.Kind: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .preferred: "preferred"
    case .alternative: "alternative"
    case .hidden: "hidden"
    }
  }
}

extension Label.Role: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .plain: "plain"
    case .abbreviation: "abbreviation"
    case .formerName: "formerName"
    case .code: "code"
    }
  }
}

extension Label.CaseRule: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .automatic: "automatic"
    case .any: "any"
    case .exact: "exact"
    }
  }
}

extension Successor.Origin: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .stated: "stated"
    case .suggested: "suggested"
    }
  }
}

extension ConceptNote.Kind: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .note: "note"
    case .definition: "definition"
    case .scope: "scope"
    case .example: "example"
    case .history: "history"
    case .editorial: "editorial"
    case .change: "change"
    }
  }
}

extension ConceptMapping.Kind: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .exact: "exact"
    case .close: "close"
    case .broad: "broad"
    case .narrow: "narrow"
    case .related: "related"
    case .unspecified: "unspecified"
    }
  }
}

extension Cue.Place: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .title: "title"
    case .heading: "heading"
    case .folder: "folder"
    case .file: "file"
    case .text: "text"
    case .format: "format"
    }
  }
}

extension ConceptScheme.Assignment: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .many: "many"
    case .one: "one"
    }
  }
}

extension HierarchyKind: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .unspecified: "unspecified"
    case .generic: "generic"
    case .partitive: "partitive"
    case .instantial: "instantial"
    }
  }
}

extension ConceptRelation: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .broader: "broader"
    case .narrower: "narrower"
    case .related: "related"
    case .part: "part"
    case .partOf: "partOf"
    case .predecessor: "predecessor"
    case .scheme: "scheme"
    case .topOf: "topOf"
    }
  }
}

/// How far a concept is on its way into the vocabulary, as those who keep it say.
///
/// It decides nothing: people filter by it. That a concept is out of use is told by its deprecation.
package enum ConceptStatus: UInt32, Sendable, CaseIterable {
  /// Somebody has a use for it.
  case candidate = 1
  /// It is put forward for approval.
  case proposed = 2
  /// It is agreed on.
  case approved = 3
}

extension ConceptStatus: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .candidate: "candidate"
    case .proposed: "proposed"
    case .approved: "approved"
    }
  }
}

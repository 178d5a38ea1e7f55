package import Matching
internal import Model
package import Taxonomy

/// What the documents of a share are assigned, folder by folder, as evidence for their neighbors.
///
/// A folder mostly holds what is about one thing. What a document's neighbors are assigned is counted
/// without the document itself, and against the rest of the share: what is assigned everywhere tells
/// nothing of a folder.
package struct FolderAssignments: Sendable {
  /// The documents of a folder.
  struct Counts: Sendable {
    var documents = 0
    var concepts: [ConceptOrdinal: Int] = [:]

    mutating func add(_ assigned: [ConceptOrdinal]) {
      documents += 1
      for concept in assigned { concepts[concept, default: 0] += 1 }
    }
  }

  private let tables: ConceptTables
  private var folders: [Substring: Counts] = [:]
  private var share = Counts()
  private var known: [String: [ConceptOrdinal]] = [:]

  /// How much folders tell of each scheme, from 0 to 1; empty as long as documents are added.
  private var trust: [SchemeOrdinal: Double] = [:]

  /// What names of types in paths say, once adding has ended.
  package private(set) var names: PathNames?

  /// The fewest other documents of a folder that tell anything.
  private static let fewest = 3

  /// The fewest assignments of a scheme, by which it is seen whether folders follow it.
  private static let fewestAssignments = 20

  /// How much oftener a concept must be assigned among the neighbors of a document that is assigned it
  /// than elsewhere: below the first folders tell nothing of its scheme, from the second on all.
  private static let agreement = 0.2...0.4

  /// No documents yet, for the concepts of some tables.
  package init(_ tables: ConceptTables) { self.tables = tables }

  /// Adds a document with what it is assigned; a path counts once.
  package mutating func add(path: String, concepts: some Sequence<ConceptOrdinal>) {
    let assigned = Set(concepts).sorted()
    guard known.updateValue(assigned, forKey: path) == nil else { return }
    folders[Self.folder(of: path), default: Counts()].add(assigned)
    share.add(assigned)
  }

  /// Ends adding: finds out which schemes folders follow.
  ///
  /// A scheme is followed if documents that are assigned a concept have it among their neighbors more
  /// often than elsewhere, on average over all assignments.
  ///
  /// - Parameter namesInPath: the names of types in a path; without it nothing is known of them.
  package mutating func finish(namesInPath: ((String) -> [PathName])? = nil) {
    if let namesInPath { countNames(namesInPath) }
    var sums: [SchemeOrdinal: (lift: Double, count: Int)] = [:]
    // In the same order in each process: sums of other orders differ in their last bits.
    for (path, assigned) in known.sorted(by: { $0.key < $1.key }) {
      guard let context = counted(around: path) else { continue }
      for concept in assigned {
        let found = context.shares(of: concept)
        let scheme = tables.home[Int(concept.rawValue)]
        sums[scheme, default: (0, 0)].lift += found.here - found.elsewhere
        sums[scheme, default: (0, 0)].count += 1
      }
    }
    let (least, most) = (Self.agreement.lowerBound, Self.agreement.upperBound)
    trust = sums.compactMapValues { sum in
      guard sum.count >= Self.fewestAssignments else { return nil }
      let trust = (sum.lift / Double(sum.count) - least) / (most - least)
      return trust > 0 ? min(trust, 1) : nil
    }
  }

  private mutating func countNames(_ namesInPath: (String) -> [PathName]) {
    var found = PathNames()
    for (path, assigned) in known where !assigned.isEmpty {
      found.add(namesInPath(path)) { name in
        let scheme = tables.home[Int(name.concept.rawValue)]
        return assigned.contains { other in
          tables.home[Int(other.rawValue)] == scheme
            && !tables.vocabulary.broaderClosure(of: other).contains(name.concept)
            && !tables.vocabulary.broaderClosure(of: name.concept).contains(other)
        }
      }
    }
    names = found
  }

  /// What the folder of a document says of it.
  ///
  /// - Parameter path: its path, whether or not it was added.
  /// - Returns: it; `nil` if that is nothing.
  package func context(path: String?) -> FolderContext? {
    guard !trust.isEmpty, let path else { return nil }
    return counted(around: path)
  }

  private func counted(around path: String) -> FolderContext? {
    guard let folder = folders[Self.folder(of: path)] else { return nil }
    let own = known[path]
    let neighbors = folder.documents - (own == nil ? 0 : 1)
    guard neighbors >= Self.fewest else { return nil }
    return FolderContext(
      folder: folder, share: share, neighbors: neighbors, own: own ?? [], trust: trust,
      tables: tables)
  }

  /// The folder of a document's path within its share; empty for the share itself.
  package static func folder(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }
}

/// What the other documents of a document's folder are assigned.
package struct FolderContext: Sendable {
  let folder: FolderAssignments.Counts
  let share: FolderAssignments.Counts
  let neighbors: Int
  let own: [ConceptOrdinal]
  let trust: [SchemeOrdinal: Double]
  let tables: ConceptTables

  /// What it adds to the log-odds that all neighbors are assigned a concept.
  private static let weight = 6.0

  /// What the share of other documents elsewhere takes off that of the neighbors.
  private static let elsewhereShare = 0.5

  /// The share of the neighbors from which on a concept is proposed that the document does not name.
  private static let usualShare = 0.5

  /// The log-odds from which such a concept starts.
  static let unnamedLogOdds = -3.5

  /// The shares of the neighbors, and of the documents elsewhere, that are assigned a concept.
  func shares(of concept: ConceptOrdinal) -> (here: Double, elsewhere: Double) {
    let here = folder.concepts[concept] ?? 0
    let others = share.documents - folder.documents
    let elsewhere = (share.concepts[concept] ?? 0) - here
    return (
      Double(here - (own.contains(concept) ? 1 : 0)) / Double(neighbors),
      others > 0 ? Double(elsewhere) / Double(others) : 0
    )
  }

  /// What the folder adds to the log-odds of a concept.
  func logOdds(of concept: ConceptOrdinal) -> Double {
    guard let trust = trust[tables.home[Int(concept.rawValue)]] else { return 0 }
    let found = shares(of: concept)
    return trust * Self.weight * (found.here - Self.elsewhereShare * found.elsewhere)
  }

  /// The concepts that half of the neighbors are assigned, in the order of their numbers.
  var usual: [ConceptOrdinal] {
    folder.concepts.keys.filter { concept in
      trust[tables.home[Int(concept.rawValue)]] != nil
        && shares(of: concept).here >= Self.usualShare
    }.sorted()
  }

  /// The evidence that it is for a concept.
  func evidence(for concept: ConceptOrdinal) -> TagEvidence? {
    let weight = logOdds(of: concept)
    guard weight != 0 else { return nil }
    let found = shares(of: concept)
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    return TagEvidence(
      .neighborDocuments,
      "assigned to \(percent(found.here)) of the \(neighbors) other documents in the folder, "
        + "\(percent(found.elsewhere)) elsewhere", weight: weight)
  }
}

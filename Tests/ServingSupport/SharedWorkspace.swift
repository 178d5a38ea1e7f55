import Foundation
package import ParlanceKit
package import TestSupport

/// A workspace with a share of two documents, whose types wait for a person's word.
package struct SharedWorkspace {
  /// The folder of the workspace.
  package let folder: TemporaryFolder

  /// What hands it out.
  package let keeper: SnapshotKeeper

  /// The paths of the documents.
  package let documents: [String]

  /// The concept that both are asked about.
  package static let brochure = "https://id.example/type/brochure"

  /// A new workspace; every type is only worth a review.
  ///
  /// - Throws: if it cannot be made.
  package init() throws {
    folder = try TemporaryFolder()
    try folder.write("v.xml", SmallWorkspace.vocabulary)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    try folder.write(
      "parlance.yaml", "thresholds: {type: {accept: 0.999, review: 0.01}}\n")
    let share = folder.url(of: "share")
    try FileManager.default.createDirectory(at: share, withIntermediateDirectories: false)
    for name in ["a", "b"] {
      try folder.write("share/\(name).md", "# Brochure\n\nThis brochure is a flyer, too.\n")
    }
    try engine.retagging.apply(try engine.retagging.plan(share.path))
    keeper = try SnapshotKeeper(try Workspace(root: folder.path), .atOnce, interval: 0)
    let root = try Workspace(root: folder.path).root
    documents = ["a.md", "b.md"].map { "\(root)/share/\($0)" }
  }
}

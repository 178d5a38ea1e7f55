internal import Cataloging
internal import Documents
internal import Journaling
internal import Matching
internal import System
internal import Taxonomy

extension Diagnosis {
  /// The compiled vocabulary, its labels, and the copies that they can be compiled from again.
  mutating func lookAtVocabulary(of workspace: Workspace) {
    do {
      let sources = try workspace.sources.all()
      guard !sources.isEmpty else {
        return add(
          .error, "vocabulary", "none was imported", "parlance import Vocabularies/enterprise.xml")
      }
      for source in sources {
        if let damage = workspace.sources.damage(of: source) { add("vocabulary", damage) }
      }
    } catch {
      return add("vocabulary", error)
    }
    do {
      let vocabulary = try Vocabulary(mapping: workspace.snapshotPath)
      _ = try LabelIndex(contentsOf: workspace.labelIndexPath, for: vocabulary)
      add(
        .good, "vocabulary",
        "\(vocabulary.concepts.count) concepts in \(vocabulary.schemes.count) schemes")
    } catch {
      // A compiled file is made anew from its sources by whoever needs it.
      add(.note, "vocabulary", "\(error)", "the next command compiles it anew")
    }
  }

  /// The catalog and the shares that it knows.
  mutating func lookAtCatalog(of workspace: Workspace) {
    guard workspace.hasCatalog else {
      do {
        guard try !workspace.hasJournals else {
          let (path, journals) = (workspace.catalogPath, workspace.journalFolder)
          return add("catalog", WorkspaceError.missingCatalog(path: path, journals: journals))
        }
      } catch {
        // The journals have a line of their own.
      }
      return add(.note, "catalog", "no document is known yet", "parlance retag SHARE")
    }
    do {
      // For reading: an older catalog must not be brought up to date by looking at it.
      let catalog = try Catalog(readingAt: workspace.catalogPath)
      let defects = try catalog.defects()
      for defect in defects {
        add(
          .error, "catalog", "\(workspace.catalogPath): \(defect)",
          "put a backup in its place; or parlance recover SHARE rebuilds it from the documents")
      }
      let documents = try catalog.status().reduce(0) { $0 + $1.documents }
      if defects.isEmpty {
        add(.good, "catalog", "\(documents) documents; schema \(Catalog.version), whole")
      }
      for share in try catalog.shares() where share.isFolder { try lookAt(share, in: catalog) }
    } catch CatalogError.older {
      add(
        .note, "catalog", "\(workspace.catalogPath): was written by an earlier version",
        "the next command that writes brings it up to date")
    } catch {
      add("catalog", error)
    }
  }

  private mutating func lookAt(_ share: CatalogShare, in catalog: Catalog) throws {
    let folder: ShareFolder
    do throws(DocumentRefusal) {
      folder = try ShareFolder(SharePath(share.root))
    } catch {
      return add(
        .error, "share", "\(share.root): \(error.detail)",
        "mount it; or parlance share move OLD NEW, or parlance share remove \(share.root)")
    }
    if let before = try catalog.fileSystem(of: share), before != folder.fileSystem {
      add(
        .warning, "share", "\(share.root): is on another file system than before",
        "mount the right one; if this is the right one, parlance retag --allow-missing goes on")
    } else {
      add(.good, "share", "\(share.root): can be read")
    }
  }

  /// Whether the index shows what the catalog holds.
  mutating func lookAtIndex(of workspace: Workspace) {
    let store = workspace.searchIndex
    if !store.exists {
      // Without documents there is nothing that an index could show.
      let state: State = workspace.hasCatalog ? .note : .good
      add(state, "index", "there is none yet", "the first parlance search builds it")
    } else if store.isCurrent {
      add(.good, "index", "shows what the catalog holds")
    } else {
      add(
        .note, "index", "is behind the catalog, or damaged",
        "the next parlance search brings it up to date")
    }
  }

  /// The journals by which runs are taken back.
  mutating func lookAtJournals(of workspace: Workspace) {
    let folder = SharePath(workspace.journalFolder)
    let runs: [String]
    do throws(DocumentRefusal) {
      runs = try StoredJournal.runs(in: folder)
    } catch {
      add(.error, "journal", "\(error)", "give its owner the right to read it")
      return
    }
    var size = 0
    var isWhole = true
    for run in runs {
      do throws(DocumentRefusal) {
        let journal = try StoredJournal(run: run, folder: folder)
        size += FileStamp(of: journal.path.string)?.size ?? 0
        if journal.isDamaged {
          isWhole = false
          add(
            .error, "journal", "run \(run): a part of its journal cannot be read",
            "parlance undo \(run) --dry-run tells what it still leads back to")
        } else if !journal.isEnded {
          isWhole = false
          add(
            .warning, "journal", "run \(run): was interrupted, or is going on",
            "parlance retag or parlance undo settles it if nobody is at it")
        }
      } catch {
        isWhole = false
        add(.error, "journal", "run \(run): \(error)")
      }
    }
    guard isWhole else { return }
    add(
      .good, "journal", "\(runs.count) runs that wrote into files, \(Self.shown(size))",
      runs.count > Self.manyRuns ? "parlance journal prune deletes the oldest" : "")
  }

  private static let manyRuns = 100
}

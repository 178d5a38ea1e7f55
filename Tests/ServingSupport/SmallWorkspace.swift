import Foundation
package import ParlanceKit
package import TestSupport

/// A workspace with a small vocabulary and two documents of an export.
package struct SmallWorkspace {
  /// The folder of the workspace.
  package let folder: TemporaryFolder

  /// What hands it out.
  package let keeper: SnapshotKeeper

  static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
        <concept id="type/price-list"><name>Price list</name></concept>
      </scheme>
      <scheme id="product">
        <title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former></concept>
      </scheme>
    </vocabulary>
    """

  private static let documents = """
    {"id":"a","title":"Brochure of the archive","text":"Harbor Archive keeps what must be kept. \
    Ünïcode.","date":"2010-03-01","tags":["Brochure","Harbor Archive"]}
    {"id":"b","title":"Prices 2011","text":"Harbor Archive: 100 <b>EUR</b>","date":"2011-01-01",\
    "tags":["Price list"]}

    """

  /// A new workspace.
  ///
  /// - Parameters:
  ///   - documents: its documents as JSON Lines; two of its own if `nil`.
  ///   - interval: for how many seconds its files are not looked at again.
  /// - Throws: if it cannot be made.
  package init(documents: String? = nil, interval: Double = 1) throws {
    folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    try Self.index(documents ?? Self.documents, as: "documents.jsonl", in: folder)
    keeper = try SnapshotKeeper(
      try Workspace(root: folder.path), .atOnce, interval: interval)
  }

  /// Indexes further documents.
  ///
  /// - Parameters:
  ///   - documents: the documents as JSON Lines.
  ///   - name: the name of their file.
  ///   - mode: the rights of the file.
  /// - Throws: if they cannot be indexed.
  package func index(_ documents: String, as name: String, mode: Int = 0o644) throws {
    try Self.index(documents, as: name, mode: mode, in: folder)
  }

  private static func index(
    _ documents: String, as name: String, mode: Int = 0o644, in folder: TemporaryFolder
  ) throws {
    try folder.write(name, documents)
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.url(of: name).path)
    _ = try Workspace(root: folder.path).searchIndex.index(
      exports: [folder.url(of: name).path], replacing: false,
      observer: ExportObserver(refused: { _ in }, progress: { _ in }))
  }
}

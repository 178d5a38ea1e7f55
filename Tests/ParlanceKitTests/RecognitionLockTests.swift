import Cataloging
import Documents
import Foundation
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// Recognizing text takes minutes, in which others work.
@Suite struct `Recognizing text` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="offer"><name>Offer</name></concept></scheme>
    </vocabulary>
    """

  /// A workspace with two images, and a program called like Tesseract that runs a script.
  private func withSession(
    _ script: String, _ body: (RetagSession, RetagReading, TemporaryFolder) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    try folder.write("parlance.yaml", "ocr: auto\n")
    for name in ["a", "b"] {
      try folder.write("share/\(name).png", [0x89, 0x50, 0x4E, 0x47] + Array(name.utf8))
    }
    try folder.writeProgram("bin/tesseract", "#!/bin/sh\n" + script + "\n")
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    let session = try RetagSession(engine.workspace, folder: folder.url(of: "share").path)
    var reading = session.reading
    reading.tools = ForeignTools(folders: [folder.url(of: "bin").path])
    try body(session, reading, folder)
  }

  @Test func `keeps nobody from writing into the workspace`() throws {
    // flock fails at once where the lock is held.
    let script = """
      flock --nonblock "$(dirname "$0")/../.parlance/lock" true && echo "nobody waits" || echo "locked"
      """
    try withSession(script) { session, reading, _ in
      let refresh = try reading.refresh()
      #expect(refresh.recognition.done == 2 && refresh.recognition.failures.isEmpty)
      for path in ["a.png", "b.png"] {
        let number = try #require(try session.catalog.number(of: path, in: session.share))
        #expect(try session.catalog.document(number)?.text == "nobody waits")
      }
    }
  }

  @Test func `stores nothing of a file that was changed and read again meanwhile`() throws {
    let script = """
      folder="$(dirname "$0")"
      : > "$folder/running"
      while [ ! -e "$folder/go" ]; do :; done
      echo old words
      """
    try withSession(script) { session, reading, folder in
      let bin = folder.url(of: "bin").path
      let refresh = try reading.refresh(progress: { _, _ in
        // The first image is being looked at.
        if FileManager.default.fileExists(atPath: bin + "/running"),
          !FileManager.default.fileExists(atPath: bin + "/go")
        {
          try? folder.write("share/a.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3])
          var scope = RetagScope()
          scope.paths = ["a.png"]
          _ = try? session.reading.refresh(scope: scope)
          try? folder.write("bin/go", "")
        }
        return true
      })
      #expect(refresh.recognition.done == 1)
      let number = try #require(try session.catalog.number(of: "a.png", in: session.share))
      #expect(try session.catalog.document(number)?.text.isEmpty == true)
      let again = try reading.refresh()
      #expect(again.recognition.done == 1)
    }
  }
}

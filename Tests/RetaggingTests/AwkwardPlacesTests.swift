import Documents
import Foundation
import Glibc
import Model
import System
import Testing

@testable import Journaling
@testable import Retagging

/// Names, folders and rights that a share may have.
struct AwkwardPlacesTests {
  private func item(_ path: SharePath, _ id: Int64 = 0) -> TagWritingItem {
    TagWritingItem(id: id, path: path, request: TagRequest(TemporaryShare.values))
  }

  @Test
  func `two names that look alike, composed and decomposed, are two files`() throws {
    let share = try TemporaryShare()
    // é as one character and as two: Foundation would compare the names as equal.
    let names: [[UInt8]] = [[0xC3, 0xA9], [0x65, 0xCC, 0x81]].map { $0 + Array(".md".utf8) }
    let paths = names.map { SharePath(share.share).appending($0) }
    let folder = try OpenFolder(withoutLinks: SharePath(share.share))
    for (index, path) in paths.enumerated() {
      try share.write("\(index)", "# \(index)\n")
      try folder.rename(Array("\(index)".utf8), to: path.name)
    }
    #expect(paths[0] != paths[1])
    let outcomes = try share.apply(paths.enumerated().map { item($0.element, Int64($0.offset)) })
    #expect(outcomes.map(\.word) == ["changed", "changed"])
    #expect(outcomes.map(\.path.bytes) == paths.map(\.bytes))
    for (index, path) in paths.enumerated() {
      let text = String(decoding: try OpenFile(path, limit: 4096).bytes, as: UTF8.self)
      #expect(text.contains("documentType: Data Sheet") && text.hasSuffix("# \(index)\n"))
    }
    _ = try share.undo("run", as: "undo")
    #expect(try paths.map { try OpenFile($0, limit: 4096).bytes.count } == [4, 4])
  }

  /// Folders within folders until a file's path has about as many bytes as wanted.
  private func deepFile(_ share: TemporaryShare, _ length: Int) throws -> SharePath {
    var folder = SharePath(share.share)
    var descriptor = unsafe open(share.share, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    while folder.bytes.count + 8 < length {
      let count = min(200, length - folder.bytes.count - 6)
      let name = String(repeating: "d", count: count)
      guard unsafe mkdirat(descriptor, name, 0o755) == 0 else { throw POSIXError(.EIO) }
      let next = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      close(descriptor)
      descriptor = next
      folder = folder.appending(Array(name.utf8))
    }
    let file = unsafe openat(descriptor, "a.md", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0, unsafe write(file, "# A\n", 4) == 4 else { throw POSIXError(.EIO) }
    close(file)
    return folder.appending(Array("a.md".utf8))
  }

  @Test(arguments: [4070, 4094, 4095, 4096, 5000, 9000], TagPlace.inFiles)
  func `paths of any length are written and taken back`(
    length: Int, place: TagPlace
  ) throws {
    let share = try TemporaryShare()
    defer { Self.removeTree(share.share) }
    let path = try deepFile(share, length)
    #expect(abs(path.bytes.count - length) < 8)
    let outcome = try #require(try share.apply([item(path)], place: place).first)
    #expect(outcome.word == "changed", "\(outcome.status)")
    let file = try OpenFile(path, limit: 4096)
    #expect((file.bytes.count > 4) == (place == .documents))
    #expect(try share.undo("run", as: "undo").map(\.word) == ["changed"])
    #expect(try OpenFile(path, limit: 4096).bytes == Array("# A\n".utf8))
    #expect(FileIdentity(of: path.extended(by: ".xmp")) == nil)
  }

  /// Deletes a tree whose paths may be too long for one call.
  private static func removeTree(_ path: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/rm")
    process.arguments = ["-rf", path]
    try? process.run()
    process.waitUntilExit()
  }

  @Test(arguments: TagPlace.inFiles)
  func `nothing is written through a folder that has become a link`(place: TagPlace)
    throws
  {
    let share = try TemporaryShare()
    let elsewhere = share.root + "/elsewhere"
    unsafe mkdir(elsewhere, 0o755)
    try share.write("../elsewhere/a.md", "# A\n")
    unsafe symlink(elsewhere, share.share + "/folder")
    let outcome = try share.apply([item(share.path("folder/a.md"))], place: place).map(\.word)
    #expect(outcome == ["refused: notRegular"])
    #expect(try share.text("../elsewhere/a.md") == "# A\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere) == ["a.md"])
  }

  /// Applies as `nobody`, by the probe; `nil`, said loudly, where only root can try this and is not.
  private func applyAsNobody(_ share: TemporaryShare) throws -> [String: String] {
    let setpriv = "/usr/bin/setpriv"
    guard geteuid() == 0, let probe = InterruptedRun.probe,
      FileManager.default.isExecutableFile(atPath: setpriv)
    else {
      try Test.cancel("files of others need root, setpriv and the WritingProbe program")
    }
    for folder in [share.root, share.root + "/journal"] {
      guard unsafe chown(folder, 65534, 65534) == 0 else { throw POSIXError(.EPERM) }
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: setpriv)
    process.arguments = [
      "--reuid=65534", "--regid=65534", "--clear-groups", probe, "apply", share.share,
      share.journals.description, "run",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var outcomes: [String: String] = [:]
    for line in String(decoding: said, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count > 2 else { continue }
      outcomes[String(fields[2].split(separator: "/").last ?? "")] =
        fields[0] + (fields[1].isEmpty ? "" : ": \(fields[1].prefix { $0 != ":" })")
    }
    return outcomes
  }

  private func give(_ share: TemporaryShare, _ name: String, to user: uid_t, mode: mode_t) {
    let path = share.share + (name.isEmpty ? "" : "/\(name)")
    #expect(unsafe chown(path, user, user) == 0)
    #expect(unsafe chmod(path, mode) == 0)
  }

  @Test
  func `files of others, read-only files and sticky folders are refused or written, never half`()
    throws
  {
    let share = try TemporaryShare()
    for name in ["mine.md", "theirs.md", "shared.md", "hidden.md", "fixed.md"] {
      try share.write(name, "# x\n")
    }
    give(share, "", to: 0, mode: 0o1777)
    give(share, "mine.md", to: 65534, mode: 0o640)
    give(share, "theirs.md", to: 0, mode: 0o644)
    give(share, "shared.md", to: 0, mode: 0o666)
    give(share, "hidden.md", to: 0, mode: 0o600)
    give(share, "fixed.md", to: 65534, mode: 0o444)
    let before = try share.state()
    let outcomes = try applyAsNobody(share)
    #expect(
      outcomes == [
        "mine.md": "changed", "theirs.md": "refused: readOnly", "shared.md": "refused: unwritable",
        "hidden.md": "refused: unreadable", "fixed.md": "refused: readOnly",
      ])
    let after = try share.state()
    for name in before.keys where name != "mine.md" { #expect(after[name] == before[name]) }
    let identity = try #require(FileIdentity(of: share.path("mine.md")))
    #expect(identity.owner == 65534 && identity.mode & 0o7777 == 0o640)
    #expect(try share.names().allSatisfy { !$0.hasSuffix(".tmp") })
    _ = try share.undo("run", as: "undo")
    #expect(try share.state() == before)
    #expect(FileIdentity(of: share.path("mine.md"))?.owner == 65534)
  }

  @Test
  func `a folder that may not be written refuses before anything is made`() throws {
    let share = try TemporaryShare()
    try share.write("mine.md", "# x\n")
    guard geteuid() == 0 else {
      unsafe chmod(share.share, 0o555)
      defer { unsafe chmod(share.share, 0o755) }
      #expect(try share.apply(try share.items()).map(\.word) == ["refused: readOnly"])
      return
    }
    give(share, "", to: 0, mode: 0o755)
    give(share, "mine.md", to: 65534, mode: 0o644)
    let before = try share.state()
    let outcomes = try applyAsNobody(share)
    #expect(outcomes == ["mine.md": "refused: readOnly"])
    #expect(try share.state() == before)
  }

  @Test
  func `a read-only mount refuses`() throws {
    let share = try TemporaryShare()
    guard unsafe mount("tmpfs", share.share, "tmpfs", 0, "size=64k") == 0 else {
      try Test.cancel("a read-only mount needs the right to mount a tmpfs")
    }
    defer { unsafe umount2(share.share, 2) }
    try share.write("a.md", "# x\n")
    let readOnly = UInt(1 | 32)  // MS_RDONLY | MS_REMOUNT
    #expect(unsafe mount("tmpfs", share.share, "tmpfs", readOnly, "size=64k") == 0)
    #expect(try share.apply(try share.items()).map(\.word) == ["refused: readOnly"])
    #expect(try share.text("a.md") == "# x\n")
  }

  @Test
  func `a file keeps its owner, whoever writes`() throws {
    guard geteuid() == 0 else {
      try Test.cancel("giving files away needs root")
    }
    let share = try TemporaryShare()
    try share.write("a.md", "# x\n")
    give(share, "a.md", to: 65534, mode: 0o4750)
    #expect(try share.apply(try share.items()).map(\.word) == ["changed"])
    let identity = try #require(FileIdentity(of: share.path("a.md")))
    #expect(identity.owner == 65534 && identity.group == 65534)
    #expect(identity.mode & 0o7777 == 0o4750)
  }
}

internal import Documents
internal import Synchronization
internal import System

/// Pictures of the first pages of Office files, which LibreOffice makes of several files at a time.
///
/// Each start takes it a second or two, whatever there is to do. What it made is kept by what is in the file, so that
/// copies, and a file that was touched, need no other start.
package final class OfficePictures: Sendable {
  /// A file of which a picture is wanted, in the state in which it was seen.
  typealias Wish = (path: SharePath, state: FileIdentity)

  /// What makes a PDF file of which endings.
  private static let exports: [(endings: Set<String>, filter: String)] = [
    (["doc", "docx", "docm", "odt", "rtf"], "writer_pdf_Export"),
    (["xls", "xlsx", "xlsm", "ods"], "calc_pdf_Export"),
    (["ppt", "pptx", "pptm", "odp"], "impress_pdf_Export"),
  ]

  /// The most files of one start.
  private static let mostFiles = 8

  /// What is told where LibreOffice is not there.
  package static let absence = """
    LibreOffice is not installed, so that Office files without a picture of their own show none.
    Hint: apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui \
    libreoffice-impress-nogui poppler-utils
    """

  private let program: String
  private let seconds: Double
  private let mostBytes: Int
  /// One start at a time, whatever workspaces ask.
  private let turn = Mutex(())
  private let known = Mutex(PictureStore<String>(mostBytes: 4 << 20, mostKeys: 2_000))

  /// Those that the LibreOffice of this machine makes; `nil` if there is none.
  package convenience init?() {
    guard let program = ForeignTools().path(of: .soffice) else { return nil }
    self.init(program, seconds: 60)
  }

  /// Those that a program makes, which takes the arguments of `soffice`.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - seconds: the longest that it may take for the files of one start.
  ///   - mostBytes: what these may have together.
  init(_ program: String, seconds: Double, mostBytes: Int = FirstPage.largestFile) {
    self.program = program
    self.seconds = seconds
    self.mostBytes = mostBytes
  }

  /// Whether files of a name may have a picture.
  static func mayHave(_ name: String) -> Bool { filter(name) != nil }

  private static func filter(_ name: String) -> String? {
    let ending = FirstPage.ending(name)
    return exports.first { $0.endings.contains(ending) }?.filter
  }

  /// A file of a run.
  private struct Task {
    var place: Int
    var digest: String
    /// Where its copy is; its name says nothing.
    var input: String
    var output: String
  }

  /// Makes pictures of the first of some files, and of others that go together with it.
  ///
  /// - Parameter wishes: the files, at least one.
  /// - Returns: the picture, or that there is none, of the first file and of those that it came to, by their places.
  func pictures(of wishes: [Wish]) -> [Int: Picture?] {
    var made: [Int: Picture?] = [:]
    let scratch = ScratchFolder()
    guard let first = wishes.first, let filter = Self.filter(first.path.string),
      let folder = scratch.path
    else { return [0: nil] }
    var tasks: [Task] = []
    var room = mostBytes
    for (place, wish) in wishes.enumerated() where Self.filter(wish.path.string) == filter {
      guard wish.state.size <= mostBytes, let content = Self.content(of: wish) else {
        made[place] = .some(nil)
        continue
      }
      let digest = SHA256.text(of: content)
      if let picture = known.withLock({ $0[digest] }) {
        made[place] = picture
        continue
      }
      // Of copies one is made; the others are asked for again, and known then.
      if tasks.contains(where: { $0.digest == digest }) { continue }
      guard tasks.count < Self.mostFiles, content.count <= room,
        let task = Self.task(place, digest, content, wish, in: folder)
      else { break }
      room -= content.count
      tasks.append(task)
    }
    take(tasks, filter, in: folder, &made)
    // A disk without room for a copy is not asked for the same file for ever.
    if made.isEmpty { made[0] = .some(nil) }
    return made
  }

  private static func content(of wish: Wish) -> [UInt8]? {
    FirstPage.file(at: wish.path, in: wish.state)
      .flatMap { try? $0.bytes(in: 0..<wish.state.size) }
  }

  /// A copy of a file, by a name that says nothing but its format; `nil` if there is no room for one.
  private static func task(
    _ place: Int, _ digest: String, _ content: [UInt8], _ wish: Wish, in folder: String
  ) -> Task? {
    let ending = FirstPage.ending(wish.path.string)
    let task = Task(
      place: place, digest: digest, input: "\(folder)/\(place).\(ending)",
      output: "\(folder)/\(place).pdf")
    guard let copies = try? OpenFolder(SharePath(folder)),
      let copy = try? copies.create(SharePath(task.input).name),
      (try? copy.write(content)) != nil
    else { return nil }
    return task
  }

  /// Makes the pictures of files that are all of one kind.
  ///
  /// Where the program does not end by itself, the first file that became nothing had it fail; those after it are not come to.
  private func take(
    _ tasks: [Task], _ filter: String, in folder: String, _ made: inout [Int: Picture?]
  ) {
    guard !tasks.isEmpty else { return }
    let isDone = run(tasks.map(\.input), filter, in: folder)
    for task in tasks {
      let output = try? OpenFolder(SharePath(folder)).document(SharePath(task.output).name).file
      let picture = output.flatMap { FirstPage.rendered($0) }
      known.withLock { $0.keep(picture, for: task.digest) }
      made[task.place] = .some(picture)
      if output == nil, !isDone { return }
    }
  }

  private func run(_ inputs: [String], _ filter: String, in folder: String) -> Bool {
    // Of a long document the first page alone is set.
    let format = #"pdf:\#(filter):{"PageRange":{"type":"string","value":"1"}}"#
    guard
      var child = try? OfficeProgram.conversion(
        of: inputs, to: format, in: folder, by: program)
    else { return false }
    child.limits.seconds = seconds
    child.limits.processorSeconds = 60
    child.limits.memory = 4 << 30
    child.limits.fileSize = FirstPage.largestFile
    return turn.withLock { _ in (try? child.run())?.status == 0 }
  }
}

internal import JSONCoding
internal import System

/// Proves of an image that was given tags that it says what it said before, and the tags: by its structure, and by
/// ExifTool, which is asked of both.
///
/// It is used by one thread, which ExifTool's process ends with.
package final class ImageProof {
  private let tool: ExifTool?

  /// A proof by the programs that are installed.
  package init(_ tools: ForeignTools = ForeignTools()) {
    tool = tools.path(of: .exiftool).map { ExifTool($0, limits: ReadingLimits().child) }
  }

  /// Compares an image with what became of it.
  ///
  /// - Parameters:
  ///   - old: its bytes before.
  ///   - new: its bytes after.
  ///   - request: what was to be written.
  /// - Throws: `DocumentRefusal` if it is not proven: without ExifTool, or something else is different.
  package func confirm(
    _ old: [UInt8], _ new: [UInt8], _ request: TagRequest
  ) throws(DocumentRefusal) {
    guard let tool else {
      throw DocumentRefusal(
        .missingTool,
        "tags are written into images where exiftool proves that nothing else changes",
        hint: "install the Debian package '\(ForeignTools.Program.exiftool.debianPackage)'.")
    }
    guard try ImageWriting.container(new).keepsAll(of: try ImageWriting.container(old)) else {
      throw DocumentRefusal(.unverified, "the image would not keep all its bytes")
    }
    let (before, after) = (try facts(old, tool), try facts(new, tool))
    guard Self.others(before) == Self.others(after) else {
      throw DocumentRefusal(.unverified, "exiftool tells something else of the changed image")
    }
    let subjects = Set(Self.texts(after["XMP-dc:Subject"]))
    guard subjects.isSuperset(of: request.wantedKeywords) else {
      throw DocumentRefusal(.unverified, "exiftool does not find the tags in the changed image")
    }
  }

  /// All that ExifTool says of an image, and a sum of what it shows.
  private func facts(_ bytes: [UInt8], _ tool: ExifTool) throws(DocumentRefusal) -> JSONObject {
    let file: FileDescriptor
    do throws(SystemError) { file = try .memory(bytes) } catch { throw DocumentRefusal(error) }
    let answer: [UInt8]
    do throws(ChildProcess.Failure) {
      // Name and times of a file in memory (`System`) are no facts of the image, and never the
      // same.
      answer = try tool.answer(
        to: ["-j", "-G1", "-a", "-u", "-all", "-ImageDataHash", "--System:all", file.pathForOthers])
    } catch {
      throw DocumentRefusal(error)
    }
    guard let facts = (try? JSONReader.value(of: answer))?.array?.first?.object else {
      throw DocumentRefusal(.toolFailed, "exiftool tells nothing of the image")
    }
    return facts
  }

  /// What ExifTool says beside what is ours, and where things lie.
  private static func others(_ facts: JSONObject) -> [JSONObject.Member] {
    facts.members.filter { member in
      let name = member.name
      return name != "SourceFile" && name != "XMP-dc:Subject"
        && !name.lowercased().hasPrefix("xmp-\(FacetProperties.xmpPrefix):")
        && !["Start", "Offset"].contains { name.hasSuffix($0) }
    }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let text): [text]
    case .integer(let number): [String(number)]
    case .number(let number): [String(number)]
    case .array(let values): values.flatMap { texts($0) }
    default: []
    }
  }
}

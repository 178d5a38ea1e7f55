import ParlanceKit
import System

/// Opens documents with the program that is meant for them.
enum DocumentOpener {
  /// Opens a hit with the program that `PARLANCE_OPENER` names, or with `xdg-open`.
  ///
  /// - Throws: `UnopenedDocument` if there is no such file or the program fails.
  static func open(_ hit: SearchService.Hit) throws {
    StandardOutput.shared.flush()
    let places: [String] = [hit.id, hit.path]
    guard let path = places.first(where: { PathAccess.allows(.read, at: $0) }) else {
      throw UnopenedDocument(name: hit.id, reason: "it is not a file that can be read from here")
    }
    let opener = ProcessEnvironment.variable("PARLANCE_OPENER") ?? "xdg-open"
    // A path that begins with a hyphen is not an option.
    let argument = path.hasPrefix("-") ? "./" + path : path
    do throws(SystemError) {
      guard try !ForegroundProcess.run(opener, [argument]) else { return }
    } catch {
      throw UnopenedDocument(name: path, reason: "\(opener): \(error)")
    }
    throw UnopenedDocument(name: path, reason: "\(opener) failed")
  }
}

/// A document that could not be opened.
struct UnopenedDocument: Error, CustomStringConvertible {
  let name: String
  let reason: String

  var description: String {
    "\(name): cannot be opened: \(reason)\nHint: set PARLANCE_OPENER to a program that can"
  }
}

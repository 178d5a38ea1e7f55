import Glibc
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
    guard let path = places.first(where: { (path: String) in unsafe access(path, R_OK) == 0 })
    else {
      throw UnopenedDocument(name: hit.id, reason: "it is not a file that can be read from here")
    }
    let opener =
      unsafe getenv("PARLANCE_OPENER").map { unsafe String(cString: $0) } ?? "xdg-open"
    // A path that begins with a hyphen is not an option.
    let argument = path.hasPrefix("-") ? "./" + path : path
    var process = pid_t()
    var words = unsafe [UnsafeMutablePointer<CChar>?]()
    unsafe words.append(strdup(opener))
    unsafe words.append(strdup(argument))
    unsafe words.append(nil)
    defer {
      while let word = unsafe words.popLast() { unsafe free(word) }
    }
    let environment = unsafe environ
    let code = unsafe posix_spawnp(&process, opener, nil, nil, words, environment)
    guard code == 0 else {
      throw UnopenedDocument(
        name: path, reason: "\(opener): \(SystemError.words(code))")
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard status == 0 else { throw UnopenedDocument(name: path, reason: "\(opener) failed") }
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

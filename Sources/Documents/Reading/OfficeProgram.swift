package import System

/// Runs of LibreOffice over documents that nobody vouches for.
///
/// Left to itself it fetches linked pictures and texts from other hosts and from every file that its account may read,
/// and puts them into what it makes. Its settings, in a profile that is made for the run, keep it from that and from macros.
package enum OfficeProgram {
  /// A run that converts files.
  ///
  /// - Parameters:
  ///   - inputs: their paths.
  ///   - format: what they become, as `--convert-to` takes it.
  ///   - folder: an empty folder for the run alone; the files that are made are there, too.
  ///   - program: the path of `soffice`.
  /// - Returns: the run, with the usual limits.
  /// - Throws: that the profile cannot be written.
  package static func conversion(
    of inputs: [String], to format: String, in folder: String, by program: String
  ) throws -> ChildProcess {
    let profile = "\(folder)/profile"
    try PathChange.makeFolder(profile)
    try PathChange.makeFolder("\(profile)/user")
    try AtomicFile.write(Array(settings.utf8), to: "\(profile)/user/registrymodifications.xcu")
    var child = ChildProcess(
      program,
      [
        "-env:UserInstallation=file://\(profile)", "--headless", "--norestore", "--convert-to",
        format, "--outdir", folder,
      ] + inputs)
    child.environment = [
      "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=\(folder)", "TMPDIR=\(folder)",
    ]
    return child
  }

  /// Links are followed from trusted places alone, of which there are none, and no macro runs.
  private static let settings = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry">
    <item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
    <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
    <item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
    <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
    <item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
    <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
    </oor:items>

    """
}

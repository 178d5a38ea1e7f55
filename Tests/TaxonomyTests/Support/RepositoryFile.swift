/// A file of the repository, by its path from the root.
func repositoryFile(_ path: String, from file: String = #filePath) -> String {
  var folders = file.split(separator: "/", omittingEmptySubsequences: false)
  while let last = folders.popLast(), last != "Tests" {}
  return (folders + [Substring(path)]).joined(separator: "/")
}

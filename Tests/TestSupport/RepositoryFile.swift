/// A file of the repository, by its path from the root.
package func repositoryFile(_ path: String) -> String {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  return (root + [Substring(path)]).joined(separator: "/")
}

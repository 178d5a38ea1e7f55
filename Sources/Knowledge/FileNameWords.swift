/// What people put into names of files beside the name of the thing, as `file-names.tsv` has it.
package enum FileNameWords {
  /// The lists of the file.
  package static let lists = WordLists(PackageResources.file_names_tsv, file: "file-names.tsv")
}

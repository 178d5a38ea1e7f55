/// Where a document is in an index: the number of its segment, and its own in it.
struct DocumentPlace: Hashable {
  var segment: Int
  var document: UInt32
}

/// Where the objects of a PDF stand, by object number.
///
/// Numbers below a bound that the size of the file justifies lie in an array; others, of which only a
/// strange file has many, in a dictionary.
struct PDFPlaces: Equatable {
  private var dense: [PDFFile.Place?]
  private var sparse: [Int: PDFFile.Place] = [:]
  private let bound: Int

  /// No places, for a file of so many bytes.
  init(fileSize: Int = 0) {
    // The shortest entry of a table has 20 bytes, one of a stream a few: a file that has fewer bytes than its
    // numbers would justify names them only to have memory taken.
    bound = min(fileSize / 4 + 64, PDFFile.objectLimit)
    dense = []
  }

  /// The place of an object; `nil` if no section names it.
  subscript(number: Int) -> PDFFile.Place? {
    get { dense.indices.contains(number) ? dense[number] : sparse[number] }
    set {
      guard number >= 0, number < bound else {
        sparse[number] = newValue
        return
      }
      if number >= dense.count {
        dense.append(contentsOf: repeatElement(nil, count: number + 1 - dense.count))
      }
      dense[number] = newValue
    }
  }

  /// The highest number of an object; 0 if there is none.
  var highest: Int {
    max(dense.lastIndex { $0 != nil } ?? 0, sparse.keys.max() ?? 0)
  }

  /// Goes through all places.
  func forEach(
    _ body: (Int, PDFFile.Place) throws(DocumentRefusal) -> Void
  ) throws(DocumentRefusal) {
    for number in dense.indices {
      if let place = dense[number] { try body(number, place) }
    }
    for (number, place) in sparse { try body(number, place) }
  }
}

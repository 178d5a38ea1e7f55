import Model

/// A document that may be there several times.
struct DuplicateCandidate {
  let place: CollectedHit
  let names: DocumentNames
  let sketch: UInt64
  let version: DocumentVersion
  let date: Int32

  /// The document at a place of an index, whose names may be known.
  init(_ index: SearchIndex, _ place: CollectedHit, _ names: DocumentNames? = nil) throws {
    let segment = index.segments[place.segment]
    let document = Int(place.document)
    self.place = place
    self.names = try names ?? segment.names(of: document)
    sketch = try segment.versions.sketch(of: document)
    version = try segment.versions.version(of: document)
    date = try segment.dates[document]
  }

  var member: DuplicateGroup.Member {
    DuplicateGroup.Member(
      id: names.id, path: names.path, date: CalendarDate(rawValue: date), isAside: version.isAside)
  }

  /// Whether one is to be kept rather than another: not set aside, newer, of a higher version, with the
  /// shorter path.
  static func precedes(_ left: DuplicateCandidate, _ right: DuplicateCandidate) -> Bool {
    if left.version.isAside != right.version.isAside { return right.version.isAside }
    if left.date != right.date { return left.date > right.date }
    if left.version.number != right.version.number {
      return left.version.number > right.version.number
    }
    let lengths = (left.names.path.utf8.count, right.names.path.utf8.count)
    return lengths.0 != lengths.1 ? lengths.0 < lengths.1 : left.names.id < right.names.id
  }
}

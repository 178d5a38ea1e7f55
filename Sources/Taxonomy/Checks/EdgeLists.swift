/// The targets of each member of a graph, flat: members are dense numbers from 0 on.
struct EdgeLists: Sendable {
  private var offsets: [UInt32] = [0]
  private var targets: [UInt32] = []

  /// No members yet.
  init() {}

  /// The lists of all members in order.
  init(_ lists: some Sequence<some Sequence<UInt32>>) {
    for list in lists { append(list) }
  }

  /// The number of members.
  var count: Int { offsets.count - 1 }

  /// The targets of a member.
  subscript(member: UInt32) -> ArraySlice<UInt32> {
    targets[Int(offsets[Int(member)])..<Int(offsets[Int(member) + 1])]
  }

  /// The number of targets of a member.
  func count(of member: UInt32) -> Int {
    Int(offsets[Int(member) + 1]) - Int(offsets[Int(member)])
  }

  /// The target of a member at `index`, from 0.
  func target(of member: UInt32, at index: Int) -> UInt32 {
    targets[Int(offsets[Int(member)]) + index]
  }

  /// Adds the next member.
  mutating func append(_ list: some Sequence<UInt32>) {
    targets.append(contentsOf: list)
    offsets.append(UInt32(targets.count))
  }
}

internal import Glibc

/// The names of one run by their place in the parser's dictionary.
///
/// libxml2 keeps each distinct string once, so two pointers are a name; a flat table from the pair
/// to the number costs a few instructions per element.
@safe struct XMLNameCache {
  @safe private struct Slot {
    var local: XMLString?
    var uri: XMLString?
    var name: UInt32
  }

  private let names: XMLNames
  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var used = 0
  private var next: UInt32

  init(names: XMLNames) {
    self.names = names
    next = UInt32(names.count)
    mask = 255
    unsafe slots = Self.makeSlots(count: mask + 1)
  }

  func deallocate() {
    unsafe slots.deallocate()
  }

  /// The number of a name, if it has come up before.
  @inline(__always)
  func find(_ local: XMLString, _ uri: XMLString?) -> UInt32? {
    var index = unsafe Self.hash(local, uri) & mask
    while true {
      let slot = unsafe slots[index]
      if unsafe slot.local == local && slot.uri == uri { return slot.name }
      if unsafe slot.local == nil { return nil }
      index = (index + 1) & mask
    }
  }

  /// Numbers a name that has not come up before.
  mutating func add(_ local: XMLString, _ uri: XMLString?) -> UInt32 {
    // At most half full, so that a search for what is not there ends soon.
    if 2 * (used + 1) > mask { grow() }
    let name: UInt32
    let localName = unsafe XMLBytes(terminated: local).string
    if let known = unsafe names.ordinal(uri: XMLBytes(terminated: uri).string, local: localName) {
      name = known
    } else {
      name = next
      next += 1
    }
    unsafe insert(Slot(local: local, uri: uri, name: name))
    used += 1
    return name
  }

  private mutating func insert(_ slot: Slot) {
    guard let local = unsafe slot.local else { return }
    var index = unsafe Self.hash(local, slot.uri) & mask
    while unsafe slots[index].local != nil { index = (index + 1) & mask }
    unsafe slots[index] = slot
  }

  private mutating func grow() {
    let old = unsafe slots
    let count = mask + 1
    mask = 2 * count - 1
    unsafe slots = Self.makeSlots(count: mask + 1)
    for index in 0..<count { unsafe insert(old[index]) }
    unsafe old.deallocate()
  }

  private static func makeSlots(count: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    unsafe slots.initialize(repeating: Slot(local: nil, uri: nil, name: 0), count: count)
    return unsafe slots
  }

  @inline(__always)
  private static func hash(_ local: XMLString, _ uri: XMLString?) -> Int {
    let a = UInt(bitPattern: local)
    let b = UInt(bitPattern: uri)
    // The places of strings in the dictionary differ in few bits: multiplying spreads them over those that count.
    let mixed = (a ^ (b &<< 7) ^ (b &>> 9)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}

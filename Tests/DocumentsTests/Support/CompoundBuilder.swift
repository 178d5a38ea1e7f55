import Documents

/// Builds OLE2 compound files with streams in the root and in one level of storages.
struct CompoundBuilder {
  private struct Item {
    var name: String
    var type: UInt8
    var content: [UInt8]
    var parent: Int
  }

  private var items = [Item(name: "Root Entry", type: 5, content: [], parent: -1)]

  mutating func add(_ name: String, _ content: [UInt8], in storage: Int = 0) {
    items.append(Item(name: name, type: 2, content: content, parent: storage))
  }

  /// Adds a storage and returns its number.
  mutating func addStorage(_ name: String) -> Int {
    items.append(Item(name: name, type: 1, content: [], parent: 0))
    return items.count - 1
  }

  /// The file: small streams in the mini stream, large ones in sectors of their own.
  func build() -> [UInt8] {
    var sectors: [[UInt8]] = [[]]
    var table = [0xFFFF_FFFD]
    func chain(_ content: [UInt8]) -> Int {
      guard !content.isEmpty else { return 0xFFFF_FFFE }
      let first = sectors.count
      for start in stride(from: 0, to: content.count, by: 512) {
        var sector = Array(content[start..<min(start + 512, content.count)])
        sector += [UInt8](repeating: 0, count: 512 - sector.count)
        sectors.append(sector)
        table.append(start + 512 < content.count ? sectors.count : 0xFFFF_FFFE)
      }
      return first
    }
    var mini: [UInt8] = []
    var miniTable: [Int] = []
    var starts: [Int] = []
    for item in items {
      if item.content.count >= 4096 {
        starts.append(chain(item.content))
      } else if item.content.isEmpty {
        starts.append(0xFFFF_FFFE)
      } else {
        starts.append(miniTable.count)
        for start in stride(from: 0, to: item.content.count, by: 64) {
          mini += item.content[start..<min(start + 64, item.content.count)]
          mini += [UInt8](repeating: 0, count: (64 - mini.count % 64) % 64)
          miniTable.append(start + 64 < item.content.count ? miniTable.count + 1 : 0xFFFF_FFFE)
        }
      }
    }
    starts[0] = chain(mini)
    let miniStart = chain(miniTable.flatMap { little($0, 4) })
    let directory = items.indices.flatMap { entry($0, starts[$0], mini.count) }
    let directoryStart = chain(directory)
    sectors[0] = table.flatMap { little($0, 4) }
    sectors[0] += [UInt8](repeating: 0xFF, count: 512 - sectors[0].count)
    var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    header += [UInt8](repeating: 0, count: 16) + little(0x3E, 2) + little(3, 2) + [0xFE, 0xFF]
    header += little(9, 2) + little(6, 2) + [UInt8](repeating: 0, count: 6) + little(0, 4)
    header += little(1, 4) + little(directoryStart, 4) + little(0, 4) + little(4096, 4)
    header += little(miniStart, 4) + little(1, 4) + little(0xFFFF_FFFE, 4) + little(0, 4)
    header += little(0, 4) + [UInt8](repeating: 0xFF, count: 512 - 80)
    return header + sectors.flatMap { $0 }
  }

  /// A directory entry; the children of a storage hang together as a list of right siblings.
  private func entry(_ index: Int, _ start: Int, _ miniSize: Int) -> [UInt8] {
    let item = items[index]
    let name: [UInt8] = Array(item.name.utf16).flatMap { unit in little(Int(unit), 2) } + [0, 0]
    let children = items.indices.filter { items[$0].parent == index }
    let next = items.indices.first { $0 > index && items[$0].parent == item.parent }
    var result = name + [UInt8](repeating: 0, count: 64 - name.count)
    result += little(name.count, 2) + [item.type, 1] + little(0xFFFF_FFFF, 4)
    result += little(index == 0 ? 0xFFFF_FFFF : next ?? 0xFFFF_FFFF, 4)
    result += little(children.first ?? 0xFFFF_FFFF, 4) + [UInt8](repeating: 0, count: 36)
    return result + little(start, 4) + little(index == 0 ? miniSize : item.content.count, 4)
      + little(0, 4)
  }

  private func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}

import Foundation
import MappedStorage
import System
import TestSupport
import Testing

@testable import Searching

/// Sections that are compared with their checksums where they are read: damage is told, never taken for data.
struct GuardedArrayTests {
  private static let section: UInt32 = 7
  private static let chunk = SegmentFormat.chunkSize

  /// A file with one section of numbers, and the numbers of its checksums as `change` leaves them.
  private func file(
    _ bytes: [UInt8], in folder: TemporaryFolder, change: (inout [UInt32]) -> Void = { _ in }
  ) throws -> SectionedFile {
    var writer = SectionedFileWriter(kind: SegmentFormat.kind)
    writer.add(Self.section, bytes)
    var checksums = SectionGuard.checksums(of: bytes.span.memory)
    change(&checksums)
    writer.add(checksumSection(of: Self.section), checksums)
    let path = folder.url(of: "f").path
    try writer.write(to: path)
    return try SectionedFile(
      MappedBytes(try MappedBytes.contents(of: path)), kind: SegmentFormat.kind, path: path)
  }

  private func array(
    _ bytes: [UInt8], change: (inout [UInt32]) -> Void = { _ in }
  ) throws -> GuardedArray<UInt8> {
    let folder = try TemporaryFolder()
    return try GuardedArray(
      file(bytes, in: folder, change: change), section: Self.section, path: "f")
  }

  private static func isDamage(_ error: any Error) -> Bool {
    if case .damaged(path: "f", _) = error as? IndexError { true } else { false }
  }

  @Test(arguments: [0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 40_000])
  func `what was written is read, element by element and as ranges`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let array = try array(bytes)
    #expect(array.count == count)
    #expect(Array(try array.verified()) == bytes)
    #expect(Array(try array.verified(count / 3..<count)) == Array(bytes[(count / 3)...]))
    #expect(try array.verified(count..<count).isEmpty)
    for place in [0, count / 2, count - 1] where (0..<count).contains(place) {
      #expect(try array[place] == bytes[place])
    }
  }

  @Test(arguments: [-1, 20, 21, Int.max, Int.min])
  func `an element that there is not is damage`(index: Int) throws {
    let array = try array([UInt8](repeating: 1, count: 20))
    #expect { _ = try array[index] } throws: { Self.isDamage($0) }
  }

  @Test(arguments: [(-1, 3), (0, 21), (20, 22), (21, 21), (-1, -1)])
  func `a range that leaves the section is damage`(low: Int, high: Int) throws {
    let array = try array([UInt8](repeating: 1, count: 20))
    #expect { try array.verify(low..<high) } throws: { Self.isDamage($0) }
  }

  @Test func `damage in one chunk is told where it is read, and the others are data`() throws {
    let bytes = [UInt8](repeating: 5, count: 3 * Self.chunk)
    // The checksums of the file are made of the damaged bytes: only those of the chunks differ.
    let array = try array(bytes) { checksums in
      checksums[1] ^= 1
      let others = Array(checksums[..<3])
      checksums[3] = SectionGuard.checksums(of: others.span.memory)[0]
    }
    #expect(try array[0] == 5)
    #expect(try array[3 * Self.chunk - 1] == 5)
    for _ in 0..<2 {
      #expect { _ = try array[Self.chunk] } throws: { Self.isDamage($0) }
      #expect { _ = try array.verified() } throws: { Self.isDamage($0) }
      #expect { try array.verify(Self.chunk - 1..<Self.chunk + 1) } throws: { Self.isDamage($0) }
    }
    #expect(try array.verified(0..<Self.chunk).count == Self.chunk)
  }

  @Test func `checksums that are damaged themselves are refused at once`() throws {
    for place in 0..<3 {
      #expect {
        _ = try array([UInt8](repeating: 5, count: 2 * Self.chunk)) { $0[place] ^= 1 }
      } throws: { Self.isDamage($0) }
    }
  }

  @Test(arguments: [0, 1, 4, 5]) func `as many checksums as chunks, and one of them all`(count: Int)
    throws
  {
    #expect {
      _ = try array([UInt8](repeating: 5, count: 2 * Self.chunk)) {
        $0 = [UInt32](repeating: 0, count: count)
      }
    } throws: {
      "\($0)".contains("section \(Self.section) has no checksums")
    }
  }

  @Test(arguments: [0, 1, 16 * 1024, 16 * 1024 + 1])
  func `there is a checksum for each sixteen kilobytes begun, and one of them`(count: Int) {
    let bytes = [UInt8](repeating: 9, count: count)
    let checksums = SectionGuard.checksums(of: bytes.span.memory)
    #expect(checksums.count == (count + Self.chunk - 1) / Self.chunk + 1)
  }
}

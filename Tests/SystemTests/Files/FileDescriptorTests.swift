import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

struct FileDescriptorTests {
  private let words = Array("0123456789".utf8)

  @Test func `a file in memory is read at any place, by several at once`() throws {
    let file = try FileDescriptor.memory(words)
    let copy = try file.duplicate()
    #expect(copy.number != file.number)
    let pieces = try concurrentMap(10, workers: 4) { _ in
    } _: { index, _ in
      try copy.bytes(in: index..<(index + 2))
    }
    #expect(pieces == (0..<10).map { Array(words[$0..<min($0 + 2, 10)]) })
  }

  @Test func `is closed once, whoever has its number then`() throws {
    let file = try FileDescriptor.memory(words)
    try file.close()
    // The kernel gives the lowest number that is free: most likely the same.
    let other = try FileDescriptor.memory(words)
    try file.close()
    #expect(try other.bytes(in: 0..<3) == Array(words[..<3]))
  }

  @Test func `is cut off and written on at its end`() throws {
    let file = try FileDescriptor.memory(words)
    try file.truncate(to: 4)
    try file.write(Array("xy".utf8))
    #expect(try file.bytes(in: 0..<20) == Array("0123xy".utf8))
    try file.truncate(to: 0)
    #expect(try file.bytes(in: 0..<20) == [])
  }

  @Test func `a lock is one process's, and is waited for as long as is said`() throws {
    let folder = try TemporaryFolder()
    let path = SharePath("\(folder.path)/lock")
    let first = try FileDescriptor(locking: path)
    #expect(throws: SystemError(EWOULDBLOCK)) { try FileDescriptor(locking: path) }
    let clock = ContinuousClock()
    let waited = clock.measure {
      #expect(throws: SystemError(EWOULDBLOCK)) {
        try FileDescriptor(locking: path, patience: 0.1)
      }
    }
    #expect(waited >= .milliseconds(100))
    try first.close()
    _ = try FileDescriptor(locking: path)
  }

  private static let attribute = "user.parlance.test"

  /// Whether files of the temporary folder take extended attributes.
  private static let takesAttributes: Bool = {
    guard let folder = try? TemporaryFolder(), (try? folder.write("a", "")) != nil,
      let place = try? OpenFolder(withoutLinks: SharePath(folder.path)),
      let file = try? place.document(Array("a".utf8)).file
    else { return false }
    return (try? file.setAttribute(attribute, from: nil, to: [1])) != nil
  }()

  @Test(.enabled(if: takesAttributes, "the file system of temporary files has no attributes"))
  func `attributes are set from what was seen, or not at all`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "words")
    let file = try OpenFolder(withoutLinks: SharePath(folder.path)).document(Array("a".utf8)).file
    let (name, one) = (Self.attribute, Array("one".utf8))
    #expect(try file.attribute(name) == nil)
    try file.setAttribute(name, from: nil, to: one)
    #expect(try file.attribute(name) == one)
    #expect(throws: SystemError(EEXIST)) { try file.setAttribute(name, from: nil, to: words) }
    try file.setAttribute(name, from: one, to: words)
    #expect(try file.attribute(name) == words)
    try file.setAttribute(name, from: words, to: nil)
    #expect(throws: SystemError(ENODATA)) { try file.setAttribute(name, from: words, to: one) }
  }
}

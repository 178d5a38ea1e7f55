import Foundation
import TestSupport
import Testing

@testable import ParlanceKit

/// What `doctor` says of a workspace and what is around it.
struct DiagnosisTests {
  @Test(arguments: [
    (0, "0 bytes"), (1, "1 bytes"), (1023, "1023 bytes"), (1024, "1.0 KiB"), (1536, "1.5 KiB"),
    (10_239, "9.9 KiB"), (10_240, "10 KiB"), (1_048_575, "1023 KiB"), (1 << 20, "1.0 MiB"),
    (5 << 29, "2.5 GiB"), (1 << 40, "1024 GiB"), (Int.max, "8589934591 GiB"),
  ])
  func `a number of bytes has two digits at least, and a unit`(bytes: Int, text: String) {
    #expect(Diagnosis.shown(bytes) == text)
  }
}

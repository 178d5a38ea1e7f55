import System
import Testing

/// What is left of the time that somebody waits.
struct DeadlineTests {
  @Test func `without a deadline something may take as long as it takes`() {
    #expect(Deadline.seconds(atMost: 300) == 300)
  }

  @Test func `with one it may take what is left, and never more than it would`() {
    Deadline.$current.withValue(Deadline(seconds: 60)) {
      let left = Deadline.seconds(atMost: 300)
      #expect(left > 50 && left <= 60)
      #expect(Deadline.seconds(atMost: 5) == 5)
    }
  }

  @Test(arguments: [0, -1, -1e300])
  func `one that has come leaves nothing, not less`(seconds: Double) {
    Deadline.$current.withValue(Deadline(seconds: seconds)) {
      #expect(Deadline.seconds(atMost: 300) == 0)
      #expect(throws: DeadlinePassed.self) { try Deadline.check() }
    }
  }
}

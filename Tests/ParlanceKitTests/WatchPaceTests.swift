import ParlanceKit
import Testing

struct WatchPaceTests {
  @Test func `a burst is one look, a while after its last change`() {
    var pace = WatchPace(quiet: 2, patience: 10, interval: 60)
    #expect(pace.due == nil)
    for time in [100.0, 101, 102.5] { pace.noteChange(at: time) }
    #expect(pace.due == 104.5)
    pace.noteLook(at: 104.5, comesAgain: false)
    #expect(pace.due == nil)
  }

  @Test func `what changes without end is looked at in the end`() {
    var pace = WatchPace(quiet: 2, patience: 10, interval: 60)
    for time in stride(from: 100.0, through: 109, by: 1) { pace.noteChange(at: time) }
    #expect(pace.due == 110)
  }

  @Test func `a look that comes by itself does not put off one that is due`() {
    var pace = WatchPace(quiet: 2, patience: 10, interval: 60)
    pace.noteLook(at: 100, comesAgain: true)
    #expect(pace.due == 160)
    pace.noteChange(at: 110)
    #expect(pace.due == 112)
    pace.noteLook(at: 112, comesAgain: false)
    #expect(pace.due == nil)
  }

  @Test func `patience is never shorter than quiet`() {
    var pace = WatchPace(quiet: 5, patience: 1, interval: 60)
    pace.noteChange(at: 100)
    #expect(pace.due == 105)
  }
}

import Testing

@testable import Matching

/// Media types among labels.
struct MediaTypesTests {
  @Test(arguments: [
    ("text/x-php", "php"), ("application/json", "json"), ("image/svg+xml", "svg+xml"),
    ("application/vnd.ms-excel", "ms-excel"), ("text/x-c", "c"),
  ])
  func `a media type is read as its format`(label: String, name: String) {
    #expect(MediaTypes.name(in: label) == name)
  }

  @Test(arguments: [
    "Text/Letter", "Image/image", "audio/video", "text", "text/", "text/x-", "/php", "php/text",
    "letter/report",
    "text/letter or report", "text/html/css", "", "text/résumé",
  ])
  func `a choice of two words is no media type`(label: String) {
    #expect(MediaTypes.name(in: label) == nil)
  }

  @Test func `its words are those of the format`() {
    #expect(LabelForm("text/x-php").tokens == ["php"])
    #expect(LabelForm("text/x-php").raw == "text/x-php")
  }
}

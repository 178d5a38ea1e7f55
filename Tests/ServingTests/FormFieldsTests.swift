import Serving
import Testing

struct FormFieldsTests {
  @Test(arguments: [
    ("q=price+list&q=x", ["price list", "x"]), ("q=%C3%BC%2B%26", ["ü+&"]), ("q", [""]),
    ("q=%zz%", ["%zz%"]), ("q=%FF", ["\u{FFFD}"]), ("&&", []), ("q=a=b", ["a=b"]),
  ])
  func `fields are read as browsers send them`(text: String, values: [String]) {
    #expect(FormFields(text).all("q") == values)
  }
}

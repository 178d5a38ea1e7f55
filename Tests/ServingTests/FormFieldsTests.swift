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

  @Test(arguments: [
    "price list", "https://id.example/type/x?a=1&b=2#c", "a+b%20c=;\u{0}", "Ünïcode ☐", "\"'<>",
  ])
  func `a value comes back from an address as it went there`(value: String) {
    let field = FormFields.field(value)
    #expect(FormFields("q=\(field)&\(field)=x").all("q") == [value])
    #expect(FormFields("q=x&\(field)=y").fields.last?.name == value)
    #expect(FormFields("q=\(FormFields.encoded(value))").all("q") == [value])
    #expect(!field.contains { "&=#%\"'<> ".contains($0) && $0 != "%" })
  }
}

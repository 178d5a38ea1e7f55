extension Service {
  /// What can be typed and pressed.
  var helpPage: ServiceResponse {
    func list(_ rows: [(String, String)]) -> HTML {
      HTML(
        "table", [],
        rows.map { key, meaning in
          HTML(
            "tr", [],
            [HTML("th", [("scope", "row")], [HTML("kbd", [], key)]), HTML("td", [], meaning)])
        })
    }
    return Layout(service: self).page(
      "Help",
      [
        HTML("h1", [], "Help"), HTML("h2", [], "What can be searched for"),
        list([
          ("price list acme vault", "words and names; an old name finds what bears the new one"),
          ("\"legal hold\"", "words side by side"), ("-draft", "without a word"),
          ("archive OR backup", "either"), ("title:renewal", "in the title"),
          ("path:sales/**", "in a folder"), ("date:2009..2011", "of a time"),
          ("ext:pdf", "of a format"), ("lang:de", "in a language"),
          ("author:marlow", "by somebody"), ("latest price list", "the newest first"),
        ]), HTML("h2", [], "Keys"),
        list([
          ("/", "to the search box"),
          ("↓ ↑", "through what the box proposes, then through the results"),
          ("j", "to the next result"), ("k", "to the one before"), ("Enter", "opens its page"),
          ("o", "opens its file, where files are handed out; else its page"), ("?", "this page"),
        ]), HTML("h2", [], "Keys of the review of tags"),
        list([
          ("a", "the document has the tag"), ("n", "it does not, now or later"),
          ("e", "to the box for another one"), ("s", "skips it"), ("b", "back to the one before"),
          ("u", "takes back what was just decided"),
        ]), HTML("h2", [], "Keys of the review of labels"),
        list([
          ("Enter, 1–5", "the label means this concept"), ("o", "to the box for another one"),
          ("n", "to the name of a new concept"), ("v", "it names no concept, now or later"),
          ("s", "skips it"), ("u", "takes back what was just decided"),
        ]),
        HTML(
          "p", [("data-keys", "")],
          "Keys of one letter work where nothing is typed. With JavaScript off there are none, and "
            + "everything else works."),
      ])
  }
}

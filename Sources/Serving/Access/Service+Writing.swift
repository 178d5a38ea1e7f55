internal import JSONCoding
internal import ParlanceKit

/// Who may change what, and from where.
extension Service {
  /// Whether an account may say what documents are to be tagged with.
  func mayDecide(_ account: ReaderAccount) -> Bool {
    !settings.isReadOnly
      && (settings.curators.isEmpty || settings.curators.contains(DocumentReview.author(account)))
  }

  /// Whether accounts may say what they think of documents.
  var takesFeedback: Bool { !settings.isReadOnly }

  /// - Throws: `WritingRefusal` if the account may not decide.
  func checkDeciding(_ account: ReaderAccount) throws {
    try checkWriting()
    guard mayDecide(account) else {
      throw WritingRefusal(
        "\(DocumentReview.author(account)) may not decide here (--curator names who may); "
          + "feedback is welcome")
    }
  }

  /// - Throws: `WritingRefusal` if nobody may write.
  func checkWriting() throws {
    guard !settings.isReadOnly else {
      throw WritingRefusal("This server changes nothing (--read-only, or a workspace of others).")
    }
  }

  /// The fields of a form that came from a page of this server.
  ///
  /// - Throws: `WritingRefusal` if it did not.
  func form(_ request: ServiceRequest, _ account: ReaderAccount) throws -> FormFields {
    guard request.hasBody(of: "application/x-www-form-urlencoded") else {
      throw RequestError("send a form (application/x-www-form-urlencoded)")
    }
    let form = request.form
    guard tokens.isGood(form["token"] ?? "", of: DocumentReview.author(account)) else {
      throw WritingRefusal(
        "This form is not from a page of this server, or from before it was started anew. "
          + "Load the page again, and nothing is lost.")
    }
    return form
  }

  /// A form that changes something, with what shows where it came from.
  func writingForm(
    _ path: String, _ account: ReaderAccount, _ fields: [(String, String)],
    _ content: [HTML], class kind: String? = nil
  ) -> HTML {
    let token = tokens.token(for: DocumentReview.author(account))
    let hidden = ([("token", token)] + fields).map { name, value in
      HTML("input", [("type", "hidden"), ("name", name), ("value", value)])
    }
    return HTML(
      "form", [("action", path), ("method", "post"), ("class", kind)], hidden + content)
  }

  /// Sends the browser to a page, which it gets anew.
  static func redirect(to address: String) -> ServiceResponse {
    // 303, not 302: the browser is to get the page, not to send the form a second time.
    ServiceResponse(303, headers: ["Location": address])
  }
}

/// Why somebody may not change something here.
struct WritingRefusal: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

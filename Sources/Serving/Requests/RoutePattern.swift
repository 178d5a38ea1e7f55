/// A path that is answered, and by what.
struct RoutePattern: Sendable {
  /// The path, such as `api/vocabulary/{scheme}`: `{…}` stands for any part, `{…*}` at the end for any number of them.
  let path: String

  private let parts: [Substring]
  private let makeRoute: @Sendable ([String]) -> Service.Route

  /// A path that is answered by a route, which is made of the parts that stand for the names in braces.
  init(_ path: String, _ makeRoute: @escaping @Sendable ([String]) -> Service.Route) {
    self.path = path
    parts = path.split(separator: "/")
    self.makeRoute = makeRoute
  }

  /// A path that is answered by a route, whatever stands for names in braces.
  init(_ path: String, _ route: Service.Route) { self.init(path) { _ in route } }

  /// The first part, which is never a name in braces; empty for the root.
  var first: Substring { parts.first ?? "" }

  /// What answers a path; `nil` if it is another one.
  func route(_ given: [String]) -> Service.Route? {
    var values: [String] = []
    for (index, part) in parts.enumerated() {
      if part.hasSuffix("*}") { return makeRoute(values + given[min(index, given.count)...]) }
      guard index < given.count else { return nil }
      if part.hasPrefix("{") {
        values.append(given[index])
      } else if part != given[index] {
        return nil
      }
    }
    return parts.count == given.count ? makeRoute(values) : nil
  }
}

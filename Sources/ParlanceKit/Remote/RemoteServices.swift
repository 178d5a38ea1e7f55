/// The search engines that addresses lead to.
package enum RemoteServices {
  /// The engine at an address: Sphinx or Manticore for `sphinxql://`, else OpenSearch or Elasticsearch.
  ///
  /// - Parameters:
  ///   - address: the address.
  ///   - secret: what is shown to the engine, if it does not stand in the address.
  ///   - variable: a variable of the caller's environment.
  /// - Returns: the engine, which nothing was asked yet.
  /// - Throws: `RemoteAddressError`, `SphinxAddressError`, `RemoteTransportFailure`.
  package static func service(
    at address: String, secret: String?, variable: (String) -> String?
  ) throws -> any RemoteService {
    if SphinxAddress.isOne(address) {
      return SphinxClient(try SphinxAddress(address, secret: secret))
    }
    return OpenSearchClient(
      try CurlTransport(try RemoteAddress(address, secret: secret), variable: variable))
  }
}

// Connections to other programs over the network.
#ifndef PARLANCE_CPLATFORM_NETWORK_H
#define PARLANCE_CPLATFORM_NETWORK_H

#include <stddef.h>

/// Connects to a port of a host, by whichever of its addresses answers first in their order.
///
/// `milliseconds` is for all addresses together. Returns a descriptor that does not block and is closed in children,
/// or -1 with the reason in words.
int parlance_connect(const char *host, const char *port, int milliseconds, char *words, size_t size);

#endif

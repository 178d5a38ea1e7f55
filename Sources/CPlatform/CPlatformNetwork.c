#define _GNU_SOURCE
#include "CPlatformNetwork.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Waits until a connection stands; 0, or `errno`.
static int finish(int descriptor, int64_t end) {
  for (;;) {
    int64_t left = end - now();
    if (left <= 0) return ETIMEDOUT;
    struct pollfd one = {.fd = descriptor, .events = POLLOUT};
    int ready = poll(&one, 1, (int)left);
    if (ready < 0 && errno != EINTR) return errno;
    if (ready <= 0) continue;
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0) return errno;
    return error;
  }
}

int parlance_connect(const char *host, const char *port, int milliseconds, char *words, size_t size) {
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  int code = getaddrinfo(host, port, &hints, &found);
  if (code != 0) {
    snprintf(words, size, "%s", code == EAI_SYSTEM ? strerror(errno) : gai_strerror(code));
    return -1;
  }
  int64_t end = now() + milliseconds;
  int error = EADDRNOTAVAIL;
  for (struct addrinfo *one = found; one; one = one->ai_next) {
    int descriptor = socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, one->ai_protocol);
    if (descriptor < 0) {
      error = errno;
      continue;
    }
    error = connect(descriptor, one->ai_addr, one->ai_addrlen) == 0 ? 0
            : errno == EINPROGRESS                                  ? finish(descriptor, end)
                                                                    : errno;
    if (error == 0) {
      // Questions are small and waited for.
      int on = 1;
      setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      freeaddrinfo(found);
      return descriptor;
    }
    close(descriptor);
  }
  freeaddrinfo(found);
  snprintf(words, size, "%s", strerror(error));
  return -1;
}

#define _GNU_SOURCE
#include "interrupts.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupts = 0;
static volatile sig_atomic_t hangups = 0;

/// How long a command has to end by itself, in microseconds.
enum { GRACE = 700000 };

static void end_soon(void) {
  struct itimerval timer = {.it_value = {.tv_usec = GRACE}};
  setitimer(ITIMER_REAL, &timer, NULL);
}

static void end_now(int signal) {
  (void)signal;
  _exit(130);
}

static void count_interrupt(int signal) {
  if (signal == SIGHUP) hangups++;
  if (++interrupts >= 3) _exit(130);
  end_soon();
}

void parlance_catch_interrupts(void) {
  struct sigaction action = {0};
  action.sa_handler = count_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  // Under nohup a hang-up is to be ignored.
  struct sigaction inherited;
  if (sigaction(SIGHUP, NULL, &inherited) != 0 || inherited.sa_handler != SIG_IGN)
    sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  action.sa_handler = end_now;
  sigaction(SIGALRM, &action, NULL);
  // A parent that blocks signals in its threads passes that on.
  sigset_t caught;
  sigemptyset(&caught);
  sigaddset(&caught, SIGINT);
  sigaddset(&caught, SIGTERM);
  sigaddset(&caught, SIGHUP);
  sigaddset(&caught, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &caught, NULL);
}

int parlance_interrupt_count(void) { return interrupts; }

int parlance_hangup_count(void) { return hangups; }

int parlance_terminal_width(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

// Ctrl-C and termination as a counter that long work polls.
#ifndef PARLANCE_INTERRUPTS_H
#define PARLANCE_INTERRUPTS_H

/// Counts SIGINT, SIGTERM and SIGHUP from now on instead of dying; the third one ends the process
/// with status 130. A SIGHUP that is ignored, as nohup wants it, stays so. A write to a closed pipe fails with EPIPE instead of killing the process.
void parlance_catch_interrupts(void);

/// How many interrupts came since `parlance_catch_interrupts`.
int parlance_interrupt_count(void);

/// How many of them were SIGHUP: the terminal is gone.
int parlance_hangup_count(void);

/// The width of the terminal at `descriptor` in columns, or 0 if it is none.
int parlance_terminal_width(int descriptor);

#endif

/// The arguments of the process, from the C library instead of /proc.
#ifndef CARGUMENTS_H
#define CARGUMENTS_H

/// How many arguments the program was started with, its name included.
int parlance_argument_count(void);

/// One of them; NULL if there is no such.
const char *parlance_argument(int index);

#endif

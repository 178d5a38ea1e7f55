#include "CArguments.h"

#include <stddef.h>

static int argument_count = 0;
static char **argument_values = NULL;

/// The C library hands the arguments to every constructor, before main.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  argument_values = values;
}

int parlance_argument_count(void) { return argument_count; }

const char *parlance_argument(int index) {
  return index >= 0 && index < argument_count ? argument_values[index] : NULL;
}

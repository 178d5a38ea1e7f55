// Snowball stemmers.
#ifndef PARLANCE_CSTEMMER_SHIM_H
#define PARLANCE_CSTEMMER_SHIM_H

#include <libstemmer.h>

#endif

// Detection of character encodings, as Firefox had it. C++ behind a C interface.
#ifndef PARLANCE_CUCHARDET_SHIM_H
#define PARLANCE_CUCHARDET_SHIM_H

#include <uchardet/uchardet.h>

#endif

/* SPDX-License-Identifier: MIT */
/* A host's threads. */
#ifndef FOLLICLE_TESTS_BITS_CREW_H
#define FOLLICLE_TESTS_BITS_CREW_H

#include <stddef.h>

enum { MOST_THREADS = 16 };

/* Does tasks 0 ... count - 1, each once, on so many threads at once (the caller's is one of them); returns when all are done. */
void crew_run(size_t threads, size_t count, void (*task)(size_t i, void *state), void *state);

#endif

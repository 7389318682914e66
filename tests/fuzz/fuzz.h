/* SPDX-License-Identifier: MIT */
/* A fuzz target is one function, by the name that libFuzzer and its relatives look for. */
#ifndef FOLLICLE_TESTS_FUZZ_H
#define FOLLICLE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Takes any bytes; aborts when a promise is broken. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif

/* SPDX-License-Identifier: MIT */
#include "spec.h"

#include <string.h>

/* No spec will ever be as large: such a size was never filled in. */
enum { MOST_SIZE = 65536 };

static size_t size_of(const void *spec) {
    size_t size;
    memcpy(&size, spec, sizeof size);
    return size;
}

void fol__spec_fill(void *spec, size_t size, const void *defaults, size_t own_size) {
    if (!spec || size < sizeof size)
        return;
    memset(spec, 0, size);
    memcpy(spec, defaults, size < own_size ? size : own_size);
    memcpy(spec, &size, sizeof size);
}

bool fol__spec_read(void *into, size_t own_size, const void *spec, size_t least_size) {
    const size_t size = size_of(spec);
    if (size < least_size || size > MOST_SIZE)
        return false;
    const unsigned char *bytes = spec;
    for (size_t i = own_size; i < size; i++) {
        if (bytes[i] != 0)
            return false;
    }
    memcpy(into, spec, size < own_size ? size : own_size);
    memcpy(into, &own_size, sizeof own_size);
    return true;
}

const void *fol__spec_at(const void *specs, size_t i) {
    return (const char *)specs + i * size_of(specs);
}

/* SPDX-License-Identifier: MIT */
/* Callers may have been compiled against an older header (their structs are shorter: the rest keeps its defaults) or a
 * newer one (longer: what is unknown here must be zero). */
#include "specs.h"

#include "problem.h"

#include <string.h>

/* No spec will ever be as large: such a size was never filled in. */
enum { MOST_SIZE = 65536 };

void fol__io_spec_init(void *spec, size_t struct_size, const void *defaults, size_t own_size) {
    memset(spec, 0, struct_size);
    memcpy(spec, defaults, struct_size < own_size ? struct_size : own_size);
    memcpy(spec, &struct_size, sizeof struct_size);
}

static size_t size_of(const void *spec) {
    size_t size;
    memcpy(&size, spec, sizeof size);
    return size;
}

bool fol__io_spec_read(void *into, size_t own_size, const void *spec) {
    const size_t size = size_of(spec);
    if (size <= sizeof size || size > MOST_SIZE)
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

const void *fol__io_spec_at(const void *specs, size_t i) {
    return (const char *)specs + i * size_of(specs);
}

fol_status fol__io_limits(const fol_limits *limits, fol_limits *own, fol_error *err) {
    *own = fol_limits_default();
    if (limits && !fol__io_spec_read(own, sizeof *own, limits))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0,
                            "the limits' struct_size is wrong: fill them with fol_limits_default() first");
    return FOL_OK;
}

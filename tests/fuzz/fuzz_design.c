/* SPDX-License-Identifier: MIT */
/* Any bytes as a design file. What is read must be written, read and written again to the same bytes; what can be made
 * into a design must answer for its density. */
#include "fuzz.h"
#include "text_out.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

static fol__memory_out written(const fol_design_file *file) {
    fol__memory_out to = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&to);
    if (fol_design_file_write(fol_design_file_treatment(file), fol_design_file_chart(file), &sink, NULL) != FOL_OK)
        abort();
    return to;
}

static void check_round_trip(const fol_design_file *file, const fol_limits *limits) {
    fol_design_file *again = NULL;
    const fol__memory_out first = written(file);
    if (fol_design_file_parse(first.bytes, first.size, limits, &again, NULL) != FOL_OK)
        abort();
    const fol__memory_out second = written(again);
    if (first.size != second.size || memcmp(first.bytes, second.bytes, first.size) != 0)
        abort();
    fol_design_file_free(again);
    free(first.bytes);
    free(second.bytes);
}

static void check_density(const fol_design_file *file, const fol_limits *limits) {
    fol_design *design = NULL;
    fol_design_options options = fol_design_options_default();
    options.limits = limits;
    fol_error err;
    if (fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), &options, NULL, &design,
                          &err) != FOL_OK) {
        if (!memchr(err.message, '\0', sizeof err.message) || err.message[0] == '\0' || design)
            abort();
        return;
    }
    for (int32_t i = 0; i < 64; i++) {
        fol_density density;
        fol_design_density_at(design, i % 8 * 3001, i / 8 * 2999, &density);
        for (int k = 1; k < FOL_MAX_SESSIONS; k++) {
            if (!(density.running_per_cm2[k] >= density.running_per_cm2[k - 1]))
                abort();
        }
    }
    fol_design_free(design);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fol_limits limits = fol_limits_default();
    limits.max_zones = 20;
    limits.max_vertices = 2000;
    limits.max_hairs = 1000;
    limits.max_bytes = 1 << 20;
    fol_design_file *file = NULL;
    fol_error err;
    memset(&err, 0, sizeof err);
    if (fol_design_file_parse((const char *)data, size, &limits, &file, &err) == FOL_OK) {
        limits.max_bytes <<= 4; /* a text grows by its indentation */
        check_round_trip(file, &limits);
        check_density(file, &limits);
    } else if (file || err.status == FOL_OK || err.message[0] == '\0') {
        abort();
    }
    fol_design_file_free(file);
    return 0;
}

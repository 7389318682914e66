/* SPDX-License-Identifier: MIT */
/* What is different between the dots of two designs, as text, JSON and picture. */
#ifndef FOLLICLE_CLI_DIFFERENCES_H
#define FOLLICLE_CLI_DIFFERENCES_H

#include "load.h"

typedef struct differences {
    const loaded_design *a, *b;
    const fol_dot *dots; /* of b, those that both have as well */
    size_t dot_count;
    const fol_diff_row *rows;
    size_t count;
} differences;

void print_differences(const differences *d);
/* output_writers of differences. */
fol_status write_differences_json(const void *what, const fol_sink *sink, fol_error *err);
/* Green: added; red: removed; orange: moved, with a line from where it was; blue: changed; grey: as it was. With a legend. */
fol_status write_differences_png(const void *what, const fol_sink *sink, fol_error *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Shapes of a hairline are numbers, not code. How the heights came about: docs/hairlines.md. */
#include <follicle/head.h>

#include <string.h>

static const fol_hairline_shape shapes[] = {
    /* name           usual style  peak  rise at 1/8, 1/4, 1/2, 3/4, 1       corner */
    {"rounded",      "natural",   0.0,  {0.2, 0.8, 2.5, 4.5, 5.0},         24},
    {"straight",     "natural",   0.0,  {0.0, 0.2, 0.8, 1.6, 2.0},         18},
    {"widows-peak",  "natural",   9.0,  {1.5, 4.0, 6.0, 8.0, 9.0},         24},
    {"m-shape",      "natural",   0.0,  {0.5, 2.0, 8.0, 17.0, 20.0},       24},
    {"receded",      "soft",      0.0,  {1.0, 4.0, 14.0, 26.0, 30.0},      26},
    {"edge-up",      "edge-up",   0.0,  {0.0, 0.0, 0.0, 0.0, 0.0},         5},
};

const fol_hairline_shape *fol_hairline_shape_at(size_t i) {
    return i < sizeof shapes / sizeof shapes[0] ? &shapes[i] : NULL;
}

const fol_hairline_shape *fol_hairline_shape_named(const char *name) {
    for (size_t i = 0; name && i < sizeof shapes / sizeof shapes[0]; i++) {
        if (strcmp(shapes[i].name, name) == 0)
            return &shapes[i];
    }
    return NULL;
}

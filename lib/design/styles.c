/* SPDX-License-Identifier: MIT */
/* Hairline styles are numbers, not code: a new one is a new row. Names and shapes follow what is taught and asked for (soft, faded;
 * broken, scattered; natural, rounded; defined; edge-up, lined-up). Transition zones of 5 to 10 mm, 10 to 15 for soft ones, large
 * undulation of 20 to 40 mm and small of 2 to 6 mm: docs/hairlines.md has the sources. */
#include <follicle/design.h>
#include <string.h>

static const fol_hairline_style styles[] = {
    /* name        transition  edge   large  wave  small  wave  sentinels  size  over  shade  over  scatter */
    {"soft",        12.0,      0.20,  3.0,   32.0, 1.6,   5.0,  1.2,       0.80, 10.0, 8.0,   15.0, 1.5},
    {"broken",      8.0,       0.32,  3.5,   26.0, 2.0,   4.0,  1.5,       0.85, 6.0,  6.0,   10.0, 2.5},
    {"natural",     7.0,       0.35,  3.0,   30.0, 1.3,   4.5,  1.0,       0.85, 6.0,  6.0,   9.0,  1.0},
    {"widows-peak", 7.0,       0.35,  3.0,   30.0, 1.3,   4.5,  1.0,       0.85, 6.0,  6.0,   9.0,  1.0},
    {"receded",     12.0,      0.25,  3.5,   34.0, 1.5,   5.0,  1.2,       0.80, 10.0, 7.0,   14.0, 1.5},
    {"defined",     2.5,       0.70,  1.6,   30.0, 0.8,   3.5,  0.3,       0.90, 3.0,  4.0,   4.0,  0.7},
    {"edge-up",     0.5,       0.95,  0.0,   40.0, 0.0,   4.0,  0.0,       1.00, 0.0,  0.0,   0.0,  0.2},
};

const fol_hairline_style *fol_hairline_style_at(size_t i) {
    return i < sizeof styles / sizeof styles[0] ? &styles[i] : NULL;
}

const fol_hairline_style *fol_hairline_style_named(const char *name) {
    for (size_t i = 0; name && i < sizeof styles / sizeof styles[0]; i++) {
        if (strcmp(styles[i].name, name) == 0)
            return &styles[i];
    }
    return NULL;
}

/* SPDX-License-Identifier: MIT */
/* The designs that `new` prints: examples/designs, compiled in by embed.c. */
#ifndef FOLLICLE_CLI_TEMPLATES_H
#define FOLLICLE_CLI_TEMPLATES_H

#include <stddef.h>

typedef struct design_template {
    const char *name;
    const unsigned char *text;
    size_t size;
} design_template;

/* The first is the one that is printed when none is named. */
extern const design_template design_templates[];
extern const size_t design_template_count;

#endif

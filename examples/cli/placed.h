/* SPDX-License-Identifier: MIT */
/* Dots that people have placed or moved, in place of those of a layout. */
#ifndef FOLLICLE_CLI_PLACED_H
#define FOLLICLE_CLI_PLACED_H

#include "maps.h"

typedef struct placed_dots {
    fol_map *map;      /* as it was read: what is reviewed */
    fol_dot *dots;     /* what can be drawn and written, in map order */
    size_t count;
    size_t homeless;   /* left out: no session or no zone of the design */
    size_t renumbered; /* ids that were there already */
    int64_t example;   /* of those left out */
} placed_dots;

/* Reads a map and makes its dots ready. Says what cannot be taken. Returns an exit code; free_placed() whatever it is. */
int load_placed(const loaded_design *loaded, const char *path, placed_dots *placed);
void free_placed(placed_dots *placed);

#endif

/* SPDX-License-Identifier: MIT */
/* The forms of a coordinate map, as a table. */
#ifndef FOLLICLE_CLI_MAPS_H
#define FOLLICLE_CLI_MAPS_H

#include "load.h"
#include "output.h"

typedef struct map_job {
    const loaded_design *loaded;
    const fol_dot *dots; /* in map order; of one session or of all */
    size_t dot_count;
    int32_t session; /* 0: all */
    fol_paper paper;
    fol_svg_dots svg_dots;
    bool placed; /* the dots were placed by people: pages are drawn from them, not from the layout */
} map_job;

typedef struct map_format {
    const char *name;    /* of the option, and how files of it end */
    const char *about;   /* of a file, for people */
    output_writer write; /* of a map_job */
} map_format;

#define MAP_FORMAT_COUNT 4
extern const map_format map_formats[MAP_FORMAT_COUNT];

/* The dots of a session, or of all for 0, in map order; *dots is libc's. Returns an exit code. */
int copy_dots(const loaded_design *loaded, int32_t session, fol_dot **dots, size_t *count);

/* Reads a coordinate map, CSV or SVG; "-" is stdin. Where there is a layout, what an editor rounded is as planned. Returns an exit code; free *map with fol_map_free(). */
int load_map(const loaded_design *loaded, const char *path, fol_map **map);
/* The same of bytes that were read from there. */
int parse_map(const loaded_design *loaded, const char *path, const char *bytes, size_t size, fol_map **map);
/* Whether a map is a drawing, by its bytes or its name. */
bool is_svg_map(const char *path, const char *bytes, size_t size);

/* a4 or letter; NULL: true size. False when it is neither. */
bool paper_named(const char *name, fol_paper *paper);

#endif

/* SPDX-License-Identifier: MIT */
/* A design, from a design file or a drawing, with what commands need of it. */
#ifndef FOLLICLE_CLI_LOAD_H
#define FOLLICLE_CLI_LOAD_H

#include <follicle/follicle.h>
#include <follicle/io.h>

typedef struct loaded_design {
    const char *path;     /* as the user gave it */
    const char *settings; /* beside a drawing; NULL: none */
    char *found_settings; /* where nobody named them */
    const char *map;      /* that is read besides; NULL: none */
    const char *shown;    /* as messages call it: "stdin" for "-" */
    fol_design_file *file; /* as it was read */
    fol_pattern *units;    /* the pattern of the design's follicular units; NULL where it has none */
    fol_design *design;    /* NULL after load_specs() */
    fol_image photo;       /* pixels.data NULL: none */
    fol_error photo_error; /* of a picture that a drawing links to */
    fol_layout *layout;
    fol_limits limits;
} loaded_design;

/* Whether a file's name says that it is SVG. */
bool is_drawing_name(const char *path);

/* The option by which the settings of a drawing are named. */
#define SETTINGS_OPTION(text)                                                                                          \
    {"settings", 0, "FILE.json", "for a drawing: a design without geometry; without it\nDRAWING.json beside DRAWING.svg, if it is there", text, NULL}

/* Reads a design's specs alone: nothing that they name, and no design is made. `settings` of a drawing may be NULL. */
int load_specs(loaded_design *loaded, const char *path, const char *settings);
/* Reads and checks a design; warnings go to stderr when `warn`. `settings` may be NULL. Returns an exit code; whatever it is,
 * unload_design() ends the matter. */
int load_design(loaded_design *loaded, const char *path, const char *settings, bool warn);
/* Warnings of the drawing, then of the design. */
size_t warning_count(const loaded_design *loaded);
fol_warning warning_at(const loaded_design *loaded, size_t i);
/* The photograph, when the design has one. */
int load_photo(loaded_design *loaded);
/* The dots of every session. */
int load_layout(loaded_design *loaded);
/* What the design is laid out from. */
const fol_pattern *pattern_of(const loaded_design *loaded);
void unload_design(loaded_design *loaded);
/* CLI_DONE, or a message and CLI_BAD_USAGE when writing to `path` would write over the design, its settings, its photograph or the map that is read. */
int refuse_input(const loaded_design *loaded, const char *path);
/* The same, but the file of hairs that the design names may be written anew. */
int refuse_input_but_hairs(const loaded_design *loaded, const char *path);
/* Whether two names lead to one file that is there. */
bool is_same_file(const char *a, const char *b);

#endif

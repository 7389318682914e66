/* SPDX-License-Identifier: MIT */
/* A design file with what commands need of it. */
#ifndef FOLLICLE_CLI_LOAD_H
#define FOLLICLE_CLI_LOAD_H

#include <follicle/follicle.h>
#include <follicle/io.h>

typedef struct loaded_design {
    const char *path;  /* as the user gave it */
    const char *shown; /* as messages call it: "stdin" for "-" */
    fol_design_file *file; /* as it was read */
    fol_design *design;    /* NULL after load_specs() */
    fol_image photo; /* pixels.data NULL: none */
    fol_layout *layout;
    fol_limits limits;
} loaded_design;

/* Reads a design's specs alone: nothing that they name, and no design is made. */
int load_specs(loaded_design *loaded, const char *path);
/* Reads and checks a design; warnings go to stderr when `warn`. Returns an exit code; whatever it is, unload_design()
 * ends the matter. */
int load_design(loaded_design *loaded, const char *path, bool warn);
/* The photograph, when the design has one. */
int load_photo(loaded_design *loaded);
/* The dots of every session. */
int load_layout(loaded_design *loaded);
void unload_design(loaded_design *loaded);
/* CLI_DONE, or a message and CLI_BAD_USAGE when writing to `path` would write over the design or its photograph. */
int refuse_input(const loaded_design *loaded, const char *path);
/* The same, but the file of hairs that the design names may be written anew. */
int refuse_input_but_hairs(const loaded_design *loaded, const char *path);
/* Whether two names lead to one file that is there. */
bool is_same_file(const char *a, const char *b);

#endif

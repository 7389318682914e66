/* SPDX-License-Identifier: MIT */
/* What the readers of maps share. */
#ifndef FOLLICLE_IO_MAP_DOTS_H
#define FOLLICLE_IO_MAP_DOTS_H

#include <follicle/io.h>

struct fol_map {
    fol_dot *dots;
    size_t count, capacity;
    bool rounded; /* places and sizes went through an editor */
};

enum { FOL__UNKNOWN_ZONE = 65535, FOL__NO_ID = -1 };

/* How far from the canvas' corner a place may be, in micrometres: a kilometre, far outside of any canvas. */
#define FOL__FARTHEST_UM INT64_C(1000000000)

typedef struct fol__zone_name_of {
    const char *text;
    size_t size;
    uint16_t zone;
} fol__zone_name_of;

/* A design's zones, sorted by name. Zero it first. */
typedef struct fol__zone_index {
    fol__zone_name_of *zones;
    size_t count;
} fol__zone_index;

fol_status fol__zone_index_make(fol__zone_index *index, const fol_design *design, fol_error *err);
void fol__zone_index_free(fol__zone_index *index);
/* Its number, or FOL__UNKNOWN_ZONE. */
uint16_t fol__zone_find(const fol__zone_index *index, const char *name, size_t size);

/* Adds a dot. Errors: FOL_ERR_LIMIT with the line, _NOMEM. */
fol_status fol__map_add(fol_map *map, const fol_limits *limits, const fol_dot *dot, int line, fol_error *err);
/* Ids for dots that were added by hand, FOL__NO_ID, behind those that were numbered in an earlier map. Errors: FOL_ERR_VALUE. */
fol_status fol__map_number_added(fol_map *map, fol_error *err);

#endif

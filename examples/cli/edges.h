/* SPDX-License-Identifier: MIT */
/* A design's hairlines as edges that a review measures. */
#ifndef FOLLICLE_CLI_EDGES_H
#define FOLLICLE_CLI_EDGES_H

#include "load.h"

typedef struct edge_list {
    fol_edge_spec *specs;
    fol_edge_limits *limits; /* a style's own, each */
    fol_point *points;       /* of all lines */
    uint16_t *zones;         /* that they act on */
    fol_design *bare;        /* the design without hairlines */
    size_t count;
} edge_list;

/* `judged`: by what each asks for, or only measured. Whatever it returns, edges_free() ends the matter. */
fol_status edges_of(const loaded_design *loaded, bool judged, edge_list *out, fol_error *err);
void edges_free(edge_list *list);

#endif

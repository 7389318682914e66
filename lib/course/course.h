/* SPDX-License-Identifier: MIT */
/* A session that is being carried on from: its dots, and what rows of the record make of them. */
#ifndef FOLLICLE_COURSE_COURSE_H
#define FOLLICLE_COURSE_COURSE_H

#include "alloc.h"
#include "fail.h"
#include "grid.h"

#include <follicle/record.h>

/* A row below this says nothing. */
#define FOL__SURE 0.5f

/* A dot that was in the skin before, or that the session planned or added. */
typedef struct fol__entry {
    fol_placed_dot placed;
    int8_t fate;   /* fol_dot_state; SKIPPED and LOST too */
    bool planned;  /* by the session */
    bool judged;   /* a row is about it */
    bool unsure;   /* and none that is sure of itself */
    bool sure;     /* a row that is sure of itself is about it */
    fol_placed_dot first; /* before any row: a later row stands over an earlier one */
} fol__entry;

typedef struct fol__course {
    fol_next_spec spec;
    fol_allocator alloc;
    int32_t done;        /* sessions before */
    int32_t session;     /* the one to carry on by; `done` where there is none */
    fol__vector entries; /* ids rising; added ones without an id of their own last */
    size_t known;        /* entries that are no added ones */
    bool own_ids;        /* some added dots came with ids of their own */
    float *zone_held;    /* [zone]; below 0: no row is about it */
    size_t zones;
} fol__course;

/* judge.c: fills in entries. */
fol_status fol__course_judge(fol__course *course, fol_error *err);

/* places.c: whether a row's dot can be where it says; `planned` NULL: it was added. FOL_ERR_VALUE. */
fol_status fol__course_place(const fol__course *course, const fol_record_row *row, const fol_dot *planned, fol_error *err);

/* over.c: FOL_ERR_CONFLICT where a zone's next session, after `done` of them, asks for less than is in the skin. */
fol_status fol__over_check(const fol_design *design, size_t done, size_t zone, double in_skin, double asked, fol_error *err);

/* retention.c: the smooth map. False: out of memory. */
bool fol__retention_make(const fol__course *course, fol_mask_spec *map);
void fol__retention_free(const fol_allocator *alloc, fol_mask_spec *map);

#endif

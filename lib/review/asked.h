/* SPDX-License-Identifier: MIT */
/* The density that was asked for, sampled once on a raster: how many dots that makes, how far a count may stray from
 * it, and where the density is so even that a dot's distance to its neighbour means something. */
#ifndef FOLLICLE_REVIEW_ASKED_H
#define FOLLICLE_REVIEW_ASKED_H

#include "patches.h"
#include "stage.h"

#include <follicle/review.h>

/* What is asked for, as the caller's function tells it. */
typedef struct fol__question {
    fol_density_fn density;
    fol_density_batch_fn batch; /* NULL: density is asked place by place */
    void *user;
    size_t session_count, zone_count;
    int32_t x0, y0, x1, y1; /* micrometres; the far ends are outside */
} fol__question;

/* How many places are asked for at once: those of a patch. */
enum { FOL__PLACES = FOL__PATCH_SIDE * FOL__PATCH_SIDE };

/* Asks at up to FOL__PLACES places x0, y0, x1, y1 ...; nothing is outside the bounds. */
void fol__question_ask(const fol__question *question, const int32_t *xy_um, size_t count, fol_density *answers);

/* Makes an answer sound: no NaN, nothing negative or infinite, no total that falls. running[session_count] gets dots per cm2.
 * Returns the zone, or FOL_NO_ZONE when it is none of zone_count. */
int32_t fol__question_sound(const fol__question *question, const fol_density *answer, double *running);

typedef struct fol__asked {
    const fol_allocator *alloc;
    fol__question question;
    int32_t columns, rows;
    double columns_per_um, rows_per_um;
    int32_t *column_starts, *row_starts; /* micrometres; one more than there are columns and rows */
    float *running;                      /* dots per cm2: [row][column][session] */
    uint16_t *zones;                     /* [row][column]; FOL__ASKED_NO_ZONE where there is none */
    double totals[FOL_MAX_SESSIONS];     /* dots expected after each session */
    double *zone_expected;               /* [zone] dots of the finished work */
    double *zone_variance;               /* [zone] of the count of dots, as docs/review.md tells */
    fol__patches patches;
} fol__asked;

enum { FOL__ASKED_NO_ZONE = 65535 };

/* FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. `asked` can be freed after either; detail_um is the pitch wished for. */
fol_status fol__asked_sample(fol__asked *asked, const fol_allocator *alloc, const fol__question *question,
                             int32_t detail_um, fol__stage stage);
void fol__asked_free(fol__asked *asked);

/* The density of sessions first to last together at a place in pixels; 0 off the raster. */
double fol__asked_at(const fol__asked *asked, double column, double row, size_t first, size_t last);

/* True when the density of sessions first to last together (from 0) is, all around the place as far as a nearest
 * neighbour can be, within a factor of 1.5 of own_per_cm2, which is its value at the place itself. */
bool fol__asked_even_around(const fol__asked *asked, int32_t x_um, int32_t y_um, size_t first, size_t last,
                            double own_per_cm2);

#endif

/* SPDX-License-Identifier: MIT */
/* A set of dots whose texture is measured, on a torus or under a density that varies. */
#ifndef FOLLICLE_REVIEW_DOTSET_H
#define FOLLICLE_REVIEW_DOTSET_H

#include "alloc.h"
#include "neighbours.h"
#include "stage.h"

#include <follicle/texture.h>

typedef struct fol__dotset {
    const fol_allocator *alloc;
    const fol__neighbours *neighbours;
    /* The local spacing at a place whose surroundings are known and even, within the factor `evenness`, as far as `reach`
     * spacings in x and in y; 0 where they are not. */
    double (*spacing_um)(const struct fol__dotset *set, double x_um, double y_um, double reach, double evenness);
    const void *user;
    double x0, y0, x1, y1; /* where places are drawn, um */
    double usual_um;       /* spacing of most of the set */
    int32_t tile_um;       /* of a torus; 0 when there is none */
    int32_t waves;         /* in a ring */
    int64_t budget;        /* neighbours that may still be looked at: dots in a heap are not measured */
} fol__dotset;

/* Surroundings of a dot, in spacings, that its figures depend on. */
#define FOL__DOT_REACH 4.0
/* Within this factor a density counts as even; for spectra, which see a slope as power, within the second. */
#define FOL__DOT_EVENNESS 1.1
#define FOL__WAVE_EVENNESS 1.02

/* FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED each. dots.c: nearest neighbours, pairs and cells. */
fol_status fol__dotset_dots(fol__dotset *set, fol__stage stage, fol_texture *out);
/* discs.c */
fol_status fol__dotset_discs(fol__dotset *set, fol__stage stage, fol_texture *out);
/* waves.c */
fol_status fol__dotset_waves(fol__dotset *set, fol__stage stage, fol_texture *out);

/* texture.c: all of it; out->dots is left to the caller. */
fol_status fol__dotset_measure(fol__dotset *set, fol__stage stage, fol_texture *out);

#endif

/* SPDX-License-Identifier: MIT */
/* How the dots of a set lie, in full: evenness, pair correlation, counts in discs, Voronoi cells, power spectrum.
 *
 * Lengths are in spacings s = 1 / sqrt(density), frequencies in sqrt(density), the principal frequency of an evenly spaced set
 * (Ulichney 1987). docs/review.md has every formula with its source, and what known sets measure. A review measures the same
 * figures of each session and total when its spec asks for them (<follicle/review.h>). */
#ifndef FOLLICLE_TEXTURE_H
#define FOLLICLE_TEXTURE_H

#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Shells of 0.05 spacings up to 4, rings of 0.05 of the principal frequency up to 2.5, and discs of 2, 4 and 8 spacings. */
enum { FOL_SHELLS = 80, FOL_RINGS = 50, FOL_DISCS = 3 };

/* All 0 but `dots` when nothing could be measured. */
typedef struct fol_texture {
    int64_t dots;   /* of the set */
    int64_t judged; /* dots whose surroundings are known and even as far as 4 spacings: what the next figures are taken of */
    double clark_evans, nn_cv;  /* as in fol_set_figures */
    double least;               /* least distance over that of a hexagonal lattice (Lagae and Dutre 2008: relative radius) */
    double pair[FOL_SHELLS];    /* pair correlation in shell i, from i to i + 1 times 0.05 spacings; white noise has 1 */
    double cell_cv;             /* standard deviation over mean of the areas of Voronoi cells */
    double sides_mean, sides_cv; /* of the number of a cell's neighbours */
    double hexagons;            /* share of cells with six */
    double bond_order;          /* mean of |mean of exp(6 i angle) over a dot's neighbours| (Halperin, Nelson 1978: psi6) */
    double hole, hole_mean;     /* radius of the largest empty circle through three dots, and of all such, in spacings */
    double dispersion[FOL_DISCS]; /* variance over mean of the counts in discs of 2, 4, 8 spacings; white noise has 1 */
    int64_t discs[FOL_DISCS];     /* how many were counted; 0: no place was wide enough */
    double power[FOL_RINGS]; /* mean power in ring i, from i to i + 1 times 0.05 of the principal frequency; white noise has 1 */
    int64_t waves[FOL_RINGS];    /* how many it is the mean of */
    double anisotropy; /* of power inside rings from 0.5 to 2, variance over squared mean (Ulichney 1987): 1 when power does
                          not depend on direction */
} fol_texture;

/* Mean power from frequency `from` to `to`, in rings that lie wholly between; 0 when none was measured. */
FOL_API double fol_texture_power(const fol_texture *texture, double from, double to);

/* A set on a square torus: a pattern's tile, or any other that repeats. */
typedef struct fol_texture_spec {
    size_t struct_size;
    const int32_t *xy_um; /* x0, y0, x1, y1 ... in [0, tile_um) */
    size_t count;         /* up to 4,000,000; fewer than 100 are not measured */
    int32_t tile_um;      /* 1,000 to 1,000,000,000 */
    int32_t waves;        /* in each ring; 1 to 10,000; default 64. Power in a ring is known to 1 / sqrt(waves) of itself */
    const fol_progress *progress;
} fol_texture_spec;

FOL_API void fol_texture_spec_init_sized(fol_texture_spec *spec, size_t struct_size);
static inline fol_texture_spec fol_texture_spec_default(void) {
    fol_texture_spec spec;
    fol_texture_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* Measures. The same set gives the same figures, to the last bit, on every machine.
 * Borrows: all of spec until return.   Gives: *out, a value; zeroed on failure.
 * Errors:  FOL_ERR_ARG, _VALUE, _LIMIT, _NOMEM, _CANCELLED.
 * Threads: safe from any thread.   Cost: 2 microseconds a dot, and 70 ns a dot for each wave in a ring: 6 with the default. */
FOL_API fol_status fol_texture_measure(const fol_texture_spec *spec, const fol_allocator *alloc, fol_texture *out,
                                       fol_error *err);

#ifdef __cplusplus
}
#endif
#endif

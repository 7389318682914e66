/* SPDX-License-Identifier: MIT */
/* The ranked point sequence that every layout is cut from.
 *
 * A pattern is a square tile, periodic in x and y, of points numbered by rank. Every prefix of the ranks and every
 * interval of them is a Poisson-disc set, so a density becomes a threshold on the rank and a session an interval of
 * ranks. docs/pattern.md tells how it is built and what it measures. */
#ifndef FOLLICLE_PATTERN_H
#define FOLLICLE_PATTERN_H

#include <follicle/spacing.h>
#include <follicle/units.h>
#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fol_pattern fol_pattern;

/* The pattern compiled into the library: 262,144 points on 256 mm, cap 400 dots per cm2, the very points that
 * fol_pattern_create() gives for seed 0, that number and that tile. Static; freeing it does nothing. Cost: none. */
FOL_API const fol_pattern *fol_pattern_builtin(void);

typedef struct fol_pattern_spec {
    size_t struct_size;
    uint64_t seed;       /* default 0; each gives a pattern of its own */
    int32_t point_count; /* 1,024 to 1,048,576; default 65,536 */
    double tile_mm;      /* a whole multiple of 4, 8 to 1,024; default 128. Cap = point_count / tile area, at most 10,000 */
} fol_pattern_spec;

FOL_API void fol_pattern_spec_init_sized(fol_pattern_spec *spec, size_t struct_size);
static inline fol_pattern_spec fol_pattern_spec_default(void) {
    fol_pattern_spec spec;
    fol_pattern_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* Builds an independent pattern: the same spec gives the same points on every machine. The default spec carries as many
 * dots per cm2 as the built-in pattern, on a quarter of its area.
 * Borrows: spec, alloc, progress until return (alloc->user: for the object's life).
 * Gives:   *out, free with fol_pattern_free(); NULL on failure.
 * Errors:  FOL_ERR_ARG, FOL_ERR_VALUE, FOL_ERR_NOMEM, FOL_ERR_CANCELLED.
 * Threads: safe from any thread.   Cost: 3 to 9 microseconds a point; memory 290 to 570 bytes a point while it builds, 9 afterwards. */
FOL_API fol_status fol_pattern_create(const fol_pattern_spec *spec, const fol_progress *progress,
                                      const fol_allocator *alloc, fol_pattern **out, fol_error *err);
/* Dots in follicular units on the points of another pattern, one unit a point: what a design with the same units is laid out from.
 * Its ranks count dots, unit by unit in the order of the base's, so that a prefix of n has n dots. The first dot of a unit lies on its point,
 * the site; the others stand around it where they have most room. Cap: that of the base times fol_units_mean().
 * Borrows: base (NULL: the built-in one), units, progress, until return (alloc->user: for the object's life).
 * Gives:   *out, free with fol_pattern_free(); NULL on failure.
 * Errors:  FOL_ERR_ARG, FOL_ERR_VALUE, FOL_ERR_CONFLICT (shares that do not sum to 1, a base that has units already), FOL_ERR_NOMEM,
 *          FOL_ERR_CANCELLED.
 * Threads: safe from any thread.   Cost: 1 to 2 microseconds a site; memory 40 bytes a dot while it builds, 11 afterwards. */
FOL_API fol_status fol_pattern_create_units(const fol_pattern *base, const fol_units_spec *units, const fol_progress *progress,
                                            const fol_allocator *alloc, fol_pattern **out, fol_error *err);
FOL_API void fol_pattern_free(fol_pattern *pattern);

FOL_API const fol_spacing *fol_pattern_spacing(const fol_pattern *pattern);
/* How far apart the sites of units are, the first dot of each: a table that is asked by the density of dots, as the one above. The same
 * as that one where there are no units. */
FOL_API const fol_spacing *fol_pattern_site_spacing(const fol_pattern *pattern);
FOL_API uint64_t fol_pattern_seed(const fol_pattern *pattern);
/* Copies the places of ranks first ... first + count - 1 into xy as x0, y0, x1, y1 ..., micrometres in [0, tile).
 * Returns how many were copied (fewer when the pattern ends). Cost: of the whole pattern, however few are asked for. */
FOL_API int32_t fol_pattern_points(const fol_pattern *pattern, int32_t first, int32_t count, int32_t *xy);

#ifdef __cplusplus
}
#endif
#endif

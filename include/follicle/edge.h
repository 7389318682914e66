/* SPDX-License-Identifier: MIT */
/* How the edge that dots make along a line really looks: straight, periodic, mirrored, or a line at which all stop.
 *
 * It knows dots and the line, and nothing of how either was made. The line is cut into slices of 1.6 spacings; the mean distance of
 * the three front-most dots of each is the edge's profile. docs/review.md tells each figure, its limit, and what known edges measure. */
#ifndef FOLLICLE_EDGE_H
#define FOLLICLE_EDGE_H

#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Lengths of line that roughness is measured over. */
enum { FOL_EDGE_SCALES = 4 };
#define FOL_EDGE_SCALES_MM {5, 10, 20, 40}

/* All 0 but length_mm and dots when no edge was found. */
typedef struct fol_edge {
    double length_mm; /* of the line */
    int64_t dots;     /* within 8 mm in front and 20 mm behind */
    double judged_mm; /* of the line, where an edge was found: what the next figures are taken of */
    double spacing_mm, slice_mm; /* of the dots 10 to 20 mm behind, or of all behind where that is less; of a slice */
    double offset_mm; /* mean of the profile: how far behind the line the edge lies; below 0 in front of it */
    double range_mm;  /* from its foremost to its hindmost 5 mm */
    double rough_mm[FOL_EDGE_SCALES]; /* standard deviation of its means over 5, 10, 20 and 40 mm; 0 where no stretch is as long */
    double wander_mm; /* that over 10 mm, less what the scatter of single slices makes of it: 0 for a ruled line */
    double period_mm, period_height_mm; /* the wave that stands out most, of 0.8 mm from top to bottom or more; 0: none */
    double period;    /* how far it stands out: 1 is what one in 10,000 lines of noise of this length has (Thomson 1982) */
    double mirror;    /* correlation of the profile with itself, mirrored about the middle of what is judged; -1 to 1 */
    double scatter;   /* standard deviation of the front-most dot of each slice about those beside it, in spacings */
    double step;      /* share of the density that comes within 1 mm, along the edge's own course: 1 for a hard edge */
} fol_edge;

/* What an edge must keep to look natural. */
typedef struct fol_edge_limits {
    size_t struct_size;
    double judged_from_mm; /* shorter edges, and those of fewer than 40 slices, are not judged; 0 to 10,000; default 100 */
    double wander_from_mm; /* 0 to 100; default 0.1: an edge is ruled that wanders less ... */
    double rough_from;     /* 0 to 10; default 0.6: ... and whose rough_mm over 5 mm is less than so many spacings; 0: not judged */
    double period_to;      /* 0 to 1,000; default 1.5: above it the edge is a saw-tooth or another wave; 0: not judged */
    double mirror_to;      /* 0 to 1; default 0.75: above it the two sides are each other's mirror image; at least 0.95 is asked of edges judged over
                              less than 150 mm, whose few bumps can be alike by chance; 0: not judged */
    double scatter_from;   /* 0 to 10; default 0.45: below it dots stop on one line; 0: not judged */
    double step_to;        /* 0 to 10; default 0.85: above it too; 0: not judged */
} fol_edge_limits;

FOL_API void fol_edge_limits_init_sized(fol_edge_limits *limits, size_t struct_size);
static inline fol_edge_limits fol_edge_limits_default(void) {
    fol_edge_limits limits;
    fol_edge_limits_init_sized(&limits, sizeof limits);
    return limits;
}

typedef struct fol_edge_spec {
    size_t struct_size;
    const fol_dot *dots; /* any order, all sessions; a review takes its own in place of these */
    size_t dot_count;
    fol_ring line;       /* open, at least 2 points, mm, within 20,000: as fol_design_hairline_curve() gives it */
    int32_t behind;      /* the side of the dots: 1 to the left of the line as one goes along it with y down, -1 to the right, 0
                            (default) where more of them are. fol_design_hairline_behind() is a design's */
    const uint16_t *zones; /* NULL (default): dots of all zones count; else of these only */
    size_t zone_count;
    fol_density_batch_fn density; /* what would be asked for were there no edge; where that is nothing, no edge is judged. NULL
                                     (default): the same all along the line */
    void *density_user;
    const fol_edge_limits *limits; /* what a review judges it by; default NULL: fol_edge_limits_default() */
} fol_edge_spec;

FOL_API void fol_edge_spec_init_sized(fol_edge_spec *spec, size_t struct_size);
static inline fol_edge_spec fol_edge_spec_default(void) {
    fol_edge_spec spec;
    fol_edge_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* Measures. The same dots give the same figures, to the last bit, on every machine, in any order.
 * Borrows: all of spec until return.   Gives: *out, a value; zeroed on failure.
 * Errors:  FOL_ERR_ARG, _VALUE, _NOMEM.
 * Threads: safe from any thread if density is.   Cost: a few milliseconds for a scalp; four densities a mm2 of the band. */
FOL_API fol_status fol_edge_measure(const fol_edge_spec *spec, const fol_allocator *alloc, fol_edge *out, fol_error *err);

/* Bits of what is wrong with an edge. */
typedef enum fol_edge_fault {
    FOL_EDGE_RULED = 1,
    FOL_EDGE_PERIODIC = 2,
    FOL_EDGE_MIRRORED = 4,
    FOL_EDGE_STOPPED = 8 /* dots stop on one line */
} fol_edge_fault;

/* Which limits an edge breaks, as bits; 0 when it keeps them, or is too short to judge. limits NULL: the defaults. */
FOL_API uint32_t fol_edge_faults(const fol_edge *edge, const fol_edge_limits *limits);

#ifdef __cplusplus
}
#endif
#endif

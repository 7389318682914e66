/* SPDX-License-Identifier: MIT */
/* An independent measurement of any set of dots against what was asked for.
 *
 * It knows dots and a density, and nothing of how either was made: the judge has not met the defendant. Figures are those of
 * docs/review.md: Clark-Evans 2 sqrt(density) x mean nearest-neighbour distance (Clark and Evans 1954), nearest-neighbour
 * CV, least distance, counts by zone. Distances are scaled by the square root of the density asked for at each dot's own
 * place; dots too near an edge for their neighbours to be known are left out of means, never out of the least distance. */
#ifndef FOLLICLE_REVIEW_H
#define FOLLICLE_REVIEW_H

#include <follicle/edge.h>
#include <follicle/texture.h>
#include <follicle/units.h>
#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fol_review fol_review;

/* What a set of dots must keep to pass. docs/review.md has the reason of each default. */
typedef struct fol_review_limits {
    size_t struct_size;
    double least_factor;       /* two dots of a running total are at least factor / sqrt(greater density, per cm2) mm apart;
                                  0 to 10.746; default 4; 0: not judged */
    double least_mm;           /* and at least this far; 0 to 100; default 0 */
    double slack_mm;           /* taken off least_factor's bound: twice the design's irregularity; 0 to 100; default 0 */
    double clark_evans_from;   /* of every running total, judged from judged_from dots; 0 to 2.2; default 1.35 */
    double clark_evans_to;     /* from clark_evans_from on; default 1.90: above it reads as a grid */
    double session_clark_evans_from; /* of a single session's dots; 0 to clark_evans_to; default 1.20 */
    int64_t judged_from;       /* judged dots, from 0; default 1,000 */
    double count_deviations;   /* a zone's count is within this many standard deviations; 0 to 1,000; default 4; 0: not judged */
    int32_t max_findings;      /* reported of each kind, from 0; all are counted (pairs up to 1,000,000); default 100 */
} fol_review_limits;

FOL_API void fol_review_limits_init_sized(fol_review_limits *limits, size_t struct_size);
static inline fol_review_limits fol_review_limits_default(void) {
    fol_review_limits limits;
    fol_review_limits_init_sized(&limits, sizeof limits);
    return limits;
}

typedef struct fol_review_spec {
    size_t struct_size;
    const fol_dot *dots; /* any order; a session or zone out of range is a finding, not an error */
    size_t dot_count;
    size_t session_count; /* 1 to FOL_MAX_SESSIONS */
    size_t zone_count;    /* up to 65,535 */
    fol_density_fn density; /* needed even when there is a density_batch. Times fol_layout_scale() where counts are exact */
    void *density_user;
    fol_rect bounds;     /* mm, within 100 m, at least 0.01 wide and high; holds all of the density; dots outside it are findings */
    double detail_mm;    /* pitch at which the density is sampled for counts and edges; 0.05 to 2; default 0.25; raised where the bounds
                            would have more than 32 million values, a session each */
    const fol_dot *planned; /* when not NULL: each planned dot that is missing, or lies elsewhere, is a finding */
    size_t planned_count;
    const fol_review_limits *limits; /* default NULL: fol_review_limits_default() */
    const fol_progress *progress;
    fol_density_batch_fn density_batch; /* when not NULL: asked in place of density, with the same user, up to 64 places a time: of a
                                           square of 8 pitches, or of dots that follow each other in x, also of those out of bounds;
                                           a design's is fol_design_density_batch_fn */
    bool textures; /* measure fol_review_session_texture() and _total_texture() too; default false */
    const fol_edge_spec *edges; /* lines whose edge is measured and judged, each by its own limits; default none */
    size_t edge_count;
    fol_density_batch_fn site_density; /* when not NULL, dots are in follicular units, as fol_dot_ordinal() of their ids says: sites, the first
                                          dots of units, are judged by least_factor, Clark-Evans and textures against this density, with the
                                          same user; all dots by least_mm and counts. A design's is
                                          fol_design_site_density_batch_fn */
    const float *weights;   /* how many dots each counts for, where the skin kept less or more; one a dot; default NULL: 1 each */
    int32_t sessions_done;  /* dots of these are in the skin: nobody is to blame for where they lie; default 0 */
    double smooth_mm;       /* sigma of fol_review_smoothed(): 0.5 to 50; default 0: not measured */
} fol_review_spec;

FOL_API void fol_review_spec_init_sized(fol_review_spec *spec, size_t struct_size);
static inline fol_review_spec fol_review_spec_default(void) {
    fol_review_spec spec;
    fol_review_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* Measures and judges.
 * Borrows: all of spec until return.
 * Gives:   *out, free with fol_review_free(); NULL on failure. A failed verdict is a result, not an error.
 * Errors:  FOL_ERR_ARG, _VALUE, _LIMIT, _NOMEM, _CANCELLED.
 * Threads: safe from any thread if density is.   Cost: about a microsecond a dot with its density, and one density a detail_mm squared;
 *          textures 7 microseconds a dot more. Memory 110 bytes a dot, and at most 250 MB for the density. */
FOL_API fol_status fol_review_create(const fol_review_spec *spec, const fol_allocator *alloc, fol_review **out,
                                     fol_error *err);
FOL_API void fol_review_free(fol_review *review);

/* Figures of one set of dots: a session's own, or a running total. */
typedef struct fol_set_figures {
    int64_t dots;
    double asked;           /* integral of the density asked for */
    double least_mm;        /* least distance of any two; 0 when there are fewer than two */
    int64_t least_ids[2];   /* the pair; -1 when there is none */
    double clark_evans;     /* 0 when fewer than two dots could be judged */
    double nn_cv;           /* standard deviation over mean of the scaled nearest-neighbour distances */
    int64_t judged;         /* dots that entered the two figures above: docs/review.md tells which do */
} fol_set_figures;

typedef struct fol_zone_figures {
    double asked; /* dots expected in the finished work */
    int64_t found;    /* by weight, to the nearest whole number */
    double deviation; /* standard deviation that `found` is judged by */
} fol_zone_figures;

typedef enum fol_finding_kind {
    FOL_FINDING_REPEATED_ID = 1,
    FOL_FINDING_OUTSIDE,         /* where no dot may be */
    FOL_FINDING_TOO_CLOSE,       /* a pair under the least distance */
    FOL_FINDING_UNKNOWN_ZONE,
    FOL_FINDING_UNKNOWN_SESSION,
    FOL_FINDING_MISSING,         /* planned and not there */
    FOL_FINDING_MOVED,           /* planned at another place, or with another session, zone or size */
    FOL_FINDING_COUNT,           /* a zone holds too few or too many */
    FOL_FINDING_EVENNESS,        /* Clark-Evans out of its limits */
    FOL_FINDING_EDGE             /* an edge is ruled, periodic, mirrored, or stops on one line: a finding each */
} fol_finding_kind;

typedef struct fol_finding {
    fol_finding_kind kind;
    int64_t ids[2];  /* of the dots concerned; -1 for none */
    int32_t x_um, y_um; /* of the first dot; 0 when it is about no place */
    int32_t zone;    /* FOL_NO_ZONE when it is about none */
    int32_t session; /* 0 when it is about none */
    char text[160];  /* one line */
} fol_finding;

/* "too-close". Never NULL. */
FOL_API const char *fol_finding_kind_name(fol_finding_kind kind);

/* True when there is no finding. */
FOL_API bool fol_review_ok(const fol_review *review);
FOL_API size_t fol_review_session_count(const fol_review *review);
/* Session from 1. Zeros past the last. */
FOL_API fol_set_figures fol_review_session(const fol_review *review, size_t session);
FOL_API fol_set_figures fol_review_total(const fol_review *review, size_t session);
/* The same of sites alone, where the spec has a site_density; zeros where it has none. */
FOL_API bool fol_review_has_sites(const fol_review *review);
FOL_API fol_set_figures fol_review_session_sites(const fol_review *review, size_t session);
FOL_API fol_set_figures fol_review_total_sites(const fol_review *review, size_t session);
/* How the dots (of units: the sites) of session or total `session` lie, in full, where the density is even; NULL past the last, and when the spec did
 * not ask for textures. Valid while the review lives. */
FOL_API const fol_texture *fol_review_session_texture(const fol_review *review, size_t session);
FOL_API const fol_texture *fol_review_total_texture(const fol_review *review, size_t session);
/* How far a running total's density is from what was asked for, both blurred by a Gaussian of smooth_mm: at places that ask for
 * at least half of the most that their zone does, but for sharp corners: at least 0.4 of it must be asked on average about the place. */
typedef struct fol_smoothed {
    int64_t places;     /* that were looked at; 0: not measured */
    double usual, most; /* 95 % of places are off by no more than the first, all by no more than the second, as a share of what was asked */
    int32_t x_um, y_um; /* where it is most */
} fol_smoothed;

/* Zeros past the last session. */
FOL_API fol_smoothed fol_review_smoothed(const fol_review *review, size_t session);
FOL_API size_t fol_review_zone_count(const fol_review *review);
FOL_API fol_zone_figures fol_review_zone(const fol_review *review, size_t zone);
FOL_API size_t fol_review_edge_count(const fol_review *review);
/* Figures of edge i of the spec, from 0; NULL past the last. Valid while the review lives. */
FOL_API const fol_edge *fol_review_edge(const fol_review *review, size_t i);
/* What fol_edge_faults() says of it by its own limits. */
FOL_API uint32_t fol_review_edge_faults(const fol_review *review, size_t i);
FOL_API size_t fol_review_finding_count(const fol_review *review); /* those kept, at most max_findings of a kind */
FOL_API int64_t fol_review_finding_total(const fol_review *review, fol_finding_kind kind); /* all of a kind */
/* Valid while the review lives; NULL past the last. Kinds in the order of the enumeration, then by place. */
FOL_API const fol_finding *fol_review_finding(const fol_review *review, size_t i);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/* The inside of a fol_design, shared by the files of lib/design and read by lib/layout. */
#ifndef FOLLICLE_DESIGN_INSIDE_H
#define FOLLICLE_DESIGN_INSIDE_H

#include "alloc.h"
#include "cellrows.h"
#include "curve.h"
#include "edgerows.h"
#include "nearest.h"
#include "noise.h"
#include "region.h"
#include "stage.h"
#include "units.h"

#include <follicle/design.h>
#include <stdatomic.h>

/* Hairlines that reach one cell are worked out together; more than this are refused. */
enum { FOL__MAX_HAIRLINES = 32 };

/* Openings closer than this are one follicle's: units are seen 0.6 mm apart and more (Jimenez, Ruifernandez 1999). */
#define FOL__ONE_OPENING_UM 450
/* An opening never pushes dots further away than this, however low the density. */
#define FOL__FARTHEST_CLEARANCE_UM 3000

/* Memory that a design shares with those derived from it. */
typedef struct fol__store {
    atomic_int users;
    fol__arena arena;
} fol__store;

/* Specs in memory of the design's own, all defaults filled in. */
typedef struct fol__specs {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec *sessions;
    fol_zone_spec *zones;
    fol_hairline_spec *hairlines;
    fol_keep_out_spec *keep_outs;
} fol__specs;

/* Places of a cell lie out of it by less: what irregularity can do at most, where units do not do more. */
static inline double fol__out_of_cell_um(double pad_um) {
    return pad_um > 64 ? pad_um : 64;
}

/* Past a hairline's transition units are single less and less as far as this. */
#define FOL__SINGLES_FADE_UM 4000.0

/* What irregularity can take off the distance of two dots, in mm: its length, and a micrometre of rounding, at both ends. */
static inline double fol__taken_by_irregularity_mm(const fol_treatment_spec *treatment) {
    return treatment->irregularity_mm > 0 ? 2 * treatment->irregularity_mm + 0.002 : 0;
}

/* Sides of a shape, as fol__cell_run keeps them. */
enum { FOL__SIDE_INSIDE = 1, FOL__SIDE_OUTSIDE = 2 };

/* A filled shape with a soft or padded edge, indexed. Shared between a design and those derived from it. */
typedef struct fol__shape {
    atomic_int users;
    fol_allocator alloc;
    fol__region region;
    fol__edge_rows edges;
    fol__direction *directions; /* of the region's bounds */
    fol__cell_rows cells; /* far runs: inside only */
    double reach_um;      /* how far from its edge the zone's weight changes, or the margin */
} fol__shape;

/* Sides of a hairline, as fol__cell_run keeps them. */
enum { FOL__SIDE_ABOVE = 1, FOL__SIDE_BELOW = 2 };

/* A hairline's curve, indexed; its runs cover the whole canvas. */
typedef struct fol__line {
    atomic_int users;
    fol_allocator alloc;
    fol__curve curve;
    fol__direction *directions; /* of the curve's segments */
    fol__cell_rows cells;
    double reach_um; /* how far from the curve anything depends on the distance */
} fol__line;

/* A hairline with its style's numbers filled in. */
typedef struct fol__hairline {
    fol__line *line;
    fol__store *store; /* of its points, when they are not in the design's */
    double sign; /* turns the curve's distance into a distance behind */
    double transition_um, edge_density;
    double large_um, small_um;
    fol__noise large, small;
    double pad_um; /* the design's */
    double past_um; /* from here on it leaves everything: the transition, and where there are units the fade of single ones */
    bool singles;   /* there are units */
    double sentinel_per_cm2;
    double edge_size, size_um;   /* factor of the diameter at the edge, and over what it grows to 1 */
    double edge_shade, shade_um; /* parts of water added at the edge, and over what they fall to 0 */
    double scatter_um;           /* length of each place's own displacement of the ramps */
    uint32_t scatter_draws;      /* what tells it from other hairlines' */
    double rough_um;             /* undulations and scatter together */
    uint64_t fingerprint;
} fol__hairline;

typedef struct fol__zone {
    fol__shape *shape;
    fol__store *store; /* of its rings, when they are not in the design's */
    double per_cm2;       /* of the dots that are placed: what is asked for, over the retention */
    double asked_per_cm2; /* of what is to stay */
    double in_um, out_um; /* how far inside and outside its edge the weight changes */
    double soft_um;       /* the two together; 0: a hard edge */
    bool lopsided;        /* they are not the same */
    bool blend;           /* the soft edge fades the dots, not what hair and dots make together */
    bool apart;           /* its openings are counted by apart.c */
    double native_per_um2; /* openings outside its edge that are not listed */
    double share[FOL_MAX_SESSIONS];       /* cumulative, by session */
    double front_share[FOL_MAX_SESSIONS]; /* the same at the very front of a hairline */
    uint32_t hairlines;                   /* bit i: hairline i acts on it */
    uint64_t fingerprint;
} fol__zone;

typedef struct fol__keep_out {
    fol__shape *shape;
    fol__store *store; /* of its outline, when it is not in the design's */
    uint64_t fingerprint;
} fol__keep_out;

/* Openings by cells, kept for the columns that a row has any in; of several columns together where they are few. */
typedef struct fol__hair_row {
    int32_t column0, column1;
    uint32_t first; /* in starts: one for 1 << shift columns, and one past the last */
    uint32_t shift;
} fol__hair_row;

/* The skin that is nearer to an opening than to any other, as far as FOL__GROUND_UM from it: in four parts of 90 degrees together, from
 * the nearest bounds to the farthest, the mean square of how far it goes. ground.c tells more. */
enum { FOL__GROUND_PARTS = 4 };
#define FOL__GROUND_UM 1500
/* What an opening of confidence 0 adds to its clearance. */
#define FOL__MOST_WIDER 0.5
typedef struct fol__ground {
    float narrow2; /* what counts of a squared distance, as an opening that is not sure keeps more clear */
    float spread2; /* square of how far around the opening others give way for it */
    float bound2[FOL__GROUND_PARTS];
} fol__ground;

typedef struct fol__hairs {
    atomic_int users; /* a design and those derived from it */
    fol_allocator alloc;
    int32_t row0, row1;
    fol__hair_row *rows;
    uint32_t *starts;
    size_t start_count;
    float out_um; /* a place of a cell lies out of it by less */
    int32_t *xy;
    fol__ground *grounds; /* of each opening */
    size_t count, merged; /* openings kept; entries that counted as one of them */
    size_t listed;        /* room in xy */
} fol__hairs;

/* Whether a hairline acts on the zone of that name. */
bool fol__hairline_acts(const fol_hairline_spec *hairline, const char *zone);

/* Dots of a unit where fewest are: what a density of dots asks of sites there. */
static inline double fol__crowd_of(const fol__specs *specs, bool in_hairline) {
    return in_hairline ? fol_units_mean(&specs->treatment.units) : 1;
}

/* Whether a zone's counts are exact. */
static inline bool fol__is_exact(const fol__specs *specs, size_t zone) {
    return specs->treatment.exact_counts || specs->zones[zone].hold_total > 0;
}

/* Cells that differ from another design's: columns from column0 up to column1 of a row. */
typedef struct fol__cell_span {
    int32_t row, column0, column1;
} fol__cell_span;

struct fol_design {
    fol_allocator alloc;
    fol__arena arena;  /* what is this design's alone */
    fol__store *store; /* the specs, but for what an edit replaced */
    fol__specs specs;
    fol_limits limits;
    fol_spacing spacing, site_spacing; /* step_count 0: none was given */
    int32_t width_um, height_um;
    int32_t column_count, row_count; /* of the canvas' cells */
    int32_t pad_um; /* how far out of its cell irregularity and its unit can take a dot */
    double unit_mean; /* dots of a mean unit; 1 where there are none */
    bool has_units;
    uint32_t ubiquitous; /* hairlines that act on all zones */
    size_t session_count, zone_count, hairline_count, keep_out_count;
    fol__zone *zones;
    fol__hairline *hairlines;
    fol__keep_out *keep_outs;
    fol__hairs *hairs; /* NULL: there are none */
    bool has_raster;   /* an area scale or a mask */
    bool blank;        /* that is 0 everywhere */
    bool exact;        /* some zone's counts are */
    bool has_apart;    /* some zone's openings are counted apart */
    fol_warning *warnings;
    size_t warning_count, warning_capacity;
    uint64_t common_fingerprint; /* of all but zones, hairlines and keep-outs */
    uint64_t fingerprint;
    uint64_t base_fingerprint; /* of the design that it was derived from; 0: made anew */
    fol__cell_span *changed;   /* what differs from that one: by row, then column, not overlapping */
    size_t changed_count;
};

/* store.c */
fol__store *fol__store_make(const fol_allocator *alloc);
fol__store *fol__store_share(fol__store *store);
void fol__store_leave(fol__store *store);

/* copies.c: copies with defaults filled in; checks struct sizes and counts only. */
fol_status fol__specs_copy(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_limits *limits,
                           fol__arena *arena, fol__specs *out, fol_error *err);

/* copies.c: all points together. */
fol_status fol__too_many_points(const fol_limits *limits, fol_error *err);
fol_status fol__vertices_check(const fol__specs *specs, const fol_limits *limits, fol_error *err);

/* check.c: what the densities ask of a pattern's spacing. */
fol_status fol__specs_carried(const fol__specs *specs, const fol_spacing *spacing, fol_error *err);
/* check_healing.c: skin, pigment and healing. */
fol_status fol__healing_check(const fol_treatment_spec *treatment, fol_error *err);
/* check.c: every number of the specs but coordinates; geometry is checked where it is built. */
fol_status fol__specs_check(const fol__specs *specs, const fol_limits *limits, const fol_spacing *spacing, fol_error *err);
/* warnings.c: what can be done but is odd. False: out of memory. */
bool fol__design_warn(fol_design *design);

/* shape.c: made with one user. */
fol_status fol__shape_make(const fol_ring *outline, const fol_ring *holes, size_t hole_count, double reach_um,
                           const fol_design *design, fol__where where, fol__shape **out, fol_error *err);
fol__shape *fol__shape_share(fol__shape *shape);
void fol__shape_leave(fol__shape *shape);
/* Above 0 for each place of a cell that is inside, exactly. */
void fol__shape_insides(const fol__shape *shape, const fol__cell_run *run, const fol__places *places, float *inside);
/* How far inside the shape each place of a near cell is, in um, negative outside, no further than the reach, which is above 0. */
void fol__shape_depths(const fol__shape *shape, const fol__cell_run *run, const fol__places *places, float *depth);

/* hairline.c */
fol_status fol__hairline_make(const fol_design *design, size_t index, fol__hairline *out, fol_error *err);
void fol__line_leave(fol__line *line);
fol__line *fol__line_share(fol__line *line);
/* Decides which side is behind; needs the zones. */
fol_status fol__hairline_turn(const fol_design *design, size_t index, fol__hairline *hairline, fol_error *err);
/* What a hairline asks for at each place of a cell: the ramp that multiplies, the density of its sentinels, and how much of the
 * share at the front applies (1 in front, 0 past the transition); and how far behind its edge each place is, by its own threshold. Returns
 * 0; or -1 when all places are in front and get nothing, 1 when all are past all that it does, and fills in nothing. */
typedef struct fol__edge_effects {
    double ramp[FOL__MOST_PLACES], sentinel_per_cm2[FOL__MOST_PLACES], front[FOL__MOST_PLACES];
    double single[FOL__MOST_PLACES]; /* where there are units: the share of them that is single because of it */
} fol__edge_effects;
int fol__hairline_effects(const fol__hairline *hairline, const fol__cell_run *run, const fol__places *places, float *behind,
                          fol__edge_effects *out);
/* Whether it has a say in the size or shade of dots. */
static inline bool fol__hairline_softens(const fol__hairline *hairline) {
    return hairline->edge_size < 1 || hairline->edge_shade > 0;
}
/* What hairlines leave of a dot at each place: the factor of its diameter, and the parts of water added. */
typedef struct fol__softness {
    double size[FOL__MOST_PLACES], lighter[FOL__MOST_PLACES];
} fol__softness;
/* Brings down sizes and adds water where it acts, which is above 0, by the distances that fol__hairline_effects() told. */
void fol__hairline_soften(const fol__hairline *hairline, const float *behind, const double *acted, int32_t lanes, fol__softness *out);
/* -1 wholly in front, 1 wholly behind, 0 near. */
static inline int fol__hairline_side(const fol__hairline *hairline, const fol__cell_run *run) {
    return run->near ? 0 : (run->side == FOL__SIDE_ABOVE) == (hairline->sign > 0) ? 1 : -1;
}

/* placed.c: what is in the skin. */
fol_status fol__placed_check(const fol__specs *specs, fol_error *err);
/* Puts the copies in the order of their ids. */
void fol__placed_sort(fol_placed_dot *placed, size_t count);
/* What decides dots. */
bool fol__placed_any(const fol_chart_spec *chart);

/* hairs.c */
fol_status fol__hairs_make(const fol_design *design, fol__hairs **out, fol_error *err);
fol__hairs *fol__hairs_share(fol__hairs *hairs);
void fol__hairs_leave(fol__hairs *hairs);
/* Openings of a row in the columns beside `column` and in itself, and perhaps some further off: *from up to *past. */
void fol__hairs_beside(const fol__hairs *hairs, int32_t column, int32_t row, uint32_t *from, uint32_t *past);
/* Whether an opening can matter to a cell: nothing of one goes further than to the cells around its own. */
bool fol__hairs_reach(const fol__hairs *hairs, int32_t column, int32_t row);

/* ground.c: how existing hair counts. */
/* Fills in grounds once all openings are placed. */
void fol__hairs_measure(fol__hairs *hairs);
/* What openings leave of the density at each place, given that of the finished work: 0 where a dot would be too near one, up to
 * FOL__MOST_FILL where dots stand in for those that are. */
void fol__hairs_leave_of(const fol__hairs *hairs, const fol__places *places, const double *per_cm2, double *factor);
/* The same where there are at least so many openings per um2, listed or not; without any listed ones for NULL. */
void fol__hairs_leave_at_least(const fol__hairs *hairs, const fol__places *places, const double *per_cm2, const float *per_um2, double *factor);
#define FOL__MOST_FILL 1.15

/* walk.c: the cells of a row in runs of those that the same things have a say in. */
typedef struct fol__say {
    const fol__cell_run *run;
    uint16_t index;
} fol__say;

/* Cells of a row from column0 up to column1. Hairlines and keep-outs are listed where they are near. */
typedef struct fol__run {
    int32_t row, column0, column1;
    const fol__say *zones, *hairlines, *keep_outs;
    uint16_t zone_count, hairline_count, keep_out_count;
    bool even; /* but for openings, area scale and mask, the density is the same in every place */
} fol__run;

typedef struct fol__cursor {
    const fol__cell_run *next, *past; /* runs of this row */
    uint16_t kind, index;
} fol__cursor;

typedef struct fol__walk {
    const fol_design *design;
    fol_allocator alloc;
    size_t most;           /* things of the design */
    fol__cursor *cursors;  /* of those that have cells in the row: hairlines, keep-outs, zones */
    size_t cursor_count;
    fol__say *says;
    int32_t row, column, past;
} fol__walk;

bool fol__walk_make(const fol_design *design, const fol_allocator *alloc, fol__walk *out);
void fol__walk_free(fol__walk *walk);
/* Goes to columns [column0, column1) of a row. */
void fol__walk_row(fol__walk *walk, int32_t row, int32_t column0, int32_t column1);
/* Ends the walk before another column for now: set on a later one, it goes on where it ended. */
void fol__walk_stop_at(fol__walk *walk, int32_t column);
/* The next run that a zone has a say in; false past the last. It is valid until the next call. */
bool fol__walk_next(fol__walk *walk, fol__run *out);

/* shares.c */
/* Running totals of a zone after each session, and the same at the very front of a hairline. */
void fol__zone_shares(const fol__specs *specs, const fol_zone_spec *zone, double *share, double *front);
/* How many of the sessions the list's running totals climb in; past them it repeats the last. */
size_t fol__sessions_climb(const fol__specs *specs);
fol_status fol__zone_shares_check(const fol__specs *specs, size_t zone, fol_error *err);
/* That each session has dots to place, by the shares. */
fol_status fol__sessions_used(const fol__specs *specs, fol_error *err);

/* rasters.c: area scale times mask at each place of a cell. */
void fol__rasters_at(const fol_design *design, const fol__places *places, double *factor);

/* density.c: the running totals asked for at places of one cell. */
typedef struct fol__densities {
    double running[FOL_MAX_SESSIONS][FOL__MOST_PLACES]; /* dots per cm2 after each session of the design */
    int32_t zone[FOL__MOST_PLACES];                     /* FOL_NO_ZONE where nothing is asked for */
    double single[FOL__MOST_PLACES]; /* filled in where there are units: the share of dots that a hairline takes away of those that are
                                        not the first of their unit */
    /* Hairlines near the places that soften dots, and how far behind their edges the places are; for fol__soften(). */
    size_t softener_count;
    uint16_t softeners[FOL__MAX_HAIRLINES];
    float behind[FOL__MAX_HAIRLINES][FOL__MOST_PLACES];
} fol__densities;

/* Places of a cell of the run. Cost: the segments listed for the cell, for each step of places. */
void fol__run_densities(const fol_design *design, const fol__run *run, const fol__places *places, fol__densities *out);
/* Without openings, area scale and mask: for a run that is even, what its every place has. */
void fol__run_even(const fol_design *design, const fol__run *run, double *running, int32_t *zone);
/* A density that no place of a run goes over, dots per cm2 of the finished work. */
double fol__run_most(const fol_design *design, const fol__run *run);
/* The same as fol__run_densities() for a cell that no walk has come to. */
void fol__cell_densities(const fol_design *design, const fol__places *places, fol__densities *out);

/* apart.c: the same where one of the zones is counted apart. */
bool fol__run_has_apart(const fol_design *design, const fol__run *run);
bool fol__cell_has_apart(const fol_design *design, const fol__places *places);
void fol__run_densities_apart(const fol_design *design, const fol__run *run, const fol__places *places, fol__densities *out);
void fol__cell_densities_apart(const fol_design *design, const fol__places *places, fol__densities *out);
double fol__run_even_apart(const fol_design *design, const fol__run *run, size_t session);

/* bands.c: openings that lie outside a zone's outline as far as its soft edge goes, and on the canvas; and the area of that band unless
 * cm2 is NULL. */
size_t fol__zone_band(const fol_design *design, size_t zone, double *cm2);

/* soften.c: what the hairlines near places of the run leave of dots there, once their densities are told: of hairlines that act on a zone at
 * the place the least diameter and the most water. False: dots stay as they are. */
bool fol__soften(const fol_design *design, const fol__run *run, const fol__places *places, const fol__densities *densities, fol__softness *out);

/* questions.c: fol_design_expected() before any total is held. Errors: FOL_ERR_NOMEM, _CANCELLED. */
fol_status fol__design_integral(const fol_design *design, fol__stage stage, const fol_allocator *alloc, double *counts);
/* Brings the integral of zones with a total of their own to it. */
void fol__design_hold_totals(const fol_design *design, double *counts);

/* changed.c: fills in what differs from the design that this one was derived from, by one object. False: out of memory. */
bool fol__design_note_changes(const fol_design *base, fol_design *design, fol_edit_kind kind, size_t index);

/* design.c: the parts of a design from its specs, and what follows once it has all of them. */
fol_design *fol__design_empty(const fol_limits *limits, const fol_allocator *alloc);
fol_status fol__zone_make(fol_design *design, size_t index, fol_error *err);
fol_status fol__keep_out_make(fol_design *design, size_t index, fol_error *err);
fol_status fol__design_finish(fol_design *design, fol_error *err);

/* fingerprint.c */
uint64_t fol__zone_fingerprint(const fol_zone_spec *zone);
uint64_t fol__hairline_fingerprint(const fol_hairline_spec *spec, const fol__hairline *hairline);
uint64_t fol__keep_out_fingerprint(const fol_keep_out_spec *keep_out);
uint64_t fol__common_fingerprint(const fol_design *design);
/* Of the parts' own. */
uint64_t fol__design_fingerprint(const fol_design *design);

#endif

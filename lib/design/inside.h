/* SPDX-License-Identifier: MIT */
/* The inside of a fol_design, shared by the files of lib/design and read by lib/layout. */
#ifndef FOLLICLE_DESIGN_INSIDE_H
#define FOLLICLE_DESIGN_INSIDE_H

#include "alloc.h"
#include "cellrows.h"
#include "curve.h"
#include "edgerows.h"
#include "fail.h"
#include "region.h"

#include <follicle/design.h>
#include <stdatomic.h>

/* Hairlines that reach one cell are worked out together; more than this are refused. */
enum { FOL__MAX_HAIRLINES = 32 };

/* Openings closer than this are one follicle's: units are seen 0.6 mm apart and more (Jimenez, Ruifernandez 1999). */
#define FOL__ONE_OPENING_UM 450
/* An opening never pushes dots further away than this, however low the density. */
#define FOL__FARTHEST_CLEARANCE_UM 3000

/* Specs in memory of the design's own, all defaults filled in. */
typedef struct fol__specs {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec *sessions;
    fol_zone_spec *zones;
    fol_hairline_spec *hairlines;
    fol_keep_out_spec *keep_outs;
} fol__specs;

/* What irregularity can take off the distance of two dots, in mm: its length, and a micrometre of rounding, at both ends. */
static inline double fol__taken_by_irregularity_mm(const fol_treatment_spec *treatment) {
    return treatment->irregularity_mm > 0 ? 2 * treatment->irregularity_mm + 0.002 : 0;
}

/* A filled shape with a soft or padded edge, indexed. Shared between a design and those derived from it. */
typedef struct fol__shape {
    atomic_int users;
    fol_allocator alloc;
    fol__region region;
    fol__edge_rows edges;
    fol__cell_rows cells; /* side 1: the whole cell is inside, or within the margin */
    double reach_um;      /* half the feather, or the margin */
} fol__shape;

/* Sides of a hairline, as fol__cell_run keeps them. */
enum { FOL__SIDE_ABOVE = 1, FOL__SIDE_BELOW = 2 };

/* A hairline's curve, indexed. */
typedef struct fol__line {
    atomic_int users;
    fol_allocator alloc;
    fol__curve curve;
    fol__cell_rows cells; /* near runs carry the side of their far corners */
    double reach_um;      /* how far from the curve anything depends on the distance */
} fol__line;

/* A hairline with its style's numbers filled in. */
typedef struct fol__hairline {
    fol__line *line;
    double sign; /* turns the curve's distance into a distance behind */
    double transition_um, edge_density;
    double large_um, large_wave_um, small_um, small_wave_um;
    double sentinel_per_cm2;
    uint64_t seed;
} fol__hairline;

typedef struct fol__zone {
    fol__shape *shape;
    double per_cm2;
    double feather_um;
    double share[FOL_MAX_SESSIONS];       /* cumulative, by session */
    double front_share[FOL_MAX_SESSIONS]; /* the same at the very front of a hairline */
    uint32_t hairlines;                   /* bit i: hairline i acts on it */
} fol__zone;

/* Openings in cells of 2 mm. */
typedef struct fol__hairs {
    atomic_int users; /* a design and those derived from it */
    fol_allocator alloc;
    fol__cell_window window;
    uint32_t *starts; /* cells of the window row by row */
    int32_t *xy;
    size_t count, merged; /* openings kept; entries that counted as one of them */
    size_t listed;        /* room in xy */
    fol__cell_rows cells; /* side 1: cells that an opening can reach; empty when there are none */
} fol__hairs;

typedef enum fol__entry_kind { FOL__ENTRY_ZONE, FOL__ENTRY_HAIRLINE, FOL__ENTRY_KEEP_OUT } fol__entry_kind;

/* Something that has a say in a cell. Entries of a run are sorted by kind, then index. */
typedef struct fol__entry {
    uint16_t kind, index;
    uint32_t run; /* of the shape's or line's cells */
} fol__entry;

/* Cells of a row in which the same things have a say. */
typedef struct fol__field_run {
    int32_t column0, column1;
    uint32_t entry, entry_count;
    bool even;  /* the density is the same in every place of the run */
    bool hairs; /* an opening may be in reach */
} fol__field_run;

/* Everything that decides the density, for every cell of the canvas that can have any. */
typedef struct fol__field {
    fol_allocator alloc;
    int32_t row_count, column_count;
    uint32_t *starts;
    fol__field_run *runs;
    fol__entry *entries;
    size_t run_count, entry_count;
} fol__field;

struct fol_design {
    fol_allocator alloc;
    fol__arena arena;
    fol__specs specs;
    fol_limits limits;
    fol_spacing spacing; /* step_count 0: none was given */
    int32_t width_um, height_um;
    int32_t pad_um; /* how far irregularity can move a dot out of its cell */
    size_t session_count, zone_count, hairline_count, keep_out_count;
    fol__zone *zones;
    fol__hairline *hairlines;
    fol__shape **keep_outs;
    fol__hairs *hairs; /* NULL: there are none */
    fol__field field;
    fol_warning *warnings;
    size_t warning_count, warning_capacity;
    uint64_t fingerprint;
    uint64_t base_fingerprint; /* of the design that it was derived from; 0: made anew */
    fol__box dirty;            /* what differs from that one */
};

/* copies.c: copies with defaults filled in; checks struct sizes and counts only. */
fol_status fol__specs_copy(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_limits *limits,
                           fol__arena *arena, fol__specs *out, fol_error *err);

/* check.c: what the densities ask of a pattern's spacing. */
fol_status fol__specs_carried(const fol__specs *specs, const fol_spacing *spacing, fol_error *err);
/* check.c: every number of the specs but coordinates; geometry is checked where it is built. */
fol_status fol__specs_check(const fol__specs *specs, const fol_spacing *spacing, fol_error *err);
/* warnings.c: what can be done but is odd. False: out of memory. */
bool fol__design_warn(fol_design *design);

/* shape.c: made with one user. */
fol_status fol__shape_make(const fol_ring *outline, const fol_ring *holes, size_t hole_count, double reach_um,
                           const fol_design *design, fol__where where, fol__shape **out, fol_error *err);
fol__shape *fol__shape_share(fol__shape *shape);
void fol__shape_leave(fol__shape *shape);
/* Distance from a place to the shape's boundary in um, if below the reach, else the reach; and whether it is inside. */
double fol__shape_distance(const fol__shape *shape, const fol__cell_run *run, int32_t row, int32_t x, int32_t y,
                           bool *inside);

/* hairline.c */
fol_status fol__hairline_make(const fol_design *design, size_t index, fol__hairline *out, fol_error *err);
void fol__line_leave(fol__line *line);
fol__line *fol__line_share(fol__line *line);
/* Decides which side is behind; needs the zones. */
fol_status fol__hairline_turn(const fol_design *design, size_t index, fol__hairline *hairline, fol_error *err);
/* What a hairline asks for at one place: the ramp that multiplies, the density of its sentinels, and how much of the share at
 * the front applies (1 in front, 0 past the transition). */
typedef struct fol__edge_effect {
    double ramp, sentinel_per_cm2, front;
} fol__edge_effect;
fol__edge_effect fol__hairline_effect(const fol__hairline *hairline, const fol__cell_run *run, int32_t x, int32_t y);
/* -1 wholly in front, 1 wholly behind, 0 near. */
int fol__hairline_side(const fol__hairline *hairline, const fol__cell_run *run);

/* hairs.c */
fol_status fol__hairs_make(const fol_design *design, fol__hairs **out, fol_error *err);
fol__hairs *fol__hairs_share(fol__hairs *hairs);
void fol__hairs_leave(fol__hairs *hairs);
/* Whether a dot at (x, y), where the finished work has `per_cm2`, is clear of all openings. */
bool fol__hairs_clear(const fol__hairs *hairs, double per_cm2, int32_t x, int32_t y);

/* field.c */
bool fol__field_make(fol_design *design);
void fol__field_free(fol__field *field);
/* Density in a run that is even. */
void fol__field_even(const fol_design *design, const fol__field_run *run, fol_density *out);
/* Whether only the area scale, or the canvas' edge, makes a run vary. */
bool fol__field_is_plain(const fol_design *design, const fol__field_run *run);
/* Density at a place in the cell (column, row) of a run. */
void fol__field_at(const fol_design *design, const fol__field_run *run, int32_t row, int32_t x, int32_t y,
                   fol_density *out);
/* A density that no place of a run goes over, dots per cm2 of the finished work. */
double fol__field_most(const fol_design *design, const fol__field_run *run);

/* fingerprint.c */
uint64_t fol__design_fingerprint(const fol_design *design);

#endif

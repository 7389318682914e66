/* SPDX-License-Identifier: MIT */
/* Everything that the practitioner decides, checked and indexed.
 *
 * Specs are plain structs that mirror the design file key by key (docs/design-file.md). Fill one with its default
 * function, then change what you need: what has no default stated is 0, NULL or false. Places lie within 20,000 mm of 0, 0. A spec's
 * struct_size lets it grow: arrays of specs are walked by the struct_size of their first element. Nothing in a spec is kept after a call
 * returns, unless the field says so. */
#ifndef FOLLICLE_DESIGN_H
#define FOLLICLE_DESIGN_H

#include <follicle/healing.h>
#include <follicle/spacing.h>
#include <follicle/units.h>
#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ what is decided for the client, on every chart */

/* `note` of a design file's object, and its keys that begin with x-, as the text of one JSON object. NULL for none.
 * Carried along untouched and unread until a file is written; never affects a dot. */
typedef struct fol_remarks {
    const char *note;
    const char *extras;
} fol_remarks;

/* One visit. Cumulative shares are of the final density: 0.3, 0.7, 1 for three visits (Liu et al. 2025, J Cosmet
 * Dermatol 24(9):e70375). */
typedef struct fol_session_spec {
    size_t struct_size;
    double day;                 /* 0 to 36,500, rises strictly from session to session */
    double cumulative;          /* 0.000001 to 1, never falls; one that repeats is a session of some zones alone (extra_sessions, shares of
                                   their own, a hairline): where nothing at all would be placed it is refused. Default 1 */
    double hairline_cumulative; /* 0 to 1, never falls, ends equal to cumulative; FOL_SAME: as cumulative; default */
    double shade;               /* parts of water to one of pigment, 1 to 255, rounded in dots; default 18; a warning outside 4 to 40 */
    fol_remarks remarks;
} fol_session_spec;

/* What several charts of one client share. */
typedef struct fol_treatment_spec {
    size_t struct_size;
    const char *name;                 /* of the client or plan, UTF-8; NULL for none */
    uint64_t seed;                    /* 0 to 2^53 - 1; default 0 */
    fol_color skin;                   /* default #d7bd96 */
    fol_color pigment;                /* as healed; default #3a312a */
    double pigment_opacity;           /* 0 to 1; default 0.6 */
    const fol_session_spec *sessions; /* NULL: days 0, 10, 20 at 0.3, 0.7, 1, shades 24, 18, 14 */
    size_t session_count;             /* at most FOL_MAX_SESSIONS; 0 with sessions NULL */
    double diameter_from_mm;          /* healed; 0.05 to 0.5, a warning outside 0.08 to 0.17; default 0.10 */
    double diameter_to_mm;            /* default 0.15; each dot's own diameter lies evenly between the two, but at a hairline */
    double depth_from_mm;             /* 0 to 3; default 0: no depth given */
    double depth_to_mm;               /* a warning above 2; default 0 */
    double irregularity_mm;           /* length of each dot's own displacement, 0 to 0.06; default 0 */
    double min_distance_mm;           /* 0 to 100: no two dots closer; refused where the pattern cannot keep it; default 0 */
    fol_remarks remarks;              /* of the design file's top level */
    fol_remarks pigment_remarks;
    fol_remarks dots_remarks;
    bool exact_counts;                /* every zone has exactly the dots expected after each session, to the nearest whole number;
                                         default false */
    fol_units_spec units;             /* dots come in follicular units, single ones in hairlines; laid out from the pattern that
                                         fol_pattern_create_units() makes of them; default all 0: each dot for itself */
    fol_remarks units_remarks;
    fol_healing_spec healing;         /* how dots fade and spread; default fol_healing_default(). Never affects a dot, nor do these: */
    fol_remarks healing_remarks;
    const char *skin_tone;            /* a name of fol_skin_tone_named() whose colour `skin` is; default NULL: a colour of its own */
    const char *hair;                 /* shaved, as fol_hair_color_named() takes it; default NULL: told by the pigment */
    const char *pigment_name;         /* UTF-8, of fol_pigment_at() or any other; default NULL */
    const char *pigment_undertone;    /* "cool", "neutral" or "warm"; default NULL: not said */
    double pigment_strength;          /* above 0: pictures show each dot with the opacity of its own shade, fol_opacity_from_shade(); up
                                         to 10,000. Default 0: all with pigment_opacity */
} fol_treatment_spec;

#define FOL_SAME (-1.0) /* in a field that says so: take the value from where the comment says */

/* ------------------------------------------------------------------ what is decided on one chart of skin */

/* A region with one density. Where zones lie over each other the densest counts, they do not add up, and a dot belongs to the zone that asks for most
 * of it there; soft edges that meet sum to one. Order decides only between equals. Where outlines cross themselves the non-zero winding rule fills, with a warning. */
typedef struct fol_zone_spec {
    size_t struct_size;
    const char *name;         /* not empty, unique, UTF-8 */
    fol_ring outline;         /* at least 3 points; a closing point equal to the first does not count */
    const fol_ring *holes;    /* each inside the outline */
    size_t hole_count;
    double density_per_cm2;   /* of the finished work; 0.000001 up to the pattern's cap, which is at most 10,000 */
    double feather_mm;        /* width of the soft edge, half of it outside the outline; 0 to 50; default 0: a hard edge */
    const double *cumulative; /* a share a session in place of the sessions' own, 0 to 1, never falls; NULL: the sessions' */
    size_t cumulative_count;
    fol_remarks remarks;
    int64_t hold_total;       /* dots of the finished work, exactly, whatever the density's integral: the density says how they lie to
                                 each other, counts after earlier sessions are in proportion. 1 to fol_limits.max_dots; default 0: none */
    double retention;         /* share of the dots inside the outline that stay, as in scar tissue; 0.1 to 1; default 1. density_per_cm2 is what
                                 stays, density_per_cm2 / retention is placed, up to the pattern's cap: counts and review are of placed dots */
    double first_share;       /* the running total after session 1, as a share of the sessions' own, 0 to 1; later ones catch up. Not with
                                 `cumulative`; FOL_SAME: as it comes; default */
    int64_t extra_sessions;   /* how many sessions the zone takes longer than the list of sessions climbs: its running totals climb as the
                                 list's, spread over so many more. The list ends with as many, at least, that repeat its last total. Not with
                                 `cumulative`; 0 to FOL_MAX_SESSIONS - 1; default 0 */
    double overlap_mm;        /* how far outside the outline the soft edge goes, 0 to 50: the weight is 1 from half the feather inside (from the
                                 outline, where that is 0), 0 from so far outside. FOL_SAME: half the feather; default */
    bool blend;               /* the soft edge fades the dots between the hairs, so that hair and dots go from the density to the hair's own
                                 at each place, without a step; default false: hair and dots together fade as far as the hair allows */
    double native_per_cm2;    /* with `blend`: openings that are there outside the outline, listed or not, 0 to 1,000; where more are listed
                                 these count. Default 0: those that are listed */
    bool scar;                /* scar tissue, in which dots fade faster; default false */
} fol_zone_spec;

/* The front edge: an open centripetal Catmull-Rom curve through `points`, going on straight past its ends. In front of it
 * nothing but sentinel dots; behind it density climbs from edge_density to full over transition_mm, and dots grow from edge_size and
 * darken from edge_shade, each over a width of its own. */
typedef struct fol_hairline_spec {
    size_t struct_size;
    fol_ring points;          /* at least 2, no two in a row the same; the curve must not cross itself */
    const char *style;        /* a name of fol_hairline_style_at(); default "natural" */
    bool has_behind;          /* default false: the side with more zone area is behind */
    fol_point behind;         /* any point on the hair side, not on the line */
    const char *const *zones; /* names of the only zones it acts on; NULL: all */
    size_t zone_count;
    /* FOL_SAME (the default) in any of these: from the style. */
    double transition_mm;     /* 0 to 50 */
    double edge_density;      /* 0 to 1 */
    double large_mm;          /* size of the large undulation, 0 to 10 */
    double large_wave_mm;     /* its length, 5 to 200 */
    double small_mm;          /* size of the small undulation, 0 to 5 */
    double small_wave_mm;     /* its length, 0.5 to 50 */
    double sentinels_per_cm;  /* lone dots 1 to 4 mm in front, per cm of hairline, 0 to 5 */
    fol_remarks remarks;
    fol_remarks undulation_remarks;
    double edge_size;           /* factor of the diameter of dots at the very edge and in front of it, 0.5 to 1 */
    double size_transition_mm;  /* they grow to their own over this, 0 to 50 */
    double edge_shade;          /* parts of water more at the very edge and in front of it, 0 to 40; no dot has more than 255 */
    double shade_transition_mm; /* it falls to nothing over this, 0 to 50 */
    double edge_scatter_mm;     /* each place has a threshold of its own: all three ramps begin up to so far before or behind, 0 to 5 */
} fol_hairline_spec;

/* Skin that stays free: a mole, a lesion, a cut-out. */
typedef struct fol_keep_out_spec {
    size_t struct_size;
    const char *name;  /* NULL or "" is allowed */
    fol_ring outline;  /* at least 3 points */
    double margin_mm;  /* no dot's centre within it, 0 to 50: half the largest diameter keeps whole dots clear; default 0 */
    fol_remarks remarks;
} fol_keep_out_spec;

/* A photograph under the design, its upper left pixel at fol_chart_spec.photo_at. The engine never opens it. */
typedef struct fol_photo_spec {
    const char *file;     /* NULL: none; the picture itself as data:image/png;base64,... or the like is fine */
    double mm_per_px;     /* 0.0001 to 100; 0 when given by two points: */
    fol_point scale_a;    /* two pixels, within 1,000,000 ... */
    fol_point scale_b;
    double scale_mm;      /* ... and their distance in mm, 0.001 to 10,000; 0 when given by mm_per_px */
    fol_remarks remarks;
    fol_remarks scale_remarks;
} fol_photo_spec;

/* Skin mm2 per canvas mm2, for photographs in perspective and flattened scans. Multiplies density, so it enters counts and
 * review; zones are checked at max_scale times their density. `values` or `at` (which wins), or neither: 1 everywhere. Not in design files. */
typedef struct fol_area_scale_spec {
    double max_scale;        /* no value is above it; 1 to 16; default 1 */
    const float *values;     /* row by row, each 0 to max_scale; copied; sampled bilinearly, the edge value goes on outside */
    int32_t width, height;   /* of values; the centre of values[0] is at (mm_per_value / 2, mm_per_value / 2) */
    double mm_per_value;     /* 0.01 to 1,000 */
    double (*at)(double x_mm, double y_mm, void *user); /* kept for the life of the design and of those derived from it; called from any
                                                           thread; clamped to 0 ... max, NaN is 0 */
    void *user;
} fol_area_scale_spec;

/* A picture that thins the density of every zone: 1 leaves it, 0 takes all. Sampled bilinearly; the edge value goes on outside. Design
 * files name a picture for it: fol_mask_file_spec. */
typedef struct fol_mask_spec {
    const float *values;   /* row by row, each 0 to 1; copied; NULL: no mask */
    int32_t width, height; /* at least 1, product at most fol_limits.max_pixels */
    double mm_per_value;   /* 0.01 to 1,000 */
    double x_mm, y_mm;     /* of the upper left corner of values[0]; its centre is half a value further */
} fol_mask_spec;

/* The PNG that a mask comes from, as a design file names it. The engine never opens it: whoever reads a design file calls fol_mask_parse()
 * (<follicle/io.h>) and gives the values as the chart's mask. A design with a file but no values is refused. */
typedef struct fol_mask_file_spec {
    const char *file;     /* NULL: none */
    double mm_per_px;     /* 0.01 to 1,000; no default */
    double x_mm, y_mm;    /* of the upper left corner of its first pixel; default 0, 0 */
    bool invert;          /* black leaves the density and white takes it; default false: the other way round */
    fol_remarks remarks;
} fol_mask_file_spec;

/* A place of the head that has a name: glabella, canthus-left, canthus-right, pupil-left, pupil-right, temple-left, temple-right, vertex
 * (left as one looks at the picture), or any other. Drawn as a guide; never affects a dot. Hairlines are made from them by
 * fol_forehead_make(). */
typedef struct fol_landmark {
    const char *name; /* not empty, unique, UTF-8 */
    fol_point at;
} fol_landmark;

typedef struct fol_chart_spec {
    size_t struct_size;
    double canvas_width_mm;  /* 1 to 10,000; no default */
    double canvas_height_mm;
    fol_photo_spec photo;
    const fol_zone_spec *zones;
    size_t zone_count;       /* at least 1 */
    const fol_hairline_spec *hairlines;
    size_t hairline_count;
    const fol_keep_out_spec *keep_outs;
    size_t keep_out_count;
    const fol_point *hairs;  /* follicular openings; entries closer than 0.45 mm to an earlier one count as that one */
    size_t hair_count;
    fol_area_scale_spec area_scale;
    fol_remarks canvas_remarks;
    fol_mask_spec mask;
    const float *hair_confidence;  /* one a hair, 0 to 1: how sure it is that there is one, and where; NULL (the default): all 1. Dots keep
                                      1.5 - 0.5 x confidence times the usual distance, so none lies on a hair that was seen badly */
    const char *hairs_file;        /* the CSV that the hairs come from, as a design file names it; NULL (the default): none. The engine never
                                      opens it: fol_hairs_parse_csv() (<follicle/io.h>) does. A design with a file but no hairs is refused */
    fol_mask_file_spec mask_file;
    fol_point photo_at;      /* mm: where the photograph's upper left corner lies, within 20,000; default 0, 0 */
    const fol_landmark *landmarks;
    size_t landmark_count; /* at most fol_limits.max_zones */
    fol_remarks landmark_remarks;
    const fol_placed_dot *in_skin; /* dots of the sessions that are done, any order, each id once. Layouts have them as they are, first;
                                      new dots come where the density asks for more than they count for (docs/layout.md) */
    size_t in_skin_count;
    int64_t sessions_done;         /* layouts have no new dots of these; 0 (the default) up to the number of sessions */
    const char *in_skin_file;      /* the CSV that they come from, as a design file names it; NULL (the default): none. The engine never
                                      opens it: fol_skin_parse_csv() (<follicle/io.h>) does */
    fol_remarks in_skin_remarks;
} fol_chart_spec;

FOL_API void fol_session_spec_init_sized(fol_session_spec *spec, size_t struct_size);
FOL_API void fol_treatment_spec_init_sized(fol_treatment_spec *spec, size_t struct_size);
FOL_API void fol_zone_spec_init_sized(fol_zone_spec *spec, size_t struct_size);
FOL_API void fol_hairline_spec_init_sized(fol_hairline_spec *spec, size_t struct_size);
FOL_API void fol_keep_out_spec_init_sized(fol_keep_out_spec *spec, size_t struct_size);
FOL_API void fol_chart_spec_init_sized(fol_chart_spec *spec, size_t struct_size);

static inline fol_session_spec fol_session_spec_default(void) {
    fol_session_spec spec;
    fol_session_spec_init_sized(&spec, sizeof spec);
    return spec;
}
static inline fol_treatment_spec fol_treatment_spec_default(void) {
    fol_treatment_spec spec;
    fol_treatment_spec_init_sized(&spec, sizeof spec);
    return spec;
}
static inline fol_zone_spec fol_zone_spec_default(void) {
    fol_zone_spec spec;
    fol_zone_spec_init_sized(&spec, sizeof spec);
    return spec;
}
static inline fol_hairline_spec fol_hairline_spec_default(void) {
    fol_hairline_spec spec;
    fol_hairline_spec_init_sized(&spec, sizeof spec);
    return spec;
}
static inline fol_keep_out_spec fol_keep_out_spec_default(void) {
    fol_keep_out_spec spec;
    fol_keep_out_spec_init_sized(&spec, sizeof spec);
    return spec;
}
static inline fol_chart_spec fol_chart_spec_default(void) {
    fol_chart_spec spec;
    fol_chart_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* ------------------------------------------------------------------ hairline styles, as data */

/* What practitioners call a style, in numbers. Sources: docs/hairlines.md. */
typedef struct fol_hairline_style {
    const char *name;
    double transition_mm, edge_density;
    double large_mm, large_wave_mm, small_mm, small_wave_mm;
    double sentinels_per_cm;
    double edge_size, size_transition_mm, edge_shade, shade_transition_mm, edge_scatter_mm;
} fol_hairline_style;

/* Style number i from 0, or NULL past the last: soft, broken, natural, widows-peak, receded, defined, edge-up. Static. */
FOL_API const fol_hairline_style *fol_hairline_style_at(size_t i);
/* The style of that name, or NULL. Static. */
FOL_API const fol_hairline_style *fol_hairline_style_named(const char *name);

/* ------------------------------------------------------------------ the design */

typedef struct fol_design fol_design;

typedef struct fol_design_options {
    size_t struct_size;
    const fol_spacing *spacing; /* what densities are checked against; copied; default NULL: checked when laid out, and
                                   fol_design_least_distance_mm() is 0 */
    const fol_limits *limits;   /* default NULL: fol_limits_default() */
    const fol_spacing *site_spacing; /* of the units' sites, fol_pattern_site_spacing(); copied; default NULL:
                                        fol_design_least_site_distance_mm() is 0 */
} fol_design_options;

FOL_API void fol_design_options_init_sized(fol_design_options *options, size_t struct_size);
static inline fol_design_options fol_design_options_default(void) {
    fol_design_options options;
    fol_design_options_init_sized(&options, sizeof options);
    return options;
}

/* Checks everything and indexes it.
 * Borrows: all specs until return.
 * Gives:   *out, free with fol_design_free(); NULL on failure.
 * Errors:  FOL_ERR_ARG, _NOMEM, _LIMIT, _VALUE, _GEOMETRY, _CONFLICT, _NAME; err says which object, ring and vertex.
 *          What is odd but can be done becomes a warning of the design.
 * Threads: safe from any thread.   Cost: about linear in cells of 4 mm near an edge, vertices, hairs and rows of the canvas. */
FOL_API fol_status fol_design_create(const fol_treatment_spec *treatment, const fol_chart_spec *chart,
                                     const fol_design_options *options, const fol_allocator *alloc, fol_design **out,
                                     fol_error *err);
FOL_API void fol_design_free(fol_design *design);

typedef enum fol_edit_kind {
    FOL_EDIT_ZONE_RING = 1, /* ring 0 the outline, 1 the first hole ... */
    FOL_EDIT_HAIRLINE = 2,
    FOL_EDIT_KEEP_OUT = 3
} fol_edit_kind;

/* One ring or curve replaced; all else stays. */
typedef struct fol_design_edit {
    fol_edit_kind kind;
    size_t index; /* which zone, hairline or keep-out */
    size_t ring;  /* of a zone */
    fol_ring points;
} fol_design_edit;

/* A design that differs from `base` by one edit: the same as making it anew, but all that the edit leaves alone is shared with base
 * (shapes, curves, openings, the memory of specs), and fol_layout_update() knows where to look. Base may be freed before or after; what is shared
 * goes back to base's allocator when the last design that uses it is freed, so that allocator's user must outlive them all. Limits and
 * spacing are those of base.
 * Errors: as fol_design_create().   Threads: safe from any thread.
 * Cost:   of the object that is edited, and a copy of the lists: at most a fifth of a create on a scalp of a dozen objects. */
FOL_API fol_status fol_design_derive(const fol_design *base, const fol_design_edit *edit, const fol_allocator *alloc,
                                     fol_design **out, fol_error *err);

/* The specs that the design was made from; sessions are filled in where none were given. FOL_SAME stays FOL_SAME: what it stands
 * for is the session's cumulative, or the number of fol_hairline_style_named(). Valid while the design lives. */
FOL_API const fol_treatment_spec *fol_design_treatment(const fol_design *design);
FOL_API const fol_chart_spec *fol_design_chart(const fol_design *design);
/* Number i of their lists, NULL past the last. A library newer than the header may have larger structs: steps through the lists themselves are of
 * struct_size bytes, and a copy by assignment must say its own size (copy.struct_size = sizeof copy). */
FOL_API const fol_session_spec *fol_design_session(const fol_design *design, size_t i);
FOL_API const fol_zone_spec *fol_design_zone(const fol_design *design, size_t i);
FOL_API const fol_hairline_spec *fol_design_hairline(const fol_design *design, size_t i);

typedef struct fol_warning {
    const char *path; /* as in fol_error */
    const char *text;
} fol_warning;

FOL_API size_t fol_design_warning_count(const fol_design *design);
/* Valid while the design lives; NULLs past the last. */
FOL_API fol_warning fol_design_warning(const fol_design *design, size_t i);

FOL_API size_t fol_design_zone_count(const fol_design *design);
FOL_API size_t fol_design_session_count(const fol_design *design);
/* Zone number by name, or FOL_NO_ZONE. */
FOL_API int32_t fol_design_zone_named(const fol_design *design, const char *name);
/* Area inside the outline less holes, cm2 of canvas, with nothing else taken off; 0 past the last zone. */
FOL_API double fol_design_zone_area_cm2(const fol_design *design, size_t zone);
/* A hash of all that decides dots, the same on every machine: treatment and chart but for names, notes, days, skin, pigment and photo, and
 * but for min_distance_mm where no count is exact. An area scale by callback enters without what it answers. Never 0. */
FOL_API uint64_t fol_design_fingerprint(const fol_design *design);

/* What is asked for at a place: zones, hairlines, keep-outs, hairs, canvas, area scale and mask all taken in. Exact counts are not: see
 * fol_layout_scale(). Nothing off the canvas.
 * Cost: a look at each zone, hairline and keep-out, and the edges near the place; no memory. */
FOL_API void fol_design_density_at(const fol_design *design, int32_t x_um, int32_t y_um, fol_density *out);
/* The same shaped as fol_density_fn; user is the design. */
FOL_API void fol_design_density_fn(int32_t x_um, int32_t y_um, fol_density *out, void *design);
/* The same shaped as fol_density_batch_fn; user is the design. Places that follow each other in one cell of 4 mm are answered together, up to
 * 64 at a time: about ten times as fast as one by one. */
FOL_API void fol_design_density_batch_fn(const int32_t *xy_um, size_t count, fol_density *out, void *design);
/* Sites of follicular units in place of dots: the density over the dots of a mean unit there, which is 1 in a hairline. */
FOL_API void fol_design_site_density_batch_fn(const int32_t *xy_um, size_t count, fol_density *out, void *design);

/* Integral of the density over the place where each zone wins: counts[zone * sessions + k] = dots expected in it after
 * session k + 1; in proportion to a zone's hold_total where it has one. Where counts are exact, the nearest whole number is what a
 * layout has. `count` is the array's length, at least zones x sessions; what is beyond them becomes 0.
 * Errors: FOL_ERR_ARG, FOL_ERR_NOMEM.   Threads: safe from any thread if the design's allocator is, which working memory comes from.
 * Cost: tens of milliseconds for a whole scalp, several times that under a mask; while something is dragged, count a layout instead. */
FOL_API fol_status fol_design_expected(const fol_design *design, double *counts, size_t count);

/* The distance that any two dots of the running total after `session` (from 1) are promised, in mm, irregularity taken
 * off; 0 when the design was made without a spacing, and past the last session. Exact counts can take a zone above its density, which
 * only a layout knows: then it is fol_spacing_least_mm() of the density times fol_layout_scale(), less the irregularity. min_distance_mm is
 * kept all the same. */
FOL_API double fol_design_least_distance_mm(const fol_design *design, size_t session);

/* The same for the sites of follicular units, the first dot of each. Where there are none every dot is a site. 0 when the design was
 * made without a site_spacing. */
FOL_API double fol_design_least_site_distance_mm(const fol_design *design, size_t session);

/* The share of the dots of a zone that are expected to stay, as its retention says: that inside its outline, 1 outside and past the last zone. */
FOL_API double fol_design_retention_at(const fol_design *design, size_t zone, int32_t x_um, int32_t y_um);

/* Native hair where a zone ends: listed openings per cm2 outside its outline, as far as its soft edge goes and the canvas. *openings gets how
 * many they are, unless it is NULL. 0 for a hard edge and past the last zone. What is known otherwise is the zone's native_per_cm2.
 * Cost: 256 places for each cell of 4 mm near the outline. */
FOL_API double fol_design_native_per_cm2(const fol_design *design, size_t zone, size_t *openings);

/* Centre line of hairline i as it is used, flattened to within 0.01 mm: copies up to `capacity` points, returns how many
 * there are. 0 past the last hairline. */
FOL_API size_t fol_design_hairline_curve(const fol_design *design, size_t i, fol_point *points, size_t capacity);
/* What the edges of any two dots of a zone keep between them, in mm, so many years after they were made: the promised distance at its density
 * less the largest dot at its width then (fol_heal()). Below 0 they may overlap. FOL_MERGING_MM, 0.13, is what an eye of normal sight tells
 * apart at 45 cm: below it dots begin to read as one. With follicular units, whose dots lie close on purpose, 0 is the bound. -1 when the design was made
 * without a spacing, and past the last zone. */
FOL_API double fol_design_least_gap_mm(const fol_design *design, size_t zone, double years);
#define FOL_MERGING_MM 0.13

/* Which side of that line is behind: 1 to its left as one goes along it with y down, -1 to its right. 0 past the last hairline. */
FOL_API int32_t fol_design_hairline_behind(const fol_design *design, size_t i);

#ifdef __cplusplus
}
#endif
#endif

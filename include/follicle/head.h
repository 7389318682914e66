/* SPDX-License-Identifier: MIT */
/* Heads: hairlines from landmarks by the tape method, and templates: whole designs to start from. docs/hairlines.md and docs/templates.md
 * have the numbers with their sources. Experimental: may still change between minor versions.
 *
 * The model of a head is a dome whose horizontal rim is the hat line: through the glabella, over the ears, round the back. Tape
 * coordinates are mm along the rim from the middle of the face, and mm straight up from there on the skin. */
#ifndef FOLLICLE_HEAD_H
#define FOLLICLE_HEAD_H

#include <follicle/design.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ size of a head */

/* What can be measured on a client. 0 in any of them: in proportion to what is given, or the reference head's 155 x 195 mm, 63 mm between
 * the pupils, if nothing is. */
typedef struct fol_head_size {
    double width_mm;  /* greatest, above the ears, by caliper; 120 to 190 */
    double length_mm; /* glabella to the back of the head, by caliper; 150 to 240 */
    double pupils_mm; /* between the pupils; 45 to 80 */
} fol_head_size;

/* ------------------------------------------------------------------ hairlines from landmarks */

/* What a chart's picture of the head is. */
typedef enum fol_head_view {
    FOL_VIEW_FRONT = 1, /* a photograph from in front: the forehead is seen foreshortened */
    FOL_VIEW_TOP = 2    /* the flattened chart of the templates, face below: areas are true */
} fol_head_view;

/* Where the temporal hairline stands (Mayer, Perez-Meza 2002, Hair Transplant Forum 12(4):147). */
typedef enum fol_temples {
    FOL_TEMPLES_N = 1, /* normal: the peak reaches forward */
    FOL_TEMPLES_T = 2, /* thinning */
    FOL_TEMPLES_P = 3, /* the apex stands parallel to the sideburn */
    FOL_TEMPLES_R = 4  /* reversed: concave */
} fol_temples;

/* A shape is a row of numbers: mm up (+) from the midfrontal point, at shares of the way from the midline to the frontotemporal point. */
enum { FOL_SHAPE_POINTS = 5 };
typedef struct fol_hairline_shape {
    const char *name;
    const char *style;                /* of fol_hairline_style_at(), that is usually asked for with it */
    double peak_mm;                   /* of the middle below the midfrontal point */
    double rise_mm[FOL_SHAPE_POINTS]; /* at 1/8, 1/4, 1/2, 3/4 and 1 of the way; the last is not below 0 */
    double corner_mm;                 /* from the frontotemporal point down to the next: the less, the sharper the corner */
} fol_hairline_shape;

/* Shape number i from 0, or NULL past the last: rounded, straight, widows-peak, m-shape, receded, edge-up. Static. */
FOL_API const fol_hairline_shape *fol_hairline_shape_at(size_t i);
/* The shape of that name, or NULL. Static. */
FOL_API const fol_hairline_shape *fol_hairline_shape_named(const char *name);

typedef struct fol_forehead_spec {
    size_t struct_size;
    fol_head_view view;     /* default FOL_VIEW_FRONT */
    fol_head_size size;     /* default: in proportion to the eyes' distance */
    fol_point glabella;     /* canvas mm, as are all: between the brows, on the midline */
    bool has_canthi;        /* one of the two pairs is needed; with both the canthi count */
    fol_point canthi[2];    /* outer corners of the eyes, in any order */
    bool has_pupils;
    fol_point pupils[2];
    const char *shape;      /* a name of fol_hairline_shape_at(); default "rounded" */
    fol_temples temples;    /* default FOL_TEMPLES_N */
    double height_mm;       /* midfrontal point above the glabella, along the skin; 40 to 140, a warning outside 65 to 110; default 80 */
    double lateral_mm;      /* midline to frontotemporal point, along the rim at the height of the glabella, not at its own; 50 to 110; default 80 on the reference head, in proportion */
} fol_forehead_spec;

FOL_API void fol_forehead_spec_init_sized(fol_forehead_spec *spec, size_t struct_size);
static inline fol_forehead_spec fol_forehead_spec_default(void) {
    fol_forehead_spec spec;
    fol_forehead_spec_init_sized(&spec, sizeof spec);
    return spec;
}

enum { FOL_FOREHEAD_POINTS = 19, FOL_FOREHEAD_WARNINGS = 2 };

/* A hairline to be edited: left to right as seen with the face below. */
typedef struct fol_forehead {
    fol_point points[FOL_FOREHEAD_POINTS]; /* for fol_hairline_spec.points */
    size_t point_count;
    fol_point behind;             /* for fol_hairline_spec.behind */
    fol_point midfrontal;         /* before a widow's peak is drawn below it */
    fol_point frontotemporal[2];  /* left, right */
    fol_point temporal_peak[2];
    const char *style;            /* that the shape is usually drawn in. Static */
    size_t warning_count;
    char warnings[FOL_FOREHEAD_WARNINGS][160];
} fol_forehead;

/* Midfrontal point `height_mm` above the glabella; frontotemporal point as far lateral as `lateral_mm` and never below the midfrontal
 * height; temporal peak 50 mm down from it towards the canthus (Garg and Garg, Decoding Facial Esthetics to Recreate an Esthetic
 * Hairline). Heads may be turned in the picture. Results are the same bits on every machine.
 * Gives:  *out, all 0 on failure.
 * Errors: FOL_ERR_VALUE or _GEOMETRY for landmarks that no head has, with what is off in path and message; _NAME, _ARG.
 * Threads: safe from any thread.   Cost: microseconds. */
FOL_API fol_status fol_forehead_make(const fol_forehead_spec *spec, fol_forehead *out, fol_error *err);

/* ------------------------------------------------------------------ templates */

typedef struct fol_template_info {
    const char *name;
    const char *about;   /* one line */
    double area_cm2[2];  /* what all its zones together may have at the reference size; 0, 0: by its options */
} fol_template_info;

/* Template number i from 0, or NULL past the last. Static. */
FOL_API const fol_template_info *fol_template_at(size_t i);

/* 0 or NULL in any but the name: the template's own. One that the template does not have is refused. */
typedef struct fol_template_spec {
    size_t struct_size;
    const char *name;      /* of fol_template_at() */
    fol_head_size head;
    uint64_t seed;         /* of the design and of the hair that is drawn; default 1 */
    const char *shape;     /* of the hairline */
    const char *style;     /* of the hairline */
    fol_temples temples;
    double height_mm;      /* of the hairline, as in fol_forehead_spec */
    int32_t patches;       /* of areata; 1 to 9 */
    double patch_mm;       /* their diameter; 5 to 80 */
    double margin_mm;      /* of areata: skin around a patch that is prepared for its growth; 0 to 30 */
    double length_mm;      /* of a scar or a field of scars; 20 to 320 */
    double width_mm;       /* of a scar, 0.5 to 15; of a field of scars, 10 to 80 */
    int32_t count;         /* of round scars; 10 to 5,000 */
} fol_template_spec;

FOL_API void fol_template_spec_init_sized(fol_template_spec *spec, size_t struct_size);
static inline fol_template_spec fol_template_spec_default(void) {
    fol_template_spec spec;
    fol_template_spec_init_sized(&spec, sizeof spec);
    return spec;
}

typedef struct fol_template fol_template;

/* Fills specs of a whole design.
 * Borrows: spec until return.   Gives: *out, free with fol_template_free(); NULL on failure.
 * Errors:  FOL_ERR_NAME, _VALUE, _CONFLICT (an option that the template does not have), _NOMEM, _ARG.
 * Threads: safe from any thread.   Cost: up to 0.1 s for a scalp of hair. */
FOL_API fol_status fol_template_create(const fol_template_spec *spec, const fol_allocator *alloc, fol_template **out, fol_error *err);
FOL_API void fol_template_free(fol_template *made);
/* What was filled in, for fol_design_create() or fol_design_file_write(). Valid while the template lives. */
FOL_API const fol_treatment_spec *fol_template_treatment(const fol_template *made);
FOL_API const fol_chart_spec *fol_template_chart(const fol_template *made);

#ifdef __cplusplus
}
#endif
#endif

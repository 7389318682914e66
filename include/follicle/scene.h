/* SPDX-License-Identifier: MIT */
/* What to draw, in millimetres, without a renderer: a flat list of operations, first drawn first. Experimental: may still
 * change between minor versions.
 *
 * Two pictures are made: a preview (skin or photograph with the healed dots) and a map page (true size, for paper). Both can
 * be read as text, which is how they are tested. */
#ifndef FOLLICLE_SCENE_H
#define FOLLICLE_SCENE_H

#include <follicle/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fol_scene fol_scene;

typedef enum fol_op_kind {
    FOL_OP_FILL = 1,  /* rect in color */
    FOL_OP_PHOTO = 2, /* the photograph, upper left pixel at origin, mm_per_px */
    FOL_OP_DOTS = 3,  /* filled discs, each of its own diameter, in color at opacity, covered area in linear light */
    FOL_OP_LINE = 4,  /* points joined by a stroke of width_mm in color at opacity; closed or open */
    FOL_OP_TEXT = 5   /* text in color, capitals height_mm high, baseline starting at origin; align -1, 0, 1: origin is its
                         left end, middle, right end */
} fol_op_kind;

/* One operation. Points and dots are shifted by `origin`: the place of the chart's 0, 0 in the scene. */
typedef struct fol_op {
    fol_op_kind kind;
    fol_color color;
    double opacity;
    fol_rect rect;         /* FILL; for DOTS, PHOTO and LINE: nothing is drawn outside it */
    fol_point origin;
    double mm_per_px;      /* PHOTO */
    const fol_dot *dots;   /* DOTS, ids rising */
    size_t dot_count;
    const fol_point *points; /* LINE */
    size_t point_count;
    bool closed;
    double dash_mm;        /* LINE: 0 for none, else the length of dash and gap */
    double width_mm;
    const char *text;      /* TEXT, UTF-8 */
    double height_mm;
    int align;
    uint8_t shades[FOL_MAX_SESSIONS]; /* DOTS: the shade that opacity is of, by session; a dot with more water is as much fainter on pixels, (1 + it) /
                                         (1 + its own) times. 0: all alike */
    const float *strengths; /* DOTS: one a dot, 0 to 1, of its opacity besides; NULL: all 1 */
} fol_op;

typedef struct fol_preview_spec {
    size_t struct_size;
    int32_t session; /* the running total after it; 0: before any; default -1: after the last */
    bool guides;     /* outlines, keep-outs and hairlines; default false */
    bool plain;      /* plain skin even where there is a photograph; default false */
    fol_rect crop;   /* mm of canvas, may pass it; width 0 (the default): the whole canvas */
    bool no_hairs;   /* leaves out existing hairs, which are drawn as stubble where there is no photograph to show them; default false */
    const fol_dot *dots; /* default NULL: the layout's; else drawn in place of them, as they were placed, in any order */
    size_t dot_count;
    double bold;     /* dots and hairs so many times as wide, 1 to 8, so that small pictures show them: their tone is then darker than on
                        skin; default 1 */
    double day;      /* as on that day of the calendar of sessions, 0 to 100,000: dots are as old as their own session, and those of
                        later ones not there yet (fol_heal()); default -1: all healed, whatever the day */
    bool scab;       /* with a day: the scab of the first days is drawn too, wider than the dot; default false */
    bool merging;    /* dots that have grown too close to another are marked, as fol_merge_risk() finds them on that day; without a day: at
                        the touch-up. Default false */
} fol_preview_spec;

FOL_API void fol_preview_spec_init_sized(fol_preview_spec *spec, size_t struct_size);
static inline fol_preview_spec fol_preview_spec_default(void) {
    fol_preview_spec spec;
    fol_preview_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* The scalp as it looks healed. Extent: exactly the canvas, or the crop. Existing hairs are one FOL_OP_DOTS, all dots up to
 * the session another: dots of one operation add up, those of two lie over each other. Sessions look alike; dots that a hairline makes
 * lighter than their session look so. Where a zone has a retention, as many of its dots are left out as are not expected to stay; of sessions that are done dots are drawn as they hold, faint ones as pale as they count. On a day of the spec each dot looks
 * as old as it is then.
 * Borrows: design, layout (which may be NULL where the spec has dots), spec until return.   Gives: *out, free with fol_scene_free(); NULL on
 *          failure. Dots, points and texts are copied.
 * Errors: FOL_ERR_ARG (also a session that is not there), _VALUE (a crop out of range), _CONFLICT (the layout is of another design), _NOMEM.
 * Threads: safe from any thread. */
FOL_API fol_status fol_scene_preview(const fol_design *design, const fol_layout *layout, const fol_preview_spec *spec,
                                     const fol_allocator *alloc, fol_scene **out, fol_error *err);

typedef enum fol_paper {
    FOL_PAPER_TRUE_SIZE = 0, /* one page a session, as large as canvas and margin */
    FOL_PAPER_A4 = 1,        /* 210 x 297 mm, tiled */
    FOL_PAPER_LETTER = 2     /* 8.5 x 11 in, tiled */
} fol_paper;

typedef struct fol_map_spec {
    size_t struct_size;
    fol_paper paper;   /* default FOL_PAPER_TRUE_SIZE */
    int32_t session;   /* only this one; default 0: pages for each in turn */
    double margin_mm;  /* around the chart, 10 to 50; default 15 */
    double overlap_mm; /* of neighbouring tiles, 0 to 30; default 10 */
    const fol_dot *dots; /* as in fol_preview_spec */
    size_t dot_count;
} fol_map_spec;

FOL_API void fol_map_spec_init_sized(fol_map_spec *spec, size_t struct_size);
static inline fol_map_spec fol_map_spec_default(void) {
    fol_map_spec spec;
    fol_map_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* How many pages the map has, at most 2,000; 0 when spec or design is unusable, or the map would have more. */
FOL_API size_t fol_map_page_count(const fol_design *design, const fol_map_spec *spec);
/* One page, from 0, at true size: dots of its session, those of sessions before in grey, outlines, hairlines, a grid of 5 and 10 mm, scale bar, a
 * 50 mm check square, and on tiles registration marks and the tile's place. layout may be NULL where the spec has dots. Errors: FOL_ERR_ARG, _VALUE, _CONFLICT, _LIMIT (more than
 * 2,000 pages), _NOMEM. */
FOL_API fol_status fol_scene_map_page(const fol_design *design, const fol_layout *layout, const fol_map_spec *spec,
                                      size_t page, const fol_allocator *alloc, fol_scene **out, fol_error *err);

FOL_API void fol_scene_free(fol_scene *scene);

/* What the scene shows, mm. */
FOL_API fol_rect fol_scene_extent(const fol_scene *scene);
FOL_API size_t fol_scene_op_count(const fol_scene *scene);
/* Valid while the scene lives; NULL past the last. */
FOL_API const fol_op *fol_scene_op(const fol_scene *scene, size_t i);
/* The scene as text, a line an operation and a line a dot; micrometres, the same on every machine. Errors: FOL_ERR_ARG, _WRITE. */
FOL_API fol_status fol_scene_write_text(const fol_scene *scene, const fol_sink *sink, fol_error *err);
/* mm a pixel of a photograph spec, by whichever way it is given; 0 when there is none. */
FOL_API double fol_photo_mm_per_px(const fol_photo_spec *photo);

#ifdef __cplusplus
}
#endif
#endif

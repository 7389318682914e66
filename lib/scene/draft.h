/* SPDX-License-Identifier: MIT */
/* A scene while it is made. Running out of memory is remembered and told once, by fol__draft_finish(), so that what is
 * drawn reads as a list. */
#ifndef FOLLICLE_SCENE_DRAFT_H
#define FOLLICLE_SCENE_DRAFT_H

#include "alloc.h"

#include <follicle/scene.h>

struct fol_scene {
    fol_allocator alloc;
    fol__arena arena; /* all that operations point to */
    fol__vector ops;
    fol_rect extent;
};

typedef struct fol__draft {
    fol_scene *scene; /* NULL once memory is out */
    fol_point origin; /* these two are given to every operation that follows */
    fol_rect clip;
} fol__draft;

typedef struct fol__pen {
    fol_color color;
    double opacity;
    double width_mm;
    double dash_mm; /* 0: solid */
} fol__pen;

fol__draft fol__draft_make(fol_rect extent, const fol_allocator *alloc);
/* Memory is out. */
void fol__draft_give_up(fol__draft *draft);
/* Gives *out, or FOL_ERR_NOMEM. */
fol_status fol__draft_finish(fol__draft *draft, fol_scene **out, fol_error *err);

void fol__draw_fill(fol__draft *draft, fol_rect rect, fol_color color);
void fol__draw_photo(fol__draft *draft, double mm_per_px);
void fol__draw_line(fol__draft *draft, const fol_point *points, size_t count, bool closed, fol__pen pen);
void fol__draw_segment(fol__draft *draft, fol_point a, fol_point b, fol__pen pen);
void fol__draw_rect(fol__draft *draft, fol_rect rect, fol__pen pen);
/* Text is copied. */
void fol__draw_text(fol__draft *draft, fol_point at, double height_mm, int align, fol_color color, const char *text);
/* Black text from `at` on, as high as wanted or as low as it takes to fit the width. */
void fol__draw_fitted(fol__draft *draft, fol_point at, double width, double height, const char *text);
/* Where the dots of a picture come from: a layout or, with dots, a list in any order. */
typedef struct fol__dot_source {
    const fol_layout *layout;
    const fol_dot *dots; /* ids rising; NULL: the layout's */
    size_t count;
    fol_dot *own; /* what fol__dots_free() frees */
    fol_allocator alloc;
} fol__dot_source;

/* Sorts a copy of `dots` by id. Refuses a layout that is not of the design, and dots without an array. */
fol_status fol__dots_from(const fol_design *design, const fol_layout *layout, const fol_dot *dots, size_t count,
                          const fol_allocator *alloc, fol__dot_source *out, fol_error *err);
void fol__dots_free(fol__dot_source *source);
/* A list is one block. Ids rise through the blocks. */
size_t fol__dots_block_count(const fol__dot_source *source);
const fol_dot *fol__dots_block(const fol__dot_source *source, size_t block, size_t *count);
/* Dots of one session, from 1; 0 for all. */
size_t fol__dots_of(const fol__dot_source *source, size_t session);

/* The dots of sessions `first` to `last`, from 1, whose centre is within `reach_mm` outside the clip; below 0: so far
 * inside it. Ids rise. The operation is valid until the next is drawn; NULL when memory is out. */
fol_op *fol__draw_sessions(fol__draft *draft, const fol__dot_source *source, size_t first, size_t last, double reach_mm,
                           fol_color color, double opacity);
/* Dots that lie in the scene, ids rising. The operation likewise. */
fol_op *fol__draw_dots(fol__draft *draft, const fol_dot *dots, size_t count, fol_color color, double opacity);
/* Makes the dots that were drawn last so many times as wide. */
void fol__draft_embolden(fol__draft *draft, double times);
/* Whether a place is within `reach_mm` outside the clip. */
bool fol__draft_sees(const fol__draft *draft, fol_point point, double reach_mm);
/* Room in the scene for dots, for strengths, and for points that the caller fills and then draws; NULL when memory is out. */
fol_dot *fol__draft_dots(fol__draft *draft, size_t count);
float *fol__draft_strengths(fol__draft *draft, size_t count);
fol_point *fol__draft_points(fol__draft *draft, size_t count);

#endif

/* SPDX-License-Identifier: MIT */
/* How a map is cut into sheets of paper, and where everything stands on one. */
#ifndef FOLLICLE_SCENE_SHEET_H
#define FOLLICLE_SCENE_SHEET_H

#include <follicle/scene.h>

/* A host prints tens of pages; more than this is a mistake of scale. */
#define FOL__MAX_PAGES 2000

/* All sheets of a map have the same size and layout. Micrometres, so that tiles meet exactly. */
typedef struct fol__sheets {
    int64_t paper_width, paper_height;
    int64_t border;                      /* nothing is printed outside it */
    int64_t window_width, window_height; /* of canvas on each sheet */
    int64_t step_x, step_y;              /* from a tile's window to the next; 0 when there is one */
    int64_t columns, rows;
    int64_t sessions; /* how many get pages of their own */
    bool tiled;
    const fol_dot *dots; /* the spec's */
    size_t dot_count;
} fol__sheets;

/* One page of it. */
typedef struct fol__sheet {
    size_t session; /* from 1 */
    int64_t column, row;
    fol_rect paper;
    fol_rect window; /* on the paper */
    fol_rect part;   /* of the canvas, that the window shows */
    fol_rect header, footer;
} fol__sheet;

/* Checks the spec against the design. Errors: FOL_ERR_ARG, _VALUE, _LIMIT. */
fol_status fol__sheets_make(const fol_design *design, const fol_map_spec *spec, fol__sheets *sheets, fol_error *err);
size_t fol__sheets_count(const fol__sheets *sheets);
/* `only` is the spec's session: 0 for pages of each in turn. Pages run by session, then row, then column. */
fol__sheet fol__sheet_at(const fol__sheets *sheets, int32_t only, size_t page);
/* "B3": the column's letters and the row's number, from A1. */
void fol__sheet_name(int64_t column, int64_t row, char *name, size_t size);

#endif

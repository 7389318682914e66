/* SPDX-License-Identifier: MIT */
/* From plan to photograph: a transform, and on top of it a smooth field of shifts, as skin stretches and heads are round. */
#ifndef FOLLICLE_REGISTER_FIELD_H
#define FOLLICLE_REGISTER_FIELD_H

#include "alloc.h"
#include "transform.h"

/* Shifts in pixels of darkness at nodes over the plan; between them bilinear, beyond them as at the edge. */
typedef struct fol__field {
    fol_allocator alloc;
    fol_point *shifts; /* NULL: none */
    int32_t columns, rows;
    double x_mm, y_mm, step_mm;
} fol__field;

typedef struct fol__mapping {
    fol_transform transform; /* plan mm to pixels of darkness */
    fol__field field;
} fol__mapping;

/* What a place was found to be off by. */
typedef struct fol__offset {
    fol_point plan_mm;
    fol_point off_px;
    double weight; /* 0: not found */
} fol__offset;

/* No shifts yet over a part of the plan. False: out of memory. */
bool fol__field_make(const fol_allocator *alloc, fol_rect plan_mm, fol__field *out);
void fol__field_free(fol__field *field);
/* Shifts that smooth offsets out, each node's from those within FOL__FIELD_REACH_MM, none longer than most_px; few offsets give small
 * shifts. False: out of memory. */
bool fol__field_fit(fol__field *field, const fol__offset *offsets, size_t count, double px_per_mm, double most_px);
fol_point fol__field_at(const fol__field *field, fol_point plan_mm);

static inline fol_point fol__mapping_at(const fol__mapping *mapping, fol_point plan_mm) {
    const fol_point at = fol_transform_apply(&mapping->transform, plan_mm), shift = fol__field_at(&mapping->field, plan_mm);
    return (fol_point){at.x + shift.x, at.y + shift.y};
}

static inline fol_point fol__dot_mm(const fol_dot *dot) {
    return (fol_point){dot->x_um / 1000.0, dot->y_um / 1000.0};
}

#endif

/* SPDX-License-Identifier: MIT */
/* Templates as tables: what regions of a head are treated, how, and what hair is left there. */
#ifndef FOLLICLE_HEAD_PLANS_H
#define FOLLICLE_HEAD_PLANS_H

#include "forehead.h"

/* How a zone's outline comes about. Tables are mm right of, and in front of, the top of the reference head's flattened chart. */
typedef enum fol__outline_kind {
    FOL__OUTLINE_BEHIND = 1, /* along the hairline to side point `from` on both sides, and back by a table of the right half */
    FOL__OUTLINE_TEMPLE,     /* two zones: along the hairline from side point `from` to the one above the peak, and back by a table */
    FOL__OUTLINE_CLOSED,     /* a table of the right half, from the midline in front to the midline behind */
    FOL__OUTLINE_SCALP,      /* all that grows hair */
    FOL__OUTLINE_MARGIN,     /* the lower edge of the scalp from ear to ear, so wide as table[0].y */
    FOL__OUTLINE_PATCHES,    /* round, as the options say */
    FOL__OUTLINE_STRIP,      /* a line along the back of the head, as the options say; table[0].x more to each side, table[0].y at the ends */
    FOL__OUTLINE_FIELD       /* a field at the back of the head, as the options say */
} fol__outline_kind;

enum { FOL__PLAN_ZONES = 4, FOL__TABLE_POINTS = 10 };

/* How scar tissue is worked: docs/scars.md has the reasons. Each is the zone spec's field of that name. */
typedef struct fol__scar_care {
    double retention, first_share, overlap_mm;
    int64_t extra_sessions;
    bool blend;
} fol__scar_care;

typedef struct fol__plan_zone {
    const char *name;    /* NULL: there is none */
    const char *note;
    fol__outline_kind kind;
    int from;
    fol_point table[FOL__TABLE_POINTS]; /* ends at the first 0, 0 behind another point; no point of a table is the top itself */
    double density, feather;
    double hair_left;    /* share of the native hair that still grows here */
    double hair_soft_mm; /* over which it thins at the edge */
    const fol__scar_care *scar; /* NULL: sound skin */
} fol__plan_zone;

typedef enum fol__schedule { FOL__USUAL = 0, FOL__CAREFUL, FOL__SCAR } fol__schedule;

enum { FOL__HAS_HAIRLINE = 1, FOL__HAS_PATCHES = 2, FOL__HAS_LENGTH = 4, FOL__HAS_WIDTH = 8, FOL__HAS_COUNT = 16, FOL__HAS_SIZE = 32, FOL__AT_BACK = 64 };

typedef struct fol__plan {
    fol_template_info info;
    const char *note;
    fol__schedule schedule;
    unsigned has;
    const char *shape, *style; /* of the hairline; style NULL: the shape's */
    double height_mm;
    double hair_per_cm2;       /* native, where none is lost */
    fol__plan_zone zones[FOL__PLAN_ZONES];
} fol__plan;

/* NULL past the last. */
const fol__plan *fol__plan_at(size_t i);

#endif

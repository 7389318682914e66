/* SPDX-License-Identifier: MIT */
/* What the report states: counts of the layout, and how numbers, dates and durations read. */
#ifndef FOLLICLE_REPORT_FACTS_H
#define FOLLICLE_REPORT_FACTS_H

#include "words.h"

enum { FOL__NAMED_ZONES = 10, FOL__TEXT_SIZE = 512 };

/* A zone, or all that are not named one by one. */
typedef struct fol__zone_facts {
    const char *name; /* NULL: `others` zones together */
    size_t others;
    double area_cm2, density; /* density 0 where zones are together */
    int64_t dots[FOL_MAX_SESSIONS];
    int64_t all;
    int64_t merging;     /* dots that come too close to another as they grow */
    double least_gap_mm; /* then; FOL__NO_NEIGHBOUR_MM: to none */
} fol__zone_facts;

#define FOL__NO_NEIGHBOUR_MM 1000.0

typedef struct fol__facts {
    size_t sessions, zones; /* rows of `zone` */
    fol__zone_facts zone[FOL__NAMED_ZONES + 1], sum;
} fol__facts;

/* Of `dots`, or of the layout's own where they are NULL. FOL_ERR_NOMEM. */
fol_status fol__facts_collect(const fol_design *design, const fol_layout *layout, const fol_dot *dots, size_t dot_count, fol__facts *facts,
                              fol_error *err);

/* The zone's name: its own, or "3 others". `text` holds FOL__TEXT_SIZE bytes, as in all that follows. Each returns `text`. */
const char *fol__zone_label(const fol__words *words, const fol__zone_facts *zone, char *text);
/* 12 430.5: digits in threes, `decimals` of them behind the mark. */
char *fol__number(const fol__words *words, double value, int decimals, char *text);
/* The date `day` days after the first session, or "day 10" where none was given. */
char *fol__when(const fol__words *words, fol_date first, double day, char *text);
/* Working time of so many dots, to five minutes. */
char *fol__minutes(const fol__words *words, double dots, double per_minute, char *text);

#endif

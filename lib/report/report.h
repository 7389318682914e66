/* SPDX-License-Identifier: MIT */
/* The parts of the report, a file each. */
#ifndef FOLLICLE_REPORT_REPORT_H
#define FOLLICLE_REPORT_REPORT_H

#include "facts.h"
#include "page.h"

typedef struct fol__report {
    const fol_design *design;
    const fol_layout *layout;
    fol_report_spec spec; /* complete */
    fol__words words;
    fol__facts facts;
    fol__page page;
    char text[FOL__TEXT_SIZE]; /* what fol__report_say() returned last */
} fol__report;

/* A text with one slot filled, or none where `name` is NULL. Valid until the next call. */
const char *fol__report_say(fol__report *report, fol__word word, const char *name, const char *value);

/* The course in pictures, in what is left of the page above `bottom`. */
fol_status fol__report_pictures(fol__report *report, double bottom, fol_error *err);
/* The density of the finished work, at true size where it fits above `bottom`. */
fol_status fol__report_density(fol__report *report, double bottom, fol_error *err);

/* Zones with area, density and dots. A height is what the part takes at most. */
void fol__report_zones(fol__report *report);
double fol__report_zones_height(const fol__report *report);
void fol__report_sessions(fol__report *report);
void fol__report_dots_by_zone(fol__report *report);
void fol__report_evenness(fol__report *report);
/* Dots that will read as one, by zone. */
void fol__report_merging(fol__report *report);
void fol__report_schedule(fol__report *report);
double fol__report_schedule_height(const fol__report *report);

void fol__report_aftercare(fol__report *report);
void fol__report_questions(fol__report *report);
void fol__report_pigment(fol__report *report);

#endif

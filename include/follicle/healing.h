/* SPDX-License-Identifier: MIT */
/* What becomes of a dot from the day it was made: one function of days, with every constant of it. Illustrative: the numbers are clinics' and
 * one study's, not this client's. Sources, and what each does: docs/healing.md. */
#ifndef FOLLICLE_HEALING_H
#define FOLLICLE_HEALING_H

#include <follicle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A healed dot, healed_days old, is the measure of all: pigment 1, width 1. */
typedef struct fol_healing_spec {
    double fade;             /* share of the fresh darkness that is lost until healed; 0 to 0.6, usually 0.3 to 0.4; default 0.35 */
    double healed_days;      /* 7 to 60; default 28 */
    double settling;         /* share that is lost from there until settled, by healing alone; 0 to 0.3; default 0.05 */
    double settled_days;     /* above healed_days, up to 365; default 135: the middle of 3 to 6 months */
    double touch_up_share;   /* of the healed darkness at which a touch-up is due; 0.3 to 0.95, below 1 - settling; default 0.65 */
    double touch_up_years;   /* when usual skin comes to it; 1 to 15, usually 3 to 6; default 4 */
    double spread_per_year;  /* share of its healed width that a dot grows by each year; 0 to 0.1; default 0.04 */
    double most_width;       /* it stops at so many times its healed width; 1 to 5; default 3 */
    double sun;              /* how many times as fast it fades; 0.25 to 4: 0.8 for a hat, 1 usual, 1.5 for work outdoors; default 1 */
    int64_t skin_type;       /* Fitzpatrick's, 1 to 6; default 0: not given, or told by the name of the skin tone */
    double skin_step;        /* each type below III fades so much faster, each above so much slower; 0 to 0.15; default 0.05 */
    double scar;             /* how many times as fast scar tissue fades; 0.5 to 4; default 1.8 */
    double shallow_mm;       /* dots less deep than this fade faster ...; 0 to 1.5; default 0.5 */
    double shallow;          /* ... up to so many times, at the surface; 1 to 10; default 3 */
    double deep_mm;          /* dots deeper than this spread faster ...; 0.5 to 3; default 2 */
    double deep;             /* ... up to so many times, 1 mm further down; 1 to 10; default 3 */
    double scab_width;       /* width of the scab in healed dots on the first day, where it is drawn; 1 to 3; default 2 */
    double scab_days;        /* until it has gone; 1 to 21; default 7 */
} fol_healing_spec;

/* All constants at their defaults. */
FOL_API fol_healing_spec fol_healing_default(void);

/* Where a dot lies. */
typedef struct fol_tissue {
    double depth_mm;   /* 0: not known, as usual */
    int32_t skin_type; /* 1 to 6; 0: the spec's */
    bool scar;
} fol_tissue;

typedef struct fol_healed {
    double pigment; /* area times contrast in linear light, healed = 1: fresh 1 / (1 - fade), falls for ever */
    double width;   /* healed = 1, never falls; pigment that spreads hides less: contrast is pigment / width^2 */
    double scab;    /* width of the scab over it, 1 once it has gone; only for pictures that show it */
} fol_healed;

/* The state of a dot `days` after it was made; days below 0 count as 0. A spec is not checked here: fol_design_create() does. The same bits on
 * every machine: nothing but + - * /.
 *   healing   pigment = (1 - fade (1 - (1 - u)^3)) / (1 - fade), u = days / healed_days up to 1
 *   settling  x 1 - settling k (3 v^2 - 2 v^3), v = (days - healed_days) / (settled_days - healed_days), 0 to 1
 *   years     x 1 / (1 + a k y), y = years since healed, a such that k = 1 reaches touch_up_share at touch_up_years
 *   width     = 1 + spread_per_year d y, up to most_width
 * k: sun x skin type x scar x shallow depth; d: great depth. spec NULL: the defaults; tissue NULL: usual skin. */
FOL_API fol_healed fol_heal(const fol_healing_spec *spec, const fol_tissue *tissue, double days);

/* Years after a session at which its dots come to touch_up_share; 1,000 when they never do. */
FOL_API double fol_heal_touch_up_years(const fol_healing_spec *spec, const fol_tissue *tissue);

#ifdef __cplusplus
}
#endif
#endif

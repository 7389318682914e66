/* SPDX-License-Identifier: MIT */
/* A design through time: what its dots look like on a day, which days to look at, where dots will merge, and how much water to use.
 * Illustrative throughout: docs/healing.md says where the numbers come from. */
#ifndef FOLLICLE_HEAL_H
#define FOLLICLE_HEAL_H

#include <follicle/colors.h>
#include <follicle/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The state of one dot of a design on a day of its calendar: fol_heal() at its age, in its own tissue: depth of the dot, scar of its zone,
 * skin type. A day before its session: as fresh. What the design does not know (a zone, a session) is usual skin, healed. */
FOL_API fol_healed fol_heal_dot(const fol_design *design, const fol_dot *dot, double day);

/* ------------------------------------------------------------------ days to look at */

typedef enum fol_moment {
    FOL_MOMENT_FRESH = 0,       /* the day of the last session */
    FOL_MOMENT_HEALED = 1,      /* healed_days after it */
    FOL_MOMENT_SIX_MONTHS = 2,  /* 182 days after the first session, ... */
    FOL_MOMENT_THREE_YEARS = 3  /* 1,095 days; both after the last session instead where it is not healed by then */
} fol_moment;
#define FOL_MOMENT_COUNT 4

/* "fresh", "healed", "6-months", "3-years"; NULL for any other. */
FOL_API const char *fol_moment_name(fol_moment moment);
/* The day of a moment on the design's calendar if the treatment ends with `session` (from 1; 0 and any above the last: the last). */
FOL_API double fol_moment_day(const fol_design *design, fol_moment moment, size_t session);

/* The whole days that a plan draws, rising: each session's day, the day before the second session (all that the first will show by then), healed,
 * and three years. Copies up to `capacity`, returns how many there are, at most FOL_MOST_COURSE_DAYS. */
FOL_API size_t fol_course_days(const fol_design *design, int32_t *days, size_t capacity);
#define FOL_MOST_COURSE_DAYS (FOL_MAX_SESSIONS + 3)

/* ------------------------------------------------------------------ merging */

typedef struct fol_merge_spec {
    size_t struct_size;
    double day;    /* of the calendar, up to 100,000; default -1: touch_up_years after the last session */
    double gap_mm; /* dots whose edges are closer count as merging, 0 to 10; default FOL_MERGING_MM. Dots of one follicular unit: where they overlap */
} fol_merge_spec;

FOL_API void fol_merge_spec_init_sized(fol_merge_spec *spec, size_t struct_size);
static inline fol_merge_spec fol_merge_spec_default(void) {
    fol_merge_spec spec;
    fol_merge_spec_init_sized(&spec, sizeof spec);
    return spec;
}

typedef struct fol_merge_count {
    size_t dots;    /* of the zone, made by that day */
    size_t merging; /* of them, those with a neighbour too close, whatever its zone */
    double least_gap_mm; /* of a dot of the zone to any other, below 0 where they overlap; 1,000 with no neighbour within 2 mm */
} fol_merge_count;

/* Which of these dots come too close to another at their size on that day, exactly. Dots of later sessions count for nothing.
 * Borrows: all until return. spec NULL: the defaults. zones: one a zone of the design, `zone_count` of them, may be NULL; flags: one a dot,
 *          set to 1 where it merges, may be NULL.
 * Errors: FOL_ERR_ARG (zone_count is not the design's), _VALUE, _NOMEM.   Threads: safe from any thread.   Cost: about 0.2 microseconds a dot. */
FOL_API fol_status fol_merge_risk(const fol_design *design, const fol_dot *dots, size_t count, const fol_merge_spec *spec,
                                  fol_merge_count *zones, size_t zone_count, uint8_t *flags, const fol_allocator *alloc, fol_error *err);

/* ------------------------------------------------------------------ how much water */

typedef struct fol_shade_advice {
    size_t session_count;
    double shade[FOL_MAX_SESSIONS];    /* parts of water to one, whole numbers from 4 to 40, for each session of the design */
    double hairline[FOL_MAX_SESSIONS]; /* the same at the hairline: 6 more */
    double hair_contrast; /* of shaved hair on this skin, 0 to 1: how much darker it is in linear light, as a share of the skin */
    double contrast;      /* of a healed dot of the last session's shade */
    char reason[320];     /* one sentence or two, plain text */
} fol_shade_advice;

/* A suggestion, no prescription: the last session matches shaved hair, at three quarters of its contrast and never more than most_contrast (0 to 1;
 * usually 0.65), earlier ones are lighter by 4 and then 6 parts, then 4 each. Hair is the design's, or told by its pigment; the pigment is the design's
 * with its strength, or FOL_USUAL_STRENGTH. Errors: FOL_ERR_ARG, _VALUE. */
FOL_API fol_status fol_advise_shades(const fol_design *design, double most_contrast, fol_shade_advice *out, fol_error *err);

#ifdef __cplusplus
}
#endif
#endif

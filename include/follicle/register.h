/* SPDX-License-Identifier: MIT */
/* What of a plan is in the skin, from a photograph of the healed scalp: landmarks lay the plan onto the photograph, its own dots lay it
 * exactly, and then each planned dot is measured. Experimental: may still change between minor versions. docs/registration.md tells how it
 * works, how good it is and where it fails. The same bits on every machine. */
#ifndef FOLLICLE_REGISTER_H
#define FOLLICLE_REGISTER_H

#include <follicle/raster.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ from plan to photograph */

typedef enum fol_transform_kind {
    FOL_TRANSFORM_SIMILARITY = 1, /* shift, turn, scale: a photograph from the same side; three landmarks or more */
    FOL_TRANSFORM_HOMOGRAPHY = 2  /* seen at a slant as well; four landmarks or more */
} fol_transform_kind;

/* Plan millimetres to pixels of the photograph, whose upper left corner is at 0, 0:
 * ((m[0] x + m[1] y + m[2]) / w, (m[3] x + m[4] y + m[5]) / w) where w = m[6] x + m[7] y + m[8]. */
typedef struct fol_transform {
    double m[9];
} fol_transform;

/* Not finite where w is 0. `transform` must not be NULL. */
FOL_API fol_point fol_transform_apply(const fol_transform *transform, fol_point plan_mm);

/* One place seen in both. */
typedef struct fol_landmark_pair {
    const char *name; /* for messages; NULL: it is called by its number */
    fol_point plan_mm;
    fol_point photo_px;
} fol_landmark_pair;

typedef struct fol_landmark_fit {
    fol_transform transform;
    double px_per_mm; /* of the photograph, in the middle of the landmarks */
    double rms_mm;    /* how far landmarks are off: root mean square, */
    double worst_mm;  /* and the largest, */
    size_t worst;     /* which this one has */
} fol_landmark_fit;

/* Fits a transform by least squares of what landmarks are off on the photograph (similarity: Umeyama 1991; homography: weighted linear
 * equations in normalised places, Hartley 1997). off_mm, one a landmark, may be NULL.
 * Borrows: all until return.
 * Errors:  FOL_ERR_ARG, _VALUE (too few, not finite, beyond 1,000,000), _GEOMETRY (on one line, two at one place, mirrored; names the
 *          landmark where it is one).
 * Threads: safe from any thread.   Cost: microseconds. */
FOL_API fol_status fol_landmarks_fit(const fol_landmark_pair *pairs, size_t count, fol_transform_kind kind, double *off_mm,
                                     fol_landmark_fit *fit, fol_error *err);

/* ------------------------------------------------------------------ what held */

typedef enum fol_held_state {
    FOL_HELD_KEPT = 1,
    FOL_HELD_FAINT = 2,     /* less than about two thirds of the darkness that dots around it have */
    FOL_HELD_LOST = 3,      /* no darker than bare skin, or hardly */
    FOL_HELD_BLOWN_OUT = 4, /* about twice as wide as planned, or more than twice as dark as dots around it */
    FOL_HELD_UNSEEN = 5     /* not on the photograph */
} fol_held_state;
enum { FOL_HELD_STATES = 6 }; /* room for an array by state */

/* "kept", "faint", "lost", "blown-out", "unseen". Never NULL; "unknown" for a number that is none. */
FOL_API const char *fol_held_state_name(fol_held_state state);

typedef struct fol_held_spec {
    size_t struct_size;
    const fol_landmark_pair *landmarks;
    size_t landmark_count;
    fol_transform_kind kind;  /* of the landmarks' fit; default similarity. What dots confirm is refined to a homography and a smooth field */
    double most_off_mm;       /* landmarks that are further off are refused, 0.5 to 50; default 6 */
    double search_mm;         /* how far dots are looked for from where landmarks say, 0.5 to 10; default 4 */
} fol_held_spec;

FOL_API void fol_held_spec_init_sized(fol_held_spec *spec, size_t struct_size);
static inline fol_held_spec fol_held_spec_default(void) {
    fol_held_spec spec;
    fol_held_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* One planned dot as it is seen. */
typedef struct fol_held_dot {
    int64_t id;
    double x_px, y_px;  /* where it is, or should be, on the photograph */
    double confidence;  /* 0 to 1: about the share of such dots whose state is right; 0 where unseen */
    double darkness;    /* light that it takes, of what dots around it that were kept take: near 1, 0.4, 0 */
    double width;       /* its diameter over that of dots around it that were kept; 1 where that cannot be seen */
    fol_held_state state;
    uint16_t zone;
    uint8_t session;
} fol_held_dot;

typedef struct fol_held_figures {
    fol_landmark_fit landmarks;
    fol_transform transform;  /* as refined by the dots; each dot's place has the smooth field on top */
    double before_mm;         /* root mean square of how far the landmarks' fit lay from the dots' */
    double after_mm;          /* the same of what dots are still off: the hand's and the measure's */
    double bend_mm;           /* the largest of the smooth field: stretched or rounded skin */
    double px_per_mm;         /* of the photograph, in the middle of the plan */
    double spot_mm;           /* diameter of a kept dot as it is seen, the camera's blur included */
    double noise_ratio;       /* how many times the noise of bare skin a kept dot stands out; FOL_HELD_LEAST_RATIO is needed */
    double contrast;          /* share of the light around it that a kept dot takes away in its middle */
    size_t dots;              /* all that were asked for */
    size_t states[FOL_HELD_STATES]; /* by state */
} fol_held_figures;

/* Coarser photographs are refused unmeasured, and those on which kept dots stand out less. */
#define FOL_HELD_LEAST_PX_PER_MM 6.0
#define FOL_HELD_LEAST_RATIO 7.4
/* And those that show dots wider, which no noise tells: docs/registration.md. */
#define FOL_HELD_MOST_SPOT_MM 0.7

typedef struct fol_held fol_held;

/* Lays dots onto a photograph and measures each. All dots that are in the skin must be given, and none that are not yet: those of the
 * sessions done so far.
 * Borrows: all until return.   Gives: *out, free with fol_held_free(); NULL on failure.
 * Errors:  those of fol_landmarks_fit(); FOL_ERR_VALUE where landmarks are too far off, where the photograph is too coarse, out of focus or
 *          shows too little of the plan (says what is needed), where dots do not confirm the landmarks; _ARG, _LIMIT (more than 500,000,000
 *          pixels), _NOMEM.
 * Threads: safe from any thread.   Cost: about 0.1 microseconds a pixel and 50 a dot; 12 bytes a pixel and 250 a dot. */
FOL_API fol_status fol_held_measure(const fol_pixels *pixels, const fol_dot *dots, size_t count, const fol_held_spec *spec,
                                    const fol_allocator *alloc, fol_held **out, fol_error *err);
/* In the order in which they were given. Valid while the object lives. */
FOL_API const fol_held_dot *fol_held_dots(const fol_held *held, size_t *count);
/* All zero for NULL. */
FOL_API fol_held_figures fol_held_figures_of(const fol_held *held);
FOL_API void fol_held_free(fol_held *held);

#ifdef __cplusplus
}
#endif
#endif

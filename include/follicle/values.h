/* SPDX-License-Identifier: MIT */
/* Plain values that every part speaks: points, rectangles, colours, dots, densities. Copied freely, never freed. */
#ifndef FOLLICLE_VALUES_H
#define FOLLICLE_VALUES_H

#include <follicle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A client is treated in at most this many sessions. */
#define FOL_MAX_SESSIONS 8

/* Millimetres, x right, y down. */
typedef struct fol_point {
    double x, y;
} fol_point;

/* Millimetres; holds x in [x, x + width) and y in [y, y + height). */
typedef struct fol_rect {
    double x, y, width, height;
} fol_rect;

/* A closed outline (its last point joins its first) or an open curve, borrowed from whoever made it. */
typedef struct fol_ring {
    const fol_point *points;
    size_t count;
} fol_ring;

/* sRGB, 0 to 255 a channel. */
typedef struct fol_color {
    uint8_t r, g, b;
} fol_color;

/* A text that can be translated, by its key. What stands in braces is filled in: a translation may place it elsewhere or leave it
 * out. */
typedef struct fol_word {
    const char *key;  /* "picture-session" */
    const char *text; /* UTF-8: "Healed after session {session}" */
} fol_word;

/* One pigment deposit. 24 bytes; offsets 0, 8, 12, 16, 18, 20, 22, 23 on every machine.
 * Ids: the same for the same pattern point of a seed in every layout; below 2^52, the three low bits 0 but for dots of a follicular
 * unit (<follicle/units.h>), which count from 0 in the lower two. Dots placed by hand count from 2^52; every id is below 2^53. */
typedef struct fol_dot {
    int64_t id;
    int32_t x_um, y_um;
    uint16_t diameter_um;
    uint16_t depth_um; /* 0 when the design gives none */
    uint16_t zone;     /* index into the design's zones */
    uint8_t session;   /* from 1 */
    uint8_t shade;     /* parts of water to one of pigment; 0: not known */
} fol_dot;

#define FOL_HAND_PLACED_ID INT64_C(0x10000000000000) /* 2^52 */

/* What became of a dot (docs/records.md). */
typedef enum fol_dot_state {
    FOL_DOT_DONE = 1, /* in the skin as planned; also what held */
    FOL_DOT_SKIPPED,  /* not done */
    FOL_DOT_ADDED,    /* done, but not planned */
    FOL_DOT_MOVED,    /* done at another place */
    FOL_DOT_LOST,     /* done, and not there once healed */
    FOL_DOT_FAINT,    /* there, but weak */
    FOL_DOT_BLOWN_OUT /* spread under the skin */
} fol_dot_state;

/* One dot that is in the skin from a session that is past: layouts keep it as it is and lay new dots around it. */
typedef struct fol_placed_dot {
    fol_dot dot;        /* as it lies in the skin; its id never becomes another dot's */
    float weight;       /* how many dots it counts for: 1, less where it is faint, more where it is blown out; 0 to 16 */
    float confidence;   /* 0 to 1, of what became of it; decides nothing */
    uint16_t clear_um;  /* no new dot comes closer; 0 to 3,000 */
    uint8_t state;      /* a fol_dot_state but SKIPPED and LOST; decides nothing */
} fol_placed_dot;
#define FOL_NO_ZONE (-1)

/* What a design asks for at one place: dots per cm2 of canvas that are in the skin after each session, and the zone that
 * a dot there would belong to. running_per_cm2[k] is the total after session k + 1; it never falls with k; numbers beyond the last
 * session repeat it. All zero, and FOL_NO_ZONE, where no dot may be. */
typedef struct fol_density {
    double running_per_cm2[FOL_MAX_SESSIONS];
    int32_t zone;
} fol_density;

/* Answers for any place in micrometres; must give the same answer each time it is asked. */
typedef void (*fol_density_fn)(int32_t x_um, int32_t y_um, fol_density *out, void *user);

/* The same for `count` places at once, x0, y0, x1, y1 ... in xy_um, most of which lie close to the one before: out[i] gets what the
 * answer for place i alone would be, to the last bit. */
typedef void (*fol_density_batch_fn)(const int32_t *xy_um, size_t count, fol_density *out, void *user);

#ifdef __cplusplus
}
#endif
#endif

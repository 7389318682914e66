/* SPDX-License-Identifier: MIT */
/* What was really done in a session and what healed of it, and the next design that carries on from there. docs/records.md tells more.
 *
 * A record is a list of rows, later ones standing over earlier ones; dots of a session that no row is about were done as planned. It is kept
 * as CSV (fol_record_parse_csv() in <follicle/io.h>), or made by whatever has measured. */
#ifndef FOLLICLE_RECORD_H
#define FOLLICLE_RECORD_H

#include <follicle/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "done", "skipped", "added", "moved", "lost", "faint", "blown-out". Never NULL; "unknown" for a number that is none. */
FOL_API const char *fol_dot_state_name(fol_dot_state state);
/* The state of that name, "kept" meaning done; 0 when there is none. */
FOL_API int fol_dot_state_named(const char *name);

/* A row about one dot, or about all dots of a session in one zone. */
typedef struct fol_record_row {
    int64_t id;           /* FOL_NO_ID for an added dot that has none yet, and for a row about a zone */
    int32_t zone;         /* FOL_NO_ZONE: the row is about a dot */
    float held;           /* of a zone: the share of its dots that is still there, 0 to 1 */
    fol_dot_state state;  /* of a dot */
    bool has_place;       /* moved and added dots need one; others may have it: where they were found */
    int32_t x_um, y_um;
    float confidence;     /* 0 to 1; below 0.5 the row says nothing, and the dot counts as those of its zone do on average */
    int32_t session;      /* from 1; 0: the one that was done last */
    int32_t line;         /* of the file, for messages; 0: none */
    uint64_t fingerprint; /* of the design that the row is about; 0: not said */
} fol_record_row;

#define FOL_NO_ID INT64_C(-1)

/* Rows from a map that was edited, in whatever program: planned dots that are not in it were skipped, those at another place moved, those
 * with an id that was not planned (or FOL_HAND_PLACED_ID and above) added. Only dots of the session count, from 1. Copies at most
 * `capacity` rows, by rising id, added ones last; *count is how many there are. Errors: FOL_ERR_ARG, _NOMEM. */
FOL_API fol_status fol_record_of_map(const fol_layout *planned, const fol_dot *map, size_t map_count, int32_t session,
                                     const fol_allocator *alloc, fol_record_row *rows, size_t capacity, size_t *count, fol_error *err);

/* ------------------------------------------------------------------ the next design */

typedef struct fol_next_spec {
    size_t struct_size;
    const fol_design *design; /* the plan that was worked from */
    const fol_layout *layout; /* of that design */
    const fol_record_row *rows;
    size_t row_count;
    double faint_weight;      /* how many dots a faint one counts for; 0 to 1; default 0.5 */
    double blown_out_weight;  /* and one that is blown out, as its area is to the planned; 1 to 16; default 2 */
} fol_next_spec;

FOL_API void fol_next_spec_init_sized(fol_next_spec *spec, size_t struct_size);
static inline fol_next_spec fol_next_spec_default(void) {
    fol_next_spec spec;
    fol_next_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* What is in the skin after a session: chart.in_skin and chart.sessions_done of the design for the next one. */
typedef struct fol_next fol_next;

/* Carries a plan on by the session after its last done one; by none where all rows are about sessions that are done.
 * Borrows: all of spec until return.
 * Gives:   *out, free with fol_next_free(); NULL on failure.
 * Errors:  FOL_ERR_ARG, _NOMEM; _CONFLICT (a row of another design, of a session that is not to come yet or behind another's; a layout of
 *          another design; a next session that asks for less than is in the skin; no session left), _NAME (no such dot),
 *          _VALUE. err->line is the row's.
 * Threads: safe from any thread whose allocator, the design's, is: it takes memory from that, too (fol_design_expected()).
 * Cost:    about a microsecond a dot. */
FOL_API fol_status fol_next_create(const fol_next_spec *spec, const fol_allocator *alloc, fol_next **out, fol_error *err);
FOL_API void fol_next_free(fol_next *next);

/* Ids rising. Valid while it lives. */
FOL_API const fol_placed_dot *fol_next_in_skin(const fol_next *next, size_t *count);
FOL_API int32_t fol_next_sessions_done(const fol_next *next);

/* Of the session that was carried on by, but for the last two. */
typedef struct fol_next_figures {
    int64_t planned;
    int64_t states[FOL_DOT_BLOWN_OUT + 1]; /* dots of each fol_dot_state; [0]: those that a row about the zone spoke for */
    double held;       /* share of what was planned that is in the skin, added dots left out: weights, at most 1 each */
    double in_skin;    /* what all dots in the skin count for, of all sessions that are done */
    double asked_next; /* dots in the skin that the next session is to bring it to; what is missing is laid out anew */
} fol_next_figures;

/* Zeros past the last zone. */
FOL_API fol_next_figures fol_next_zone(const fol_next *next, size_t zone);
/* The smooth map of what held: values as for a mask, from 0 to 1; 1 where nothing was planned. Valid while it lives. */
FOL_API const fol_mask_spec *fol_next_retention(const fol_next *next);

/* Whether the session to come asks, in each zone, for at least what is in the skin: fol_next_create() sees to it, and later changes of the
 * design may undo it. New dots would keep away, but the zone stays denser than asked for.
 * Errors: FOL_ERR_ARG, _NOMEM, _CONFLICT (names session and zone).   Threads: safe from any thread.   Cost: as fol_design_expected(). */
FOL_API fol_status fol_skin_fits(const fol_design *design, const fol_allocator *alloc, fol_error *err);

/* ------------------------------------------------------------------ two plans */

typedef enum fol_diff_kind {
    FOL_DIFF_ADDED = 1,
    FOL_DIFF_REMOVED,
    FOL_DIFF_MOVED,  /* the same id elsewhere */
    FOL_DIFF_CHANGED /* the same id in the same place, but of another session or zone (both by number) */
} fol_diff_kind;

typedef struct fol_diff_row {
    fol_diff_kind kind;
    fol_dot before, after; /* zeros where there is none */
} fol_diff_row;

/* "added". Never NULL. */
FOL_API const char *fol_diff_kind_name(fol_diff_kind kind);

/* What is different in b from a, by rising id. Both in any order; of dots with one id the first counts. Copies at most `capacity` rows;
 * *count is how many there are. Errors: FOL_ERR_ARG, _NOMEM. */
FOL_API fol_status fol_diff(const fol_dot *a, size_t a_count, const fol_dot *b, size_t b_count, const fol_allocator *alloc,
                            fol_diff_row *rows, size_t capacity, size_t *count, fol_error *err);

/* ------------------------------------------------------------------ hands and healing, simulated */

/* Moves each dot as a hand might: about normally, by rms_mm (0 to 5) in the root of the mean square, by seed and id alone. Illustrative: no
 * measurement of practitioners' hands was found. Errors: FOL_ERR_ARG, _VALUE. */
FOL_API fol_status fol_hand_error(fol_dot *dots, size_t count, double rms_mm, uint64_t seed, fol_error *err);

typedef struct fol_simulation_spec {
    size_t struct_size;
    uint64_t seed;
    double held_from, held_to; /* shares of dots that hold, in patches; 0 to 1; default 0.4, 0.9 */
    double patch_mm;           /* size of a patch, 1 to 1,000; default 30 */
    double faint;              /* share of what holds that is faint, 0 to 1; default 0.15 */
    double blown_out;          /* and blown out; 0 to 1, no more than 1 with faint; default 0.05 */
    double hand_mm;            /* as in fol_hand_error(); default 0.2 */
} fol_simulation_spec;

FOL_API void fol_simulation_spec_init_sized(fol_simulation_spec *spec, size_t struct_size);
static inline fol_simulation_spec fol_simulation_spec_default(void) {
    fol_simulation_spec spec;
    fol_simulation_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* A record of made-up healing, to try a plan with: a row for each dot, by seed and id alone. Errors: FOL_ERR_ARG, _VALUE. */
FOL_API fol_status fol_simulate_healing(const fol_simulation_spec *spec, const fol_dot *dots, size_t count, fol_record_row *rows,
                                        fol_error *err);

#ifdef __cplusplus
}
#endif
#endif

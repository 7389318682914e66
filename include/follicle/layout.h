/* SPDX-License-Identifier: MIT */
/* The dots of one design.
 *
 * A dot is in the running total after session j when rank / tile area < density asked for after j at its own place.
 * From that follows, and is tested: a dot's fate depends on its own place alone; raising a density or a share only adds
 * dots; counts are the integral of the density; spacing is the pattern's table. Exact counts, an option of the design, move where a
 * zone's running totals end, to a whole number. docs/layout.md tells more. */
#ifndef FOLLICLE_LAYOUT_H
#define FOLLICLE_LAYOUT_H

#include <follicle/design.h>
#include <follicle/pattern.h>
#include <follicle/tasks.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fol_layout fol_layout;

typedef struct fol_layout_options {
    size_t struct_size;
    const fol_pattern *pattern;   /* must outlive the layout and its updates; default NULL: the built-in one. One of
                                     fol_pattern_create_units() where the design has units */
    const fol_progress *progress; /* default NULL */
    const fol_limits *limits;     /* of which max_dots counts; default NULL: fol_limits_default() */
    const fol_tasks *tasks;       /* bands of 4 rows of 4 mm or more, 64 at most, for other threads; default NULL, or its run NULL: this
                                     thread alone. With it the allocator must serve several threads at once, and progress is
                                     reported only before they begin, where exact counts are prepared (a canvas under 32 mm high is
                                     one band, as without) */
} fol_layout_options;

FOL_API void fol_layout_options_init_sized(fol_layout_options *options, size_t struct_size);
static inline fol_layout_options fol_layout_options_default(void) {
    fol_layout_options options;
    fol_layout_options_init_sized(&options, sizeof options);
    return options;
}

/* Lays out every session of a design.
 * Borrows: design, options until return (the pattern: for the layout's life).
 * Gives:   *out, free with fol_layout_free(); NULL on failure. The design may be freed first.
 * Errors:  FOL_ERR_ARG, _NOMEM, _LIMIT, _CANCELLED, _CONFLICT (a density that this pattern cannot carry, or not at the
 *          least distance asked for; units that are not the pattern's; an exact count that it cannot reach, or not at that distance).
 * Threads: safe from any thread.   Cost: 5 to 10 ns a dot where the density is even, 25 to 40 on a scalp of soft edges, twice that among
 *          hairs or under a mask; memory 24 bytes a dot and at most 4 MB. Exact counts: a fol_design_expected() and
 *          another walk over the cells first. docs/performance.md has figures. */
FOL_API fol_status fol_layout_create(const fol_design *design, const fol_layout_options *options,
                                     const fol_allocator *alloc, fol_layout **out, fol_error *err);
FOL_API void fol_layout_free(fol_layout *layout);

/* Takes dots of a row of cells, at least one, ids rising through all calls; what is in the skin comes in the first call, by itself. They are gone
 * when it returns. False: stop. */
typedef struct fol_dot_sink {
    bool (*take)(const fol_dot *dots, size_t count, void *user);
    void *user;
} fol_dot_sink;

/* The dots of fol_layout_create() row by row, in pieces of a row, without a layout: memory of the fullest row (exact counts: and of the points near where they
 * end). Raise the limits of the design and of the options for more than max_dots. tasks are not used.
 * Borrows: all until return.
 * Errors:  as fol_layout_create(), and FOL_ERR_WRITE when the sink stops; the sink may have had dots before any of them.
 * Threads: safe from any thread; take is called from this one. */
FOL_API fol_status fol_layout_stream(const fol_design *design, const fol_layout_options *options, const fol_dot_sink *sink,
                                     const fol_allocator *alloc, fol_error *err);

/* What an update took away and brought; copies of its own. Lists are valid while it lives. */
typedef struct fol_change fol_change;
FOL_API const fol_dot *fol_change_removed(const fol_change *change, size_t *count);
FOL_API const fol_dot *fol_change_added(const fol_change *change, size_t *count);
FOL_API void fol_change_free(fol_change *change);

/* The layout of `design`, byte for byte what fol_layout_create() gives, made from `before` by redoing only what a
 * fol_design_derive() touched; untouched blocks are shared, and go back to the allocator of `before` when the last layout with them is
 * freed. Any other design is laid out in full, and one with an area scale by callback: derive each design from the one that `before` was
 * made from. Pattern and limits are those of `before`, which may be freed first. No tasks and no progress.
 * Gives:   *out; and *change when change is not NULL: ids rising, a dot whose fields differ is in both lists.
 * Errors:  as fol_layout_create().   Threads: safe from any thread.
 * Cost:    of the cells touched, and of a list of blocks. Where counts are exact, a dot depends on its whole zone: then the design is
 *          laid out in full, at the cost of fol_layout_create(). */
FOL_API fol_status fol_layout_update(const fol_layout *before, const fol_design *design, const fol_allocator *alloc,
                                     fol_layout **out, fol_change **change, fol_error *err);

FOL_API size_t fol_layout_count(const fol_layout *layout);
/* Dots of one session, from 1; 0 past the last. */
FOL_API size_t fol_layout_session_dots(const fol_layout *layout, size_t session);
/* How many dots are there, are missing or are of another session only because counts are exact; 0 where they are as they fall.
 * docs/layout.md tells what exact counts are. */
FOL_API size_t fol_layout_threshold_dots(const fol_layout *layout);
/* What exact counts make of the density of a zone (from 0) after a session (from 1): so many times as dense. Near 1, but for zones
 * with a hold_total; 1 where counts are as they fall, and past the last. */
FOL_API double fol_layout_scale(const fol_layout *layout, size_t zone, size_t session);
/* fol_design_fingerprint() of the design that it was made from. A pattern of the caller's own is not part of it: keep its spec too. */
FOL_API uint64_t fol_layout_fingerprint(const fol_layout *layout);

/* The dots where they are kept, in blocks that are a part of a row of 4 mm each, ids rising through all blocks; where something is in the skin
 * it is one more block, the last, with ids of its own order. Blocks can be empty (NULL and a count of 0). Valid while the layout lives. */
FOL_API size_t fol_layout_block_count(const fol_layout *layout);
FOL_API const fol_dot *fol_layout_block(const fol_layout *layout, size_t block, size_t *count);

/* Copies the dots in map order (session, then id): session 0 for all, else one. Copies at most `capacity`, returns how
 * many there are. */
FOL_API size_t fol_layout_copy(const fol_layout *layout, size_t session, fol_dot *dots, size_t capacity);
/* The same for dots with x in [x_um, x_um + width_um) and y likewise, ids rising. Cost: the dots of the blocks touched. */
FOL_API size_t fol_layout_in_rect(const fol_layout *layout, int32_t x_um, int32_t y_um, int32_t width_um,
                                  int32_t height_um, fol_dot *dots, size_t capacity);
/* The dot nearest to a place and at most within_um away, the lower id on a tie; false when there is none. */
FOL_API bool fol_layout_nearest(const fol_layout *layout, int32_t x_um, int32_t y_um, int32_t within_um, fol_dot *dot);
/* The dot of that id; false when it is not in the layout. Cost O(log dots). */
FOL_API bool fol_layout_find(const fol_layout *layout, int64_t id, fol_dot *dot);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/* What no plan can hold (a dot of no session, of no zone) is left out, counted and said. */
#include "placed.h"
#include "talk.h"

#include <inttypes.h>
#include <stdlib.h>

static int compare_map_order(const void *a, const void *b) {
    const fol_dot *x = a, *y = b;
    if (x->session != y->session)
        return x->session < y->session ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static int compare_ids(const void *a, const void *b) {
    const fol_dot *x = *(const fol_dot *const *)a, *y = *(const fol_dot *const *)b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x > y) - (x < y);
}

/* The second and later dots of one id become added ones. */
static int renumber(placed_dots *placed) {
    fol_dot **order = malloc((placed->count + 1) * sizeof *order);
    if (!order)
        return say_no_memory();
    int64_t next = FOL_HAND_PLACED_ID;
    for (size_t i = 0; i < placed->count; i++) {
        order[i] = &placed->dots[i];
        next = placed->dots[i].id >= next ? placed->dots[i].id + 1 : next;
    }
    qsort(order, placed->count, sizeof *order, compare_ids);
    for (size_t i = placed->count; i-- > 1;) {
        if (order[i]->id != order[i - 1]->id)
            continue;
        order[i]->id = next++;
        placed->renumbered++;
    }
    free(order);
    return CLI_DONE;
}

static int take_dots(const loaded_design *loaded, placed_dots *placed) {
    const size_t sessions = fol_design_session_count(loaded->design), zones = fol_design_zone_count(loaded->design);
    size_t count = 0;
    const fol_dot *dots = fol_map_dots(placed->map, &count);
    placed->dots = malloc((count + 1) * sizeof *placed->dots);
    if (!placed->dots)
        return say_no_memory();
    for (size_t i = 0; i < count; i++) {
        if (dots[i].session < 1 || dots[i].session > sessions || dots[i].zone >= zones) {
            placed->example = dots[i].id;
            placed->homeless++;
            continue;
        }
        placed->dots[placed->count++] = dots[i];
    }
    const int code = renumber(placed);
    qsort(placed->dots, placed->count, sizeof *placed->dots, compare_map_order);
    return code;
}

int load_placed(const loaded_design *loaded, const char *path, placed_dots *placed) {
    *placed = (placed_dots){.map = NULL};
    int code = load_map(loaded, path, &placed->map);
    if (code == CLI_DONE)
        code = take_dots(loaded, placed);
    if (code != CLI_DONE)
        return code;
    if (placed->homeless > 0)
        say("%s: %zu dot%s left out: no session, or no zone, of the design (such as id %" PRId64 ")", path, placed->homeless,
            placed->homeless == 1 ? " is" : "s are", placed->example);
    if (placed->renumbered > 0)
        say("%s: %zu dot%s an id that another has already and is numbered anew", path, placed->renumbered,
            placed->renumbered == 1 ? " has" : "s have");
    return CLI_DONE;
}

void free_placed(placed_dots *placed) {
    fol_map_free(placed->map);
    free(placed->dots);
}

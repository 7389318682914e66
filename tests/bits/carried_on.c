/* SPDX-License-Identifier: MIT */
/* What healing and the next design come to is part of a plan: the hash of its design holds the dots in the skin. */
#include "designs.h"

#include <follicle/record.h>
#include <stdio.h>
#include <stdlib.h>

static void must(bool holds, const fol_error *err) {
    if (holds)
        return;
    fprintf(stderr, "next session: %s %s\n", err->path, err->message);
    exit(EXIT_FAILURE);
}

static fol_next *next_of(const fol_design *design, const fol_layout *layout, uint64_t healing) {
    static fol_dot dots[MOST_IN_SKIN];
    static fol_record_row rows[MOST_IN_SKIN];
    const size_t count = fol_layout_copy(layout, 1, dots, MOST_IN_SKIN);
    fol_simulation_spec how = fol_simulation_spec_default();
    fol_next_spec spec = fol_next_spec_default();
    fol_next *next;
    fol_error err = {.message = "more dots than there is room for"};
    how.seed = healing;
    must(fol_layout_session_dots(layout, 1) == count, &err);
    must(fol_simulate_healing(&how, dots, count, rows, &err) == FOL_OK, &err);
    spec.design = design;
    spec.layout = layout;
    spec.rows = rows;
    spec.row_count = count;
    must(fol_next_create(&spec, NULL, &next, &err) == FOL_OK, &err);
    return next;
}

void plan_carry_on(plan *p, uint64_t healing) {
    fol_design_options options = fol_design_options_default();
    fol_design *design;
    fol_layout *layout;
    fol_error err;
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    must(fol_design_create(&p->treatment, &p->chart, &options, NULL, &design, &err) == FOL_OK, &err);
    must(fol_layout_create(design, NULL, NULL, &layout, &err) == FOL_OK, &err);
    fol_next *next = next_of(design, layout, healing);
    const fol_placed_dot *dots = fol_next_in_skin(next, &p->chart.in_skin_count);
    for (size_t i = 0; i < p->chart.in_skin_count; i++)
        p->in_skin[i] = dots[i];
    p->chart.in_skin = p->in_skin;
    p->chart.sessions_done = fol_next_sessions_done(next);
    fol_next_free(next);
    fol_layout_free(layout);
    fol_design_free(design);
}

/* SPDX-License-Identifier: MIT */
/* Dots that come too close are marked with a disc of their own, in vermilion, that people with any colour vision tell from pigment. It is as wide as the
 * gap that is missed, so that neighbours' marks join into one patch. */
#include "merges.h"

#include <follicle/heal.h>

static const fol_color VERMILION = {0xd5, 0x5e, 0x00};
static const double OPACITY = 0.7;
enum { MOST_UM = 65535 };

/* Dots beyond the clip are neighbours too: all are looked at, and what is outside is left out after. */
static size_t keep_marked(const fol__draft *draft, fol_dot *dots, const uint8_t *flags, size_t count, double reach_mm) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const fol_point at = {dots[i].x_um / 1000.0, dots[i].y_um / 1000.0};
        if (!flags[i] || !fol__draft_sees(draft, at, reach_mm))
            continue;
        const double um = dots[i].diameter_um + 1000 * FOL_MERGING_MM;
        dots[kept] = dots[i];
        dots[kept++].diameter_um = (uint16_t)(um < MOST_UM ? um + 0.5 : MOST_UM);
    }
    return kept;
}

static size_t copy_dots(const fol__dot_source *source, int32_t last, fol_dot *dots) {
    size_t found = 0;
    for (size_t b = 0; b < fol__dots_block_count(source); b++) {
        size_t count;
        const fol_dot *block = fol__dots_block(source, b, &count);
        for (size_t i = 0; i < count; i++)
            if (block[i].session <= last)
                dots[found++] = block[i];
    }
    return found;
}

void fol__draw_merging(fol__draft *draft, const fol__dot_source *source, const fol_design *design, int32_t last, double day,
                       double reach_mm) {
    if (!draft->scene)
        return;
    const size_t all = fol__dots_of(source, 0);
    const fol_allocator alloc = draft->scene->alloc;
    fol_dot *dots = fol__draft_dots(draft, all);
    uint8_t *flags = fol__alloc(&alloc, all, 1);
    fol_merge_spec spec = fol_merge_spec_default();
    spec.day = day < 0 ? -1 : day;
    const size_t count = dots ? copy_dots(source, last, dots) : 0;
    const bool found = dots && flags && fol_merge_risk(design, dots, count, &spec, NULL, 0, flags, &alloc, NULL) == FOL_OK;
    const size_t kept = found ? keep_marked(draft, dots, flags, count, reach_mm) : 0;
    fol__release(&alloc, flags, all, 1);
    if (found)
        fol__draw_dots(draft, dots, kept, VERMILION, OPACITY);
    else
        fol__draft_give_up(draft);
}

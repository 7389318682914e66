/* SPDX-License-Identifier: MIT */
/* How dots look on a day: fol_heal() says how much pigment is left and how wide it lies. Width is rounded to whole micrometres; opacity makes
 * good for that, so that area times contrast is what the function says. No dot hides more than all of the skin: what fresh pigment is over
 * that goes into its width. */
#include "aged.h"

#include <follicle/heal.h>
#include <math.h>

enum { SHADES = 256, MOST_UM = 65535 };

/* What all dots of a design share on a day. */
typedef struct moment {
    const fol_design *design;
    double day; /* below 0: healed */
    bool scab;
    double opacity[SHADES]; /* healed */
} moment;

static double um_of(double um) {
    const double whole = (double)(int64_t)(um + 0.5);
    return whole < 1 ? 1 : whole > MOST_UM ? MOST_UM : whole;
}

/* Sets the dot's width; returns its opacity. */
static double age_dot(const moment *at, fol_dot *dot) {
    const fol_healed healed = {1, 1, 1}, state = at->day < 0 ? healed : fol_heal_dot(at->design, dot, at->day);
    const double healed_um = dot->diameter_um, amount = at->opacity[dot->shade] * state.pigment * healed_um * healed_um;
    double um = um_of(healed_um * state.width);
    if (amount > um * um)
        um = um_of(sqrt(amount) + 0.5);
    dot->diameter_um = (uint16_t)(at->scab ? um_of(um * state.scab) : um);
    return amount < um * um ? amount / (um * um) : 1;
}

static void make_moment(const fol_design *design, double day, bool scab, moment *at) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    at->design = design;
    at->day = day;
    at->scab = scab;
    for (int shade = 0; shade < SHADES; shade++)
        at->opacity[shade] = treatment->pigment_strength > 0 ? fol_opacity_from_shade(treatment->pigment_strength, shade)
                                                             : treatment->pigment_opacity;
}

void fol__age_dots(fol__draft *draft, fol_op *op, const fol_design *design, double day, bool scab) {
    moment at;
    make_moment(design, day, scab, &at);
    float *strengths = fol__draft_strengths(draft, op->dot_count);
    if (!strengths)
        return;
    fol_dot *dots = (fol_dot *)op->dots; /* the scene's own copies */
    double most = 0;
    for (size_t i = 0; i < op->dot_count; i++) {
        const double opacity = age_dot(&at, &dots[i]);
        strengths[i] = (float)opacity;
        most = opacity > most ? opacity : most;
    }
    for (size_t i = 0; i < op->dot_count && most > 0; i++) {
        const float share = (float)((double)strengths[i] / most);
        strengths[i] = share < 1 ? share : 1;
    }
    op->opacity = most;
    op->strengths = strengths;
}

/* ---------------------------------------------------------------- what did not hold whole */

static bool has_faint(const fol_chart_spec *chart) {
    bool any = false;
    for (size_t i = 0; i < chart->in_skin_count && !any; i++)
        any = chart->in_skin[i].state == FOL_DOT_FAINT;
    return any;
}

static float *all_whole(fol__draft *draft, size_t count) {
    float *strengths = fol__draft_strengths(draft, count);
    for (size_t i = 0; strengths && i < count; i++)
        strengths[i] = 1;
    return strengths;
}

void fol__pale_dots(fol__draft *draft, fol_op *op, const fol_design *design) {
    const fol_chart_spec *chart = fol_design_chart(design);
    if (!has_faint(chart))
        return;
    float *strengths = op->strengths ? (float *)op->strengths : all_whole(draft, op->dot_count); /* the scene's own */
    size_t at = 0;
    for (size_t i = 0; strengths && i < op->dot_count; i++) { /* ids rise in both */
        while (at < chart->in_skin_count && chart->in_skin[at].dot.id < op->dots[i].id)
            at++;
        if (at < chart->in_skin_count && chart->in_skin[at].dot.id == op->dots[i].id && chart->in_skin[at].state == FOL_DOT_FAINT)
            strengths[i] *= chart->in_skin[at].weight;
    }
    op->strengths = strengths;
}

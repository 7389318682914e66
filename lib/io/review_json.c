/* SPDX-License-Identifier: MIT */
/* A review as JSON: docs/cli.md names the keys. Decimals are fixed: a tenth of a dot, a tenth of a micrometre. */
#include <follicle/io.h>

#include "map_names.h"
#include "problem.h"
#include "text_out.h"

#include <stdio.h>

enum { COUNT_DECIMALS = 1, FIGURE_DECIMALS = 4 };

static void ids(fol__text_out *out, const int64_t pair[2]) {
    const char *before = "";
    fol__out_char(out, '[');
    for (int i = 0; i < 2; i++) {
        if (pair[i] < 0)
            continue;
        fol__out_text(out, before);
        fol__out_int(out, pair[i]);
        before = ", ";
    }
    fol__out_char(out, ']');
}

static void named(fol__text_out *out, const char *key, double value) {
    fol__out_text(out, key);
    fol__out_fixed(out, value, FIGURE_DECIMALS);
}

/* null stands for what was not measured. */
static void list(fol__text_out *out, const char *key, const double *values, const int64_t *measured, size_t count) {
    fol__out_text(out, key);
    for (size_t i = 0; i < count; i++) {
        fol__out_text(out, i ? ", " : "[");
        if (measured && measured[i] == 0)
            fol__out_text(out, "null");
        else
            fol__out_fixed(out, values[i], FIGURE_DECIMALS);
    }
    fol__out_char(out, ']');
}

static void texture(fol__text_out *out, const fol_texture *t) {
    if (t->judged == 0) {
        fol__out_text(out, ", \"full\": null");
        return;
    }
    fol__out_text(out, ",\n     \"full\": {\"judged\": ");
    fol__out_int(out, t->judged);
    named(out, ", \"clark_evans\": ", t->clark_evans);
    named(out, ", \"nn_cv\": ", t->nn_cv);
    named(out, ", \"least\": ", t->least);
    named(out, ", \"cell_cv\": ", t->cell_cv);
    named(out, ", \"sides_mean\": ", t->sides_mean);
    named(out, ", \"sides_cv\": ", t->sides_cv);
    named(out, ", \"hexagons\": ", t->hexagons);
    named(out, ", \"bond_order\": ", t->bond_order);
    named(out, ", \"hole\": ", t->hole);
    named(out, ", \"hole_mean\": ", t->hole_mean);
    named(out, ", \"anisotropy\": ", t->anisotropy);
    list(out, ", \"dispersion\": ", t->dispersion, t->discs, FOL_DISCS);
    list(out, ",\n      \"power\": ", t->power, t->waves, FOL_RINGS);
    list(out, ",\n      \"pair\": ", t->pair, NULL, FOL_SHELLS);
    fol__out_char(out, '}');
}

static void set_figures(fol__text_out *out, size_t session, const fol_set_figures *figures, const fol_texture *full) {
    fol__out_text(out, "{\"session\": ");
    fol__out_int(out, (int64_t)session);
    fol__out_text(out, ", \"dots\": ");
    fol__out_int(out, figures->dots);
    fol__out_text(out, ", \"least_mm\": ");
    fol__out_fixed(out, figures->least_mm, FIGURE_DECIMALS);
    fol__out_text(out, ", \"least_pair\": ");
    if (figures->least_ids[0] < 0)
        fol__out_text(out, "null");
    else
        ids(out, figures->least_ids);
    fol__out_text(out, ", \"clark_evans\": ");
    fol__out_fixed(out, figures->clark_evans, FIGURE_DECIMALS);
    fol__out_text(out, ", \"nn_cv\": ");
    fol__out_fixed(out, figures->nn_cv, FIGURE_DECIMALS);
    if (full)
        texture(out, full);
    fol__out_char(out, '}');
}

/* Between the elements of an array that has one a line. */
static void element(fol__text_out *out, size_t i) {
    fol__out_text(out, i ? ",\n    " : "\n    ");
}

static void end_array(fol__text_out *out, size_t count) {
    fol__out_text(out, count ? "\n  ]" : "]");
}

static void sets(fol__text_out *out, const char *key, const fol_review *review,
                 fol_set_figures (*figures_of)(const fol_review *review, size_t session),
                 const fol_texture *(*texture_of)(const fol_review *review, size_t session)) {
    const size_t count = fol_review_session_count(review);
    fol__out_text(out, key);
    for (size_t i = 0; i < count; i++) {
        const fol_set_figures figures = figures_of(review, i + 1);
        element(out, i);
        set_figures(out, i + 1, &figures, texture_of(review, i + 1));
    }
    end_array(out, count);
}

/* Of totals that were measured so: none, and no key, where nothing is in the skin. */
static void smoothed(fol__text_out *out, const fol_review *review) {
    size_t count = 0;
    for (size_t session = 1; session <= fol_review_session_count(review); session++) {
        const fol_smoothed s = fol_review_smoothed(review, session);
        if (s.places == 0)
            continue;
        if (count == 0)
            fol__out_text(out, ",\n  \"smoothed\": [");
        element(out, count++);
        fol__out_text(out, "{\"session\": ");
        fol__out_int(out, (int64_t)session);
        named(out, ", \"usual\": ", s.usual);
        named(out, ", \"most\": ", s.most);
        fol__out_text(out, ", \"x_um\": ");
        fol__out_int(out, s.x_um);
        fol__out_text(out, ", \"y_um\": ");
        fol__out_int(out, s.y_um);
        fol__out_char(out, '}');
    }
    if (count)
        end_array(out, count);
}

static void zone_name(fol__text_out *out, const fol_design *design, size_t zone) {
    char number[24];
    snprintf(number, sizeof number, "%zu", zone + 1);
    fol__out_json_text(out, design ? fol__zone_name(design, zone) : number);
}

static void zones(fol__text_out *out, const fol_review *review, const fol_design *design) {
    const size_t count = fol_review_zone_count(review);
    fol__out_text(out, ",\n  \"zones\": [");
    for (size_t i = 0; i < count; i++) {
        const fol_zone_figures figures = fol_review_zone(review, i);
        element(out, i);
        fol__out_text(out, "{\"name\": ");
        zone_name(out, design, i);
        fol__out_text(out, ", \"asked\": ");
        fol__out_fixed(out, figures.asked, COUNT_DECIMALS);
        fol__out_text(out, ", \"found\": ");
        fol__out_int(out, figures.found);
        fol__out_char(out, '}');
    }
    end_array(out, count);
}

static void edges(fol__text_out *out, const fol_review *review) {
    const size_t count = fol_review_edge_count(review);
    fol__out_text(out, ",\n  \"edges\": [");
    for (size_t i = 0; i < count; i++) {
        const fol_edge *e = fol_review_edge(review, i);
        element(out, i);
        named(out, "{\"length_mm\": ", e->length_mm);
        named(out, ", \"judged_mm\": ", e->judged_mm);
        named(out, ", \"spacing_mm\": ", e->spacing_mm);
        named(out, ", \"slice_mm\": ", e->slice_mm);
        named(out, ", \"offset_mm\": ", e->offset_mm);
        named(out, ", \"range_mm\": ", e->range_mm);
        list(out, ", \"rough_mm\": ", e->rough_mm, NULL, FOL_EDGE_SCALES);
        named(out, ",\n     \"wander_mm\": ", e->wander_mm);
        named(out, ", \"period_mm\": ", e->period_mm);
        named(out, ", \"period_height_mm\": ", e->period_height_mm);
        named(out, ", \"period\": ", e->period);
        named(out, ", \"mirror\": ", e->mirror);
        named(out, ", \"scatter\": ", e->scatter);
        named(out, ", \"step\": ", e->step);
        fol__out_char(out, '}');
    }
    end_array(out, count);
}

static void finding(fol__text_out *out, const fol_finding *found) {
    fol__out_text(out, "{\"kind\": ");
    fol__out_json_text(out, fol_finding_kind_name(found->kind));
    fol__out_text(out, ", \"ids\": ");
    ids(out, found->ids);
    fol__out_text(out, ", \"x_um\": ");
    fol__out_int(out, found->x_um);
    fol__out_text(out, ", \"y_um\": ");
    fol__out_int(out, found->y_um);
    fol__out_text(out, ", \"text\": ");
    fol__out_json_text(out, found->text);
    fol__out_char(out, '}');
}

static void findings(fol__text_out *out, const fol_review *review) {
    const size_t count = fol_review_finding_count(review);
    fol__out_text(out, ",\n  \"findings\": [");
    for (size_t i = 0; i < count && !out->refused; i++) {
        element(out, i);
        finding(out, fol_review_finding(review, i));
    }
    end_array(out, count);
}

static const fol_texture *no_texture(const fol_review *review, size_t session) {
    (void)review;
    (void)session;
    return NULL;
}

fol_status fol_review_write_json(const fol_review *review, const fol_design *design, const fol_sink *sink,
                                 fol_error *err) {
    fol__text_out out;
    if (!review)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no review to write");
    const fol_status status = fol__out_start(&out, sink, err);
    if (status != FOL_OK)
        return status;
    const bool dots_full = !fol_review_has_sites(review); /* of units, textures are those of their sites */
    fol__out_text(&out, fol_review_ok(review) ? "{\n  \"ok\": true" : "{\n  \"ok\": false");
    sets(&out, ",\n  \"sessions\": [", review, fol_review_session, dots_full ? fol_review_session_texture : no_texture);
    sets(&out, ",\n  \"totals\": [", review, fol_review_total, dots_full ? fol_review_total_texture : no_texture);
    if (fol_review_has_sites(review)) {
        sets(&out, ",\n  \"site_sessions\": [", review, fol_review_session_sites, fol_review_session_texture);
        sets(&out, ",\n  \"site_totals\": [", review, fol_review_total_sites, fol_review_total_texture);
    }
    edges(&out, review);
    smoothed(&out, review);
    zones(&out, review, design);
    findings(&out, review);
    fol__out_text(&out, "\n}\n");
    return fol__out_finish(&out, err);
}

/* SPDX-License-Identifier: MIT */
/* Hands and healing as functions of seed and id: what a plan comes to can be tried before anyone is touched. */
#include "fail.h"
#include "grid.h"
#include "hash.h"
#include "spec.h"

#include <follicle/record.h>
#include <math.h>
#include <string.h>

/* Close to normal, of variance 1: the sum of twelve even numbers (no libm function gives the same bits everywhere). */
static double normal(uint64_t stream, uint64_t id, uint64_t which) {
    double sum = 0;
    for (uint64_t k = 0; k < 3; k++) {
        const uint64_t bits = fol__stream_at(fol__stream_at(stream, id), 3 * which + k);
        for (int part = 0; part < 4; part++)
            sum += ((double)(bits >> 16 * part & 0xffff) + 0.5) / 65536;
    }
    return sum - 6;
}

static int32_t moved(int32_t um, double mm) {
    const double to = um + mm * 1000;
    return to > -2e9 && to < 2e9 ? (int32_t)(to < 0 ? to - 0.5 : to + 0.5) : um;
}

static void move_place(uint64_t seed, int64_t id, double rms_mm, int32_t *x_um, int32_t *y_um) {
    const uint64_t stream = fol__stream(seed, FOL__FOR_HAND);
    const double along = rms_mm * sqrt(0.5);
    *x_um = moved(*x_um, normal(stream, (uint64_t)id, 0) * along);
    *y_um = moved(*y_um, normal(stream, (uint64_t)id, 1) * along);
}

static fol_status check_share(const char *what, double value, double to, fol_error *err) {
    if (value >= 0 && value <= to)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, what}, "is %g; it must be from 0 to %g", value, to);
}

fol_status fol_hand_error(fol_dot *dots, size_t count, double rms_mm, uint64_t seed, fol_error *err) {
    if (count && !dots)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "dots must not be NULL");
    const fol_status status = check_share("hand error in mm", rms_mm, 5, err);
    for (size_t i = 0; status == FOL_OK && i < count; i++)
        move_place(seed, dots[i].id, rms_mm, &dots[i].x_um, &dots[i].y_um);
    return status;
}

/* ---------------------------------------------------------------- healing */

void fol_simulation_spec_init_sized(fol_simulation_spec *spec, size_t struct_size) {
    fol_simulation_spec d;
    memset(&d, 0, sizeof d);
    d.held_from = 0.4;
    d.held_to = 0.9;
    d.patch_mm = 30;
    d.faint = 0.15;
    d.blown_out = 0.05;
    d.hand_mm = 0.2;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

static double knot(uint64_t stream, double column, double row) {
    return fol__unit(fol__stream_at(fol__stream_at(stream, (uint64_t)(int64_t)column), (uint64_t)(int64_t)row));
}

static double blend(double t) {
    return t * t * (3 - 2 * t);
}

/* 0 to 1, smooth, in patches about as wide as half the knots are apart; all of the range is reached. */
static double patches(uint64_t seed, double x_mm, double y_mm, double patch_mm) {
    const uint64_t stream = fol__stream(seed, FOL__FOR_HEALING);
    const double u = x_mm / patch_mm, v = y_mm / patch_mm, column = floor(u), row = floor(v);
    const double a = blend(u - column), b = blend(v - row);
    const double above = knot(stream, column, row) * (1 - a) + knot(stream, column + 1, row) * a;
    const double below = knot(stream, column, row + 1) * (1 - a) + knot(stream, column + 1, row + 1) * a;
    const double stretched = 0.5 + 1.6 * (above * (1 - b) + below * b - 0.5);
    return stretched < 0 ? 0 : stretched > 1 ? 1 : stretched;
}

static fol_dot_state healed(const fol_simulation_spec *s, const fol_dot *dot) {
    const uint64_t stream = fol__stream(s->seed, FOL__FOR_HEALING);
    const double there = fol__unit(fol__stream_at(stream, (uint64_t)dot->id)), how = fol__unit(fol__stream_at(~stream, (uint64_t)dot->id));
    const double held = s->held_from + (s->held_to - s->held_from) *
                                           patches(s->seed, fol__mm_from_um(dot->x_um), fol__mm_from_um(dot->y_um), s->patch_mm);
    if (!(there < held))
        return FOL_DOT_LOST;
    return how < s->faint ? FOL_DOT_FAINT : how < s->faint + s->blown_out ? FOL_DOT_BLOWN_OUT : FOL_DOT_DONE;
}

static fol_status check_healing(const fol_simulation_spec *s, fol_error *err) {
    const struct {
        const char *what;
        double value, to;
    } rows[] = {{"held_from", s->held_from, 1}, {"held_to", s->held_to, 1}, {"faint", s->faint, 1},
                {"blown_out", s->blown_out, 1 - s->faint}, {"hand_mm", s->hand_mm, 5}};
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < sizeof rows / sizeof rows[0]; i++)
        status = check_share(rows[i].what, rows[i].value, rows[i].to, err);
    if (status == FOL_OK && !(s->patch_mm >= 1 && s->patch_mm <= 1000))
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "patch_mm"}, "is %g; it must be from 1 to 1000", s->patch_mm);
    return status;
}

fol_status fol_simulate_healing(const fol_simulation_spec *spec, const fol_dot *dots, size_t count, fol_record_row *rows, fol_error *err) {
    fol_simulation_spec own = fol_simulation_spec_default();
    if (!spec || (count && (!dots || !rows)) || !fol__spec_read(&own, sizeof own, spec, sizeof own))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "spec, dots and rows must not be NULL, and the spec's struct_size right");
    const fol_status status = check_healing(&own, err);
    for (size_t i = 0; status == FOL_OK && i < count; i++) {
        rows[i] = (fol_record_row){.id = dots[i].id, .zone = FOL_NO_ZONE, .state = healed(&own, &dots[i]), .confidence = 1,
                                   .x_um = dots[i].x_um, .y_um = dots[i].y_um, .session = dots[i].session};
        rows[i].has_place = rows[i].state != FOL_DOT_LOST && own.hand_mm > 0;
        move_place(own.seed, dots[i].id, own.hand_mm, &rows[i].x_um, &rows[i].y_um);
    }
    return status;
}

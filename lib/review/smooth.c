/* SPDX-License-Identifier: MIT */
/* Dots, each by its weight, and the density that was asked for, both blurred by one Gaussian: their quotient is what was reached. The edges of
 * a zone are blurred alike in both, so nothing need be left out there. */
#include "smooth.h"

#include "alloc.h"
#include "fail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pitch of the raster in sigmas, and how far the Gaussian goes. */
#define PITCH 0.1
#define REACH 4.0
enum { TAPS = 41, MOST_VALUES = 16000000 }; /* REACH / PITCH + 1 */

/* Judged are places that ask for half of the most that their zone does, and about which as much is asked as beside a straight edge, or nearly:
 * in a sharp corner so few dots are in sight that no pattern is even. */
#define LEAST_SHARE 0.5
#define LEAST_ABOUT 0.4

typedef struct raster {
    const fol__request *request;
    const fol_allocator *alloc;
    int32_t columns, rows;
    double pitch_um;
    float taps[TAPS];
    float *asked, *found, *between; /* dots per value */
    float *asked_here;              /* per cm2, unblurred */
    int32_t *zones;
    float *most;                    /* [zone] per cm2, unblurred */
} raster;

static size_t value_count(const raster *r) {
    return (size_t)r->columns * (size_t)r->rows;
}

/* e^-x for x from 0 to REACH^2 / 2, by its series: no libm function gives the same bits everywhere. */
static double falling(double x) {
    const double y = x / 64;
    double term = 1, sum = 1;
    for (int k = 1; k < 12; k++) {
        term *= y / k;
        sum += term;
    }
    for (int k = 0; k < 6; k++)
        sum *= sum;
    return 1 / sum;
}

static void fill_taps(raster *r) {
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
        r->taps[i] = (float)falling(PITCH * PITCH * i * i / 2);
        sum += (i ? 2 : 1) * (double)r->taps[i];
    }
    for (int i = 0; i < TAPS; i++)
        r->taps[i] = (float)((double)r->taps[i] / sum);
}

/* ---------------------------------------------------------------- what was asked for, and what there is */

static void ask_row(raster *r, int32_t row, size_t session) {
    const fol__question *q = &r->request->question;
    const double y = q->y0 + (row + 0.5) * r->pitch_um, cm2 = r->pitch_um * r->pitch_um * 1e-8;
    for (int32_t column = 0; column < r->columns; column += FOL__PLACES) {
        const int32_t count = r->columns - column < FOL__PLACES ? r->columns - column : FOL__PLACES;
        int32_t xy_um[2 * FOL__PLACES] = {0};
        fol_density answers[FOL__PLACES];
        double running[FOL_MAX_SESSIONS];
        for (int32_t i = 0; i < count; i++) {
            xy_um[2 * i] = (int32_t)(q->x0 + (column + i + 0.5) * r->pitch_um);
            xy_um[2 * i + 1] = (int32_t)y;
        }
        fol__question_ask(q, xy_um, (size_t)count, answers);
        for (int32_t i = 0; i < count; i++) {
            const size_t at = (size_t)row * (size_t)r->columns + (size_t)(column + i);
            r->zones[at] = fol__question_sound(q, &answers[i], running);
            r->asked_here[at] = (float)running[session];
            r->asked[at] = (float)(running[session] * cm2);
            if (r->zones[at] != FOL_NO_ZONE && (float)running[session] > r->most[r->zones[at]])
                r->most[r->zones[at]] = (float)running[session];
        }
    }
}

/* Shared out among the four values around its place. */
static void put_dot(raster *r, const fol_dot *dot, float weight) {
    const fol__question *q = &r->request->question;
    const double u = ((double)dot->x_um - q->x0) / r->pitch_um - 0.5, v = ((double)dot->y_um - q->y0) / r->pitch_um - 0.5;
    const double left = floor(u), top = floor(v);
    if (!(left >= -1 && left < r->columns && top >= -1 && top < r->rows))
        return;
    for (int corner = 0; corner < 4; corner++) {
        const int32_t column = (int32_t)left + (corner & 1), row = (int32_t)top + (corner >> 1);
        const double across = corner & 1 ? u - left : 1 - (u - left), down = corner >> 1 ? v - top : 1 - (v - top);
        if (column >= 0 && column < r->columns && row >= 0 && row < r->rows)
            r->found[(size_t)row * (size_t)r->columns + (size_t)column] += (float)(across * down) * weight;
    }
}

static void put_dots(raster *r, size_t session) {
    const fol_review_spec *spec = &r->request->spec;
    memset(r->found, 0, value_count(r) * sizeof *r->found);
    for (size_t i = 0; i < spec->dot_count; i++) {
        if (spec->dots[i].session <= session + 1)
            put_dot(r, &spec->dots[i], spec->weights ? spec->weights[i] : 1);
    }
}

/* ---------------------------------------------------------------- blurring */

static void blur_line(const float *taps, const float *from, float *to, int32_t count, size_t step) {
    for (int32_t i = 0; i < count; i++) {
        const int32_t first = i < TAPS - 1 ? -i : -(TAPS - 1), last = count - 1 - i < TAPS - 1 ? count - 1 - i : TAPS - 1;
        float sum = 0;
        for (int32_t k = first; k <= last; k++)
            sum += taps[k < 0 ? -k : k] * from[(size_t)(i + k) * step];
        to[(size_t)i * step] = sum;
    }
}

static void blur(raster *r, float *values) {
    for (int32_t row = 0; row < r->rows; row++)
        blur_line(r->taps, values + (size_t)row * (size_t)r->columns, r->between + (size_t)row * (size_t)r->columns, r->columns, 1);
    for (int32_t column = 0; column < r->columns; column++)
        blur_line(r->taps, r->between + column, values + column, r->rows, (size_t)r->columns);
}

/* ---------------------------------------------------------------- how far off */

static int rising(const void *a, const void *b) {
    const float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* Deviations go where the blurring went between. */
static fol_smoothed judge(const raster *r) {
    const double cm2 = r->pitch_um * r->pitch_um * 1e-8;
    const fol__question *q = &r->request->question;
    fol_smoothed out;
    memset(&out, 0, sizeof out);
    for (size_t i = 0; i < value_count(r); i++) {
        const double most = r->zones[i] == FOL_NO_ZONE ? 0 : (double)r->most[r->zones[i]];
        if (!((double)r->asked_here[i] > LEAST_SHARE * most) || !((double)r->asked[i] > LEAST_ABOUT * cm2 * most))
            continue;
        const double off = (double)r->found[i] / (double)r->asked[i] - 1, size = off < 0 ? -off : off;
        r->between[out.places++] = (float)size;
        if (size > out.most) {
            out.most = size;
            out.x_um = (int32_t)(q->x0 + ((double)(i % (size_t)r->columns) + 0.5) * r->pitch_um);
            out.y_um = (int32_t)(q->y0 + ((double)(i / (size_t)r->columns) + 0.5) * r->pitch_um);
        }
    }
    if (out.places) {
        qsort(r->between, (size_t)out.places, sizeof *r->between, rising);
        out.usual = (double)r->between[(size_t)((double)(out.places - 1) * 0.95)];
    }
    return out;
}

static fol_status measure_all(raster *r, fol__stage stage, fol_smoothed *out) {
    const size_t sessions = r->request->spec.session_count;
    for (size_t k = 0; k < sessions; k++) {
        if (fol__stage_stops(stage, k, sessions))
            return FOL_ERR_CANCELLED;
        memset(r->most, 0, r->request->spec.zone_count * sizeof *r->most);
        for (int32_t row = 0; row < r->rows; row++)
            ask_row(r, row, k);
        put_dots(r, k);
        blur(r, r->asked);
        blur(r, r->found);
        out[k] = judge(r);
    }
    return FOL_OK;
}

fol_status fol__smoothed_measure(const fol__request *request, const fol_allocator *alloc, fol__stage stage, fol_smoothed *out) {
    const fol__question *q = &request->question;
    const double width = (double)q->x1 - q->x0, height = (double)q->y1 - q->y0;
    raster r = {.request = request, .alloc = alloc, .pitch_um = request->spec.smooth_mm * 1000 * PITCH};
    if (!(request->spec.smooth_mm > 0) || width / r.pitch_um * (height / r.pitch_um) > MOST_VALUES)
        return FOL_OK;
    r.columns = (int32_t)(width / r.pitch_um) + 1;
    r.rows = (int32_t)(height / r.pitch_um) + 1;
    const size_t count = value_count(&r);
    float **const all[] = {&r.asked, &r.found, &r.between, &r.asked_here};
    bool ok = true;
    for (size_t i = 0; i < 4; i++) {
        *all[i] = fol__alloc(alloc, count, sizeof(float));
        ok = ok && *all[i];
    }
    r.zones = fol__alloc(alloc, count, sizeof *r.zones);
    r.most = fol__alloc(alloc, request->spec.zone_count, sizeof *r.most);
    fill_taps(&r);
    const fol_status status = ok && r.zones && r.most ? measure_all(&r, stage, out) : FOL_ERR_NOMEM;
    for (size_t i = 0; i < 4; i++)
        fol__release(alloc, *all[i], count, sizeof(float));
    fol__release(alloc, r.zones, count, sizeof *r.zones);
    fol__release(alloc, r.most, request->spec.zone_count, sizeof *r.most);
    return status;
}
